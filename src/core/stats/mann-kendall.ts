import { normalCdf, normalQuantile } from './normal.ts';
import { counted, notEnough, type NotEnough } from './result.ts';
import { type Point, theilSen } from './theil-sen.ts';

export type MannKendall = {
  kind: 'mann-kendall';
  /** Pairs that rise less pairs that fall. */
  s: number;
  /** Kendall's tau-b: ties in y and t are taken out of both totals. */
  tau: number;
  /** Variance of s under no trend, as the p-value uses it. */
  variance: number;
  z: number;
  /** Two-sided. */
  p: number;
  /** The factor by which autocorrelation widened or narrowed the variance (Hamed and Rao); 1 without it. */
  correction: number;
  n: number;
};

export const MANN_KENDALL_MINIMUM = 8;

/**
 * Mann 1945 and Kendall 1975: does y tend to rise with t, whatever the shape? Ties in y and in t are handled in
 * the variance; z has the continuity correction. `lags` > 0 corrects for autocorrelation as Hamed and Rao 1998
 * (J. Hydrology 204:182): the variance is multiplied by 1 + 2/(n(n-1)(n-2)) Σ (n-i)(n-i-1)(n-i-2) ρ(i) over the
 * lags whose rank autocorrelation, after Sen's slope is taken out, is significant at 5%. The first three lags
 * are the default (Rao et al. 2003): with all lags, chance ones make the test too eager.
 * The points are taken in the order of t.
 */
export function mannKendall(points: readonly Point[], lags = 3): MannKendall | NotEnough {
  const n = points.length;
  const need = `${MANN_KENDALL_MINIMUM} periods`;
  if (n < MANN_KENDALL_MINIMUM) return notEnough(counted(n, 'period'), need);
  const sorted = [...points].sort((a, b) => a.t - b.t || a.y - b.y);
  const ys = sorted.map((p) => p.y);
  const ts = sorted.map((p) => p.t);
  const plain = mannKendallVariance(ys, ts);
  if (plain === 0) return notEnough('all values are equal', 'values that differ');
  let s = 0;
  let untied = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const sign = Math.sign((ys[i] ?? 0) - (ys[j] ?? 0)) * Math.sign((ts[i] ?? 0) - (ts[j] ?? 0));
      s += sign;
      untied += Math.abs(sign);
    }
  }
  const correction = lags > 0 ? hamedRao(sorted, lags) : 1;
  const variance = plain * correction;
  const z = s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return {
    kind: 'mann-kendall',
    s,
    tau: untied === 0 ? 0 : s / Math.sqrt(pairsApart(ys) * pairsApart(ts)),
    variance,
    z,
    p: 2 * normalCdf(-Math.abs(z)),
    correction,
    n,
  };
}

/** Var(S) under no trend with ties in either (Kendall 1975, ch. 4); it is the well-known one where t has no ties. */
export function mannKendallVariance(ys: readonly number[], ts: readonly number[]): number {
  const n = ys.length;
  const of = (sizes: number[], term: (m: number) => number) => sizes.reduce((sum, m) => sum + term(m), 0);
  const [y, t] = [tieSizes(ys), tieSizes(ts)];
  const cubic = (m: number) => m * (m - 1) * (2 * m + 5);
  const triple = (m: number) => m * (m - 1) * (m - 2);
  const pair = (m: number) => m * (m - 1);
  return (
    (cubic(n) - of(y, cubic) - of(t, cubic)) / 18 +
    (n > 2 ? (of(y, triple) * of(t, triple)) / (9 * triple(n)) : 0) +
    (n > 1 ? (of(y, pair) * of(t, pair)) / (2 * pair(n)) : 0)
  );
}

function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts.values()].filter((m) => m > 1);
}

function pairsApart(values: readonly number[]): number {
  const n = values.length;
  return tieSizes(values).reduce((left, m) => left - (m * (m - 1)) / 2, (n * (n - 1)) / 2);
}

function hamedRao(sorted: readonly Point[], lags: number): number {
  const n = sorted.length;
  const sen = theilSen(sorted);
  const slope = sen.kind === 'theil-sen' ? sen.slope : 0;
  const ranks = averageRanks(sorted.map(({ t, y }) => y - slope * t));
  const mean = (n + 1) / 2;
  const total = ranks.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  const significant = normalQuantile(0.975) / Math.sqrt(n);
  let sum = 0;
  for (let lag = 1; lag <= Math.min(lags, n - 1) && total > 0; lag++) {
    let rho = 0;
    for (let i = lag; i < n; i++) rho += ((ranks[i] ?? 0) - mean) * ((ranks[i - lag] ?? 0) - mean);
    rho /= total;
    if (Math.abs(rho) > significant) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * rho;
  }
  // Strong negative autocorrelation can take the sum below any variance there can be.
  return Math.max(0.05, 1 + (2 * sum) / (n * (n - 1) * (n - 2)));
}

/** Ranks from 1, ties sharing their mean rank; values a rounding error apart are ties. */
function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  const at = (i: number) => values[order[i] ?? 0] ?? 0;
  const near = 1e-9 * (at(order.length - 1) - at(0));
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && at(end + 1) - at(end) <= near) end += 1;
    for (let i = start; i <= end; i++) ranks[order[i] ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}
