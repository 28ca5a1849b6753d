/** When a chosen topic was far above its usual share. */
import { burstsOf } from '../core/stats/bursts.ts';
import type { Period } from '../questions/trend-cube.ts';
import { MONTH_DAYS, shareRows, type Stratified } from './strata.ts';

export type TrendBurst = {
  id: string;
  /** Day numbers, both ends included. */
  from: number;
  to: number;
  k: number;
  n: number;
  expected: number;
  p: number;
};

/** Bursts that chance explains in less than one of twenty shuffles. */
export const BURST_LEVEL = 0.05;
const SHUFFLES = 199;

/** `parts` by month; incomplete months are left out. */
export const trendBursts = (parts: Stratified, topics: readonly { id: string }[]): TrendBurst[] =>
  topics.flatMap(({ id }) => burstsIn(parts, id));

/** The same a topic at a time: each costs shuffles. */
export function* burstSteps(
  parts: Stratified,
  topics: readonly { id: string }[],
): Generator<undefined, TrendBurst[]> {
  const found: TrendBurst[] = [];
  for (const { id } of topics) {
    yield;
    found.push(...burstsIn(parts, id));
  }
  return found;
}

function burstsIn(parts: Stratified, id: string): TrendBurst[] {
  const found = burstsOf(shareRows(parts, id, 'complete'), { permutations: SHUFFLES });
  if (found.kind !== 'bursts') return [];
  return found.bursts.flatMap(({ from, to, k, n, expected, p }): TrendBurst[] => {
    const last = periodAt(parts.whole.periods, to);
    if (p === null || p >= BURST_LEVEL || !last) return [];
    return [{ id, from: Math.round(from * MONTH_DAYS), to: last.end, k, n, expected, p }];
  });
}

const periodAt = (periods: readonly Period[], t: number) =>
  periods.find(({ start }) => start === Math.round(t * MONTH_DAYS));
