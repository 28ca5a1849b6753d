import { expect, test } from 'vitest';
import type { CompareRow } from '../../src/questions/compare.ts';
import { UNNAMED } from '../../src/views/baseline-names.ts';
import {
  againstWhat,
  benchmarkKey,
  compareGroups,
  sortGroups,
  topGroups,
} from '../../src/views/compare-groups.ts';
import { againstText, compareTitle, filterSpellings, groupAgainst } from '../../src/views/compare-words.ts';

let made = 0;
const row = (
  paper: string,
  value: number,
  key: string | null,
  change: Partial<CompareRow> = {},
): CompareRow => ({
  metric_id: `${paper}#${++made}`,
  paper_id: paper,
  day: 20157,
  form: 'ratio',
  low: value,
  high: value,
  factor_low: value,
  factor_high: value,
  qualifier: 'none',
  sense: 'better',
  baseline: null,
  key,
  ...change,
});
const against = (paper: string, value: number, baseline: string | null) =>
  row(paper, value, baseline, { baseline });

test('spellings of one baseline are one group, shown by the most frequent', () => {
  const groups = compareGroups(
    [against('a', 2, 'vLLM'), against('b', 3, 'vLLM'), against('c', 4, 'the vLLM baseline')],
    'factor',
    'baseline',
  );
  expect(groups).toMatchObject([{ label: 'vLLM', papers: 3, spellings: ['the vLLM baseline', 'vLLM'] }]);
});
test('claims against nothing in particular are one group, last in every order, and cannot be filtered by', () => {
  const rows = [against('a', 2, null), against('b', 3, 'prior work'), against('c', 9, 'vLLM')];
  const groups = compareGroups(rows, 'factor', 'baseline');
  for (const sort of ['n', 'median', 'name'] as const) {
    const last = sortGroups(groups, sort, 'baseline').at(-1);
    expect(last).toMatchObject({ key: UNNAMED, papers: 2, unnamed: 2 });
    expect(last && filterSpellings(last)).toEqual([]);
  }
});
test('a number over a list of benchmarks stands under each, and a filter finds it by the list', () => {
  const groups = compareGroups([row('a', 2, 'MMLU, GSM8K'), row('b', 3, 'gsm8k')], 'factor', 'benchmark');
  const gsm = groups.find(({ key }) => key === 'gsm8k');
  expect(gsm).toMatchObject({ papers: 2, spellings: ['MMLU, GSM8K', 'gsm8k'] });
  expect(groups).toHaveLength(2);
  expect(benchmarkKey('the GSM-8K benchmark')).toBe('gsm8k');
});
test('the last name of a list loses its "and"', () => {
  const groups = compareGroups([row('a', 2, 'MMLU, GSM8K, and MATH')], 'factor', 'benchmark');
  expect(groups.map(({ label }) => label)).toEqual(['MMLU', 'GSM8K', 'MATH']);
});
test('below six papers there is no median, and the row says so by its absence', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((paper, i) => row(paper, i + 1, 'x'));
  expect(compareGroups(five, 'factor', 'topic')).toMatchObject([
    { median: { kind: 'not-enough' }, half: null },
  ]);
  expect(compareGroups([...five, row('f', 6, 'x')], 'factor', 'topic')).toMatchObject([
    { median: { kind: 'median', median: 3.5 }, max: 6 },
  ]);
});
test('one paper with many claims weighs one', () => {
  const rows = [
    ...Array.from({ length: 20 }, () => row('loud', 100, 'x')),
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((p) => row(p, 2, 'x')),
  ];
  expect(compareGroups(rows, 'factor', 'topic')).toMatchObject([{ median: { median: 2 }, papers: 7 }]);
});
test('a price has a point but no say in the median or the highest', () => {
  const rows = [row('a', 0.5, 'x', { sense: 'worse' })];
  expect(compareGroups(rows, 'factor', 'topic')).toMatchObject([{ papers: 1, max: null }]);
});
test('rows by median: those without one come after', () => {
  const of = (key: string, values: number[]) => values.map((v, i) => row(`${key}${i}`, v, key));
  const groups = compareGroups(
    [...of('small', [99, 99]), ...of('low', [1, 2, 2, 2, 2, 3]), ...of('high', [5, 6, 7, 8, 9, 9])],
    'factor',
    'topic',
  );
  expect(sortGroups(groups, 'median', 'topic').map(({ key }) => key)).toEqual(['high', 'low', 'small']);
  expect(topGroups(groups, 'median', 'topic', 2).map(({ key }) => key)).toEqual(['high', 'low']);
});
test('years stand in their order whatever is asked', () => {
  const groups = compareGroups(
    [row('a', 9, '2025'), row('b', 2, '2024'), row('c', 3, '2024')],
    'factor',
    'year',
  );
  expect(sortGroups(groups, 'median', 'year').map(({ key }) => key)).toEqual(['2024', '2025']);
});
test('a claim in two groups is one claim when it is said what claims are against', () => {
  const one = against('a', 2, 'vLLM');
  const groups = compareGroups(
    [
      { ...one, key: 'x' },
      { ...one, key: 'y' },
      { ...against('b', 2, null), key: 'x' },
    ],
    'factor',
    'topic',
  );
  expect(againstWhat(groups)).toEqual({ claims: 2, unnamed: 1, baselines: 1 });
});
test('claims against different baselines are said to be', () => {
  expect(againstText({ claims: 9, unnamed: 2, baselines: 4 }, 'topic')).toContain('4 different baselines');
  expect(againstText({ claims: 9, unnamed: 0, baselines: 1 }, 'topic')).toBe('');
});
test('a row names what it is compared with, most named first', () => {
  const rows = [
    against('a', 2, 'Aim'),
    against('b', 2, 'Bim'),
    against('c', 2, 'the Bim'),
    against('d', 2, 'Cim'),
  ];
  const [group] = compareGroups(
    rows.map((r) => ({ ...r, key: 'x' })),
    'factor',
    'topic',
  );
  expect(group && groupAgainst(group, 2)).toBe('Bim (2), Aim (1), 1 more');
});
test('the title says the lowest and the highest median', () => {
  const of = (key: string, value: number) =>
    Array.from({ length: 6 }, (_, i) => row(`${key}${i}`, value, key));
  const groups = compareGroups([...of('slow', 2), ...of('fast', 7)], 'factor', 'topic');
  expect(compareTitle('speed', 'topic', groups, (v) => `${v}x`)).toBe(
    'Reported speedups by topic: medians from 2x (slow) to 7x (fast)',
  );
  expect(compareTitle('speed', 'topic', [], String)).toBe('Reported speedups by topic');
});
test('the interval of few papers is their range and is called so, that of many is not', () => {
  const of = (n: number) =>
    compareGroups(
      Array.from({ length: n }, (_, i) => row(`r${i}`, i + 2, 'a')),
      'factor',
      'source',
    )[0];
  expect([5, 6, 8, 9].map((n) => of(n)?.ranged)).toEqual([false, true, true, false]);
});
