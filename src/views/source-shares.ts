/** One topic's share in each source by period, side by side: sources differ, and that must not pass for a trend. */
import { wilson } from '../core/stats/wilson.ts';
import { countsOf, rollup, type RollupOptions, type TrendCube } from '../questions/trend-cube.ts';
import type { TrendSeries } from './trend-series.ts';

/** A paper counts in every source that lists it, at the week in which any source first did. Wilson's interval. */
export function sourceShares(
  counted: TrendCube,
  whole: TrendCube,
  topic: string,
  sources: readonly string[],
  options: Omit<RollupOptions, 'sources' | 'sets'>,
): TrendSeries[] {
  return sources.map((source) => {
    const all = rollup(whole, { ...options, sources: [source] });
    const part = counted === whole ? all : rollup(counted, { ...options, sources: [source] });
    const counts = countsOf(part, topic);
    return {
      id: source,
      label: source,
      points: all.periods.map((period, i) => {
        const [k, n] = [counts[i] ?? 0, all.n[i] ?? 0];
        const share = wilson(k, n);
        return share.kind === 'share'
          ? { period, k, n, value: share.share, low: share.low, high: share.high }
          : { period, k, n, value: null, low: null, high: null };
      }),
    };
  });
}

/** A source with less makes no line: one quarter is no course, and a few papers are any share. */
export const TOLD = { papers: 10, quarters: 2 } as const;
export const isTold = ({ points }: TrendSeries): boolean =>
  points.filter(({ n }) => n >= TOLD.papers).length >= TOLD.quarters;
