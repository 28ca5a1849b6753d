/** Rolled-up counts → the series of the trend chart. */
import { standardisedShare } from '../core/stats/standardise.ts';
import { wilson } from '../core/stats/wilson.ts';
import { countsOf, type Period, type Rollup } from '../questions/trend-cube.ts';
import { shareRows, type Stratified } from './strata.ts';

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

/**
 * Shares are at one mix of sources (see standardise.ts): with one source that is k / n and Wilson's interval, with
 * several a source that begins or stops does not move the line. A period without papers of a topic is a zero.
 */
export function trendSeries(
  parts: Stratified,
  topics: readonly { id: string; label: string }[],
  shown: Shown,
): TrendSeries[] {
  const { whole, counted } = parts;
  return topics.map(({ id, label }) => {
    const counts = countsOf(counted, id);
    const shares =
      shown === 'share' ? standardisedShare(shareRows(parts, id, 'all'), { window: WINDOW[whole.unit] }) : [];
    const points = whole.periods.map((period, i): TrendPoint => {
      const [k, n] = [counts[i] ?? 0, whole.n[i] ?? 0];
      if (shown === 'count') return { period, k, n, value: k, low: null, high: null };
      const found = shares[i]?.estimate;
      return {
        period,
        k,
        n,
        value: found?.share ?? null,
        low: found?.low ?? null,
        high: found?.high ?? null,
      };
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

const MONTHS_FOR_QUARTERS = 18;
const PAPERS_A_MONTH = 500;

/** The unit that shows most and shakes least: months where they hold many papers or are few, else quarters. */
export function fittingUnit(months: Rollup): 'month' | 'quarter' {
  if (months.periods.length < MONTHS_FOR_QUARTERS) return 'month';
  const sorted = [...months.n].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? 0) >= PAPERS_A_MONTH ? 'month' : 'quarter';
}
