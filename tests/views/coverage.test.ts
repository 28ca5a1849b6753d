import { describe, expect, test } from 'vitest';
import type { CompletenessRow } from '../../src/questions/completeness.ts';
import { toDay, toIso } from '../../src/questions/period.ts';
import { lacksOf, lagRows, overlapOf, sourceRows, sourcesTitle } from '../../src/views/coverage.ts';
import { isTold, sourceShares } from '../../src/views/source-shares.ts';
import { cubeOf, FIRST, weeksFrom, type Cell } from './cube.ts';

const week = (source: string, iso: string, papers: number, digests = 1) => ({
  source,
  week: iso,
  digests,
  papers,
  first: papers,
});
const rows = [
  week('a', '2025-01-06', 10),
  week('a', '2025-01-13', 12),
  week('a', '2025-02-03', 8),
  week('b', '2025-01-13', 0),
];

describe('papers by source', () => {
  test('weeks without a digest between the first and the last are holes, neighbours one', () => {
    const [a, b] = sourceRows(rows, 'week');
    expect(a?.gaps.map(({ from, to, weeks }) => [toIso(from), toIso(to), weeks])).toEqual([
      ['2025-01-20', '2025-02-02', 2],
    ]);
    expect(a?.weeks).toEqual({ covered: 3, span: 5 });
    expect(b).toMatchObject({ gaps: [], weeks: { covered: 1, span: 1 } });
  });
  test('a month sums its weeks and keeps its holes by week', () => {
    const [a] = sourceRows(rows, 'month');
    expect(a?.cells.map(({ papers, value }) => [papers, value])).toEqual([
      [22, 22],
      [8, 8],
    ]);
    expect(a?.gaps).toHaveLength(1);
    expect(toIso(a?.cells[0]?.name ?? 0)).toBe('2025-01-01');
  });
  test('the title says in words which sources run throughout', () => {
    const from = toDay('2025-01-06');
    const long = [week('a', '2025-01-06', 1), week('a', '2025-12-29', 1)];
    const also = [week('b', '2025-01-06', 1), week('b', '2025-12-29', 1)];
    const title = (...of: ReturnType<typeof week>[]) =>
      sourcesTitle(sourceRows(of, 'week'), from, toDay('2026-01-04'));
    expect(title(...long)).toBe('the one source runs throughout');
    expect(title(...long, ...also)).toBe('both sources run throughout');
    expect(title(...long, ...also, week('c', '2025-08-04', 76))).toBe(
      'one source covers a single week, the others run throughout',
    );
    expect(
      title(...long, week('c', '2025-08-04', 76), week('d', '2025-06-02', 1), week('d', '2025-12-29', 1)),
    ).toBe('one of three runs throughout');
  });
  test('the order of rows never matters', () => {
    expect(sourceRows([...rows].reverse(), 'month').find(({ id }) => id === 'a')).toEqual(
      sourceRows(rows, 'month').find(({ id }) => id === 'a'),
    );
  });
});

test('a lag’s median counts papers, not days, and few papers are told but not drawn', () => {
  const lag = (source: string, quarter: string, days: number, papers: number) => ({
    source,
    quarter,
    lag: days,
    papers,
  });
  const { overall, bySource } = lagRows([
    lag('a', '2025-01-01', 10, 9),
    lag('a', '2025-01-01', 100, 1),
    lag('a', '2025-04-01', 30, 2),
  ]);
  expect(overall).toEqual([{ source: 'a', papers: 12, median: 10, low: 10, high: 15 }]);
  expect(bySource[0]?.cells.map(({ value, papers }) => [value, papers])).toEqual([
    [10, 10],
    [null, 2],
  ]);
  expect(toIso(bySource[0]?.cells[0]?.to ?? 0)).toBe('2025-03-31');
});

const lacking = (sources: string, papers: number, no_gain: number): CompletenessRow => ({
  sources,
  papers,
  merged: 0,
  no_abstract: 0,
  no_text: 0,
  no_id: 0,
  no_topic: 0,
  no_gain,
});
const sets = [lacking('a', 10, 4), lacking('a+b', 5, 5), lacking('a+b+c', 1, 0), lacking('c', 2, 1)];

test('papers of several sources stand once in each pair, and alone counts those of no other', () => {
  expect(overlapOf(sets)).toEqual({
    sources: ['a', 'b', 'c'],
    papers: [
      [16, 6, 1],
      [6, 6, 1],
      [1, 1, 3],
    ],
    alone: [10, 0, 2],
  });
});
test('what papers lack is k of n for all and for every source that lists them', () => {
  const { sources, lacks } = lacksOf(sets);
  expect(sources).toEqual(['a', 'b', 'c']);
  expect(lacks.find(({ lack }) => lack === 'no_gain')).toEqual({
    lack: 'no_gain',
    all: { k: 10, n: 18 },
    by: [
      { k: 9, n: 16 },
      { k: 5, n: 6 },
      { k: 1, n: 3 },
    ],
  });
});

test('a topic’s share stands apart by source, and a source of few papers is not told', () => {
  const cells = weeksFrom(40).flatMap((monday, i): Cell[] => [
    { topic: '*', week: monday, source: 'a', papers: 10 },
    { topic: 'rag', week: monday, source: 'a', papers: 1 },
    { topic: '*', week: monday, source: 'a+b', papers: 10 },
    { topic: 'rag', week: monday, source: 'a+b', papers: 5 },
    ...(i === 0 ? [{ topic: '*', week: monday, source: 'c', papers: 3 }] : []),
  ]);
  const cube = cubeOf(cells);
  const shares = sourceShares(cube, cube, 'rag', ['a', 'b', 'c'], {
    from: null,
    to: null,
    unit: 'quarter',
    last: toIso(FIRST + 279),
  });
  expect(shares.map(({ points }) => points[0]?.value)).toEqual([0.3, 0.5, 0]);
  expect(shares.map(isTold)).toEqual([true, true, false]);
  expect(toDay('2024-01-01')).toBe(FIRST);
});
