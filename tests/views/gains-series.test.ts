import { expect, test } from 'vitest';
import { toDay } from '../../src/questions/period.ts';
import type { Claim } from '../../src/views/gains-claim.ts';
import { crowdedDay, gainsSeries, onePerPaper, quarterOf } from '../../src/views/gains-series.ts';

let made = 0;
const claim = (paper_id: string, date: string, value: number, change: Partial<Claim> = {}): Claim => ({
  metric_id: `${paper_id}#g${++made}`,
  paper_id,
  day: toDay(date),
  form: 'ratio',
  written: { low: value, high: value },
  low: value,
  high: value,
  value,
  qualifier: 'none',
  upTo: false,
  worse: false,
  ...change,
});

test('a paper with many claims counts once, at their median', () => {
  const papers = onePerPaper([2, 3, 100].map((x) => claim('a', '2025-01-01', x)));
  expect(papers).toMatchObject([{ paper_id: 'a', value: 3, claims: 3, best: { value: 100 } }]);
});
test('a price is drawn but counts in no median', () => {
  const series = gainsSeries([claim('a', '2025-01-01', 0.5, { worse: true })], 'factor');
  expect(series).toMatchObject({ worse: 1, papers: [], quarters: [], median: { kind: 'not-enough' } });
  expect(series.claims).toHaveLength(1);
});
test('a quarter of fewer than six papers has no median to show', () => {
  const papers = (n: number, date: string) =>
    Array.from({ length: n }, (_, i) => claim(`${date}-${i}`, date, i + 1));
  const { quarters } = gainsSeries([...papers(5, '2025-01-31'), ...papers(6, '2025-04-01')], 'factor');
  expect(quarters.map(({ n, told }) => [n, told])).toEqual([
    [5, false],
    [6, true],
  ]);
  expect(quarters[0]?.to).toBe(quarters[1]?.from);
});
test('quarters begin in January, April, July and October', () => {
  expect(quarterOf(toDay('2025-03-31')) + 1).toBe(quarterOf(toDay('2025-04-01')));
  expect(quarterOf(toDay('2024-12-31')) + 1).toBe(quarterOf(toDay('2025-01-01')));
});
test('records are the papers whose highest claim beats all before', () => {
  const { records } = gainsSeries(
    [
      claim('a', '2025-01-01', 2),
      claim('b', '2025-01-02', 1.5),
      claim('c', '2025-01-03', 4),
      claim('c', '2025-01-03', 1.1),
    ],
    'factor',
  );
  expect(records.kind === 'records' && records.records.map(({ claim }) => claim.paper_id)).toEqual([
    'a',
    'c',
  ]);
});
test('pairs before and after have no common median or record', () => {
  const pairs = Array.from({ length: 9 }, (_, i) => claim(`p${i}`, '2025-01-01', 50 + i));
  expect(gainsSeries(pairs, 'from_to')).toMatchObject({
    quarters: [],
    median: { kind: 'not-enough' },
    records: { kind: 'not-enough' },
  });
});
test('a day that holds a crowd of the claims is told, a day of a few papers is not', () => {
  const spread = Array.from({ length: 20 }, (_, i) =>
    claim(`s${i}`, `2025-01-${String(i + 1).padStart(2, '0')}`, 2),
  );
  const many = Array.from({ length: 6 }, (_, i) => claim(`m${i}`, '2025-08-08', 3));
  expect(crowdedDay([...spread, ...many, claim('m0', '2025-08-08', 4)])).toEqual({
    day: toDay('2025-08-08'),
    claims: 7,
    papers: 6,
  });
  expect(crowdedDay([...spread, ...many.slice(1)])).toBeNull();
  expect(crowdedDay([])).toBeNull();
});
