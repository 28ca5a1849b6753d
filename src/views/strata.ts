/** Counts by period, whole and apart by the source that a paper counts under: what the statistics are computed from. */
import type { ShareRow } from '../core/stats/result.ts';
import { sourceOrder, stratumOf } from '../core/stats/strata.ts';
import {
  countsOf,
  matchingSets,
  rollup,
  type Rollup,
  type RollupOptions,
  type TrendCube,
} from '../questions/trend-cube.ts';

export type SourceSpan = { source: string; first: string; last: string };
type Pair = { whole: Rollup; counted: Rollup };
export type Stratified = Pair & { strata: (Pair & { stratum: string })[] };

/** Days in a mean month: the statistics count time in months. */
export const MONTH_DAYS = 365.25 / 12;

/** `counted` gives k and `whole` gives n; they are the same cube, or `counted` is in the frame of `whole`. */
export function stratified(
  counted: TrendCube,
  whole: TrendCube,
  options: Omit<RollupOptions, 'sets'>,
  sources: readonly SourceSpan[],
): Stratified {
  const pair = (sets?: number[]): Pair => {
    const all = rollup(whole, { ...options, sets });
    return { whole: all, counted: counted === whole ? all : rollup(counted, { ...options, sets }) };
  };
  const order = sourceOrder(sources);
  const strata = new Map<string, number[]>();
  for (const set of matchingSets(whole, options.sources)) {
    const stratum = stratumOf(whole.sources[set] ?? '', order);
    strata.set(stratum, [...(strata.get(stratum) ?? []), set]);
  }
  return { ...pair(), strata: [...strata].map(([stratum, sets]) => ({ stratum, ...pair(sets) })) };
}

/** Rows for the statistics, one a period and stratum; time in months. */
export function shareRows(parts: Stratified, topic: string, which: 'all' | 'complete'): ShareRow[] {
  return parts.strata.flatMap(({ stratum, whole, counted }) => {
    const counts = countsOf(counted, topic);
    return whole.periods.flatMap((period, i) =>
      which === 'all' || period.complete
        ? [{ t: period.start / MONTH_DAYS, k: counts[i] ?? 0, n: whole.n[i] ?? 0, stratum }]
        : [],
    );
  });
}
