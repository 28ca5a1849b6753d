/** Small trend cubes for tests of views. */
import { toDay, toIso } from '../../src/questions/period.ts';
import { trendCube, type TrendCube } from '../../src/questions/trend-cube.ts';

export type Cell = { topic: string; week: number; source: string; papers: number };
export const cubeOf = (cells: readonly Cell[]): TrendCube =>
  trendCube({
    rows: cells.length,
    topic: cells.map(({ topic }) => topic),
    week: cells.map(({ week }) => week),
    sources: cells.map(({ source }) => source),
    papers: cells.map(({ papers }) => papers),
  });

/** Monday, the first week of 2024's first quarter. */
export const FIRST = toDay('2024-01-01');
export const weeksFrom = (count: number, first = FIRST): number[] =>
  Array.from({ length: count }, (_, i) => first + i * 7);
export const spanOf = (source: string, from: number, to: number) => ({
  source,
  first: toIso(from),
  last: toIso(to),
});
export const named = (id: string, kind = 'curated') => ({ id, label: id, area: 'x', kind });
export const everything = { from: null, to: null, sources: [], last: null };
