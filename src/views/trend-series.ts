/** Rolled-up counts → the series of the trend chart. */
import { ratioOfSums } from '../core/stats/smooth.ts';
import { wilson } from '../core/stats/wilson.ts';
import { countsOf, type Period, type Rollup } from '../questions/trend-cube.ts';

export type TrendPoint = {
  period: Period;
  /** Papers of the topic, and all papers, in this period. */
  k: number;
  n: number;
  /** What is drawn: the share (over the window when smoothed) with its 95% interval, or the count. Null: no papers. */
  value: number | null;
  low: number | null;
  high: number | null;
};

export type TrendSeries = { id: string; label: string; points: TrendPoint[] };

export type Shown = 'share' | 'count';

/** Weeks are few papers each, so a week's share is drawn over nine of them; months and quarters stand alone. */
export const WINDOW = { week: 9, month: 1, quarter: 1 } as const;

/** `counted` gives k, `whole` gives n; both have the same periods. A period without papers of a topic is a zero. */
export function trendSeries(
  counted: Rollup,
  whole: Rollup,
  topics: readonly { id: string; label: string }[],
  shown: Shown,
): TrendSeries[] {
  return topics.map(({ id, label }) => {
    const counts = countsOf(counted, id);
    const rows = whole.periods.map((_, i) => ({ t: i, k: counts[i] ?? 0, n: whole.n[i] ?? 0 }));
    const smooth = shown === 'share' ? ratioOfSums(rows, WINDOW[whole.unit]) : [];
    const points = whole.periods.map((period, i): TrendPoint => {
      const { k, n } = rows[i] ?? { k: 0, n: 0 };
      if (shown === 'count') return { period, k, n, value: k, low: null, high: null };
      const found = smooth[i]?.estimate;
      if (found?.kind !== 'share') return { period, k, n, value: null, low: null, high: null };
      return { period, k, n, value: found.share, low: found.low, high: found.high };
    });
    return { id, label, points };
  });
}

/** k of n over the last complete periods that make up a quarter: "share now". */
export function shareNow(counted: Rollup, whole: Rollup, topic: string) {
  const span = { week: 13, month: 3, quarter: 1 }[whole.unit];
  const complete = whole.periods.flatMap((period, i) => (period.complete ? [i] : []));
  const last = (complete.length > 0 ? complete : whole.periods.map((_, i) => i)).slice(-span);
  const counts = countsOf(counted, topic);
  const k = last.reduce((sum, i) => sum + (counts[i] ?? 0), 0);
  const n = last.reduce((sum, i) => sum + (whole.n[i] ?? 0), 0);
  return wilson(k, n);
}
