import { type Cells, cellsOf, rowSum } from './cells.ts';
import { fitLogit, type LogitData } from './logit.ts';
import { normalQuantile } from './normal.ts';
import type { ShareRow } from './result.ts';

export type StandardisedPoint = {
  t: number;
  /** Sums over the window and all strata. */
  k: number;
  n: number;
  /** Share at the source mix of the whole range, with its interval; null where the window has no papers. */
  estimate: { share: number; low: number; high: number } | null;
  /** k / n as it stands: what the share would be if sources did not differ; null where n is 0. */
  naive: number | null;
};

/**
 * A topic's share by period at one fixed mix of sources, so that a source that begins or stops does not move it.
 *
 * Model-based direct standardisation (Lane and Nelder 1982, Biometrics 38:613): log-odds of the topic in source s in
 * period i are alpha(s) + b(i). The sources' alpha come from a logit regression with one intercept a source and a
 * cubic in time over the whole range (so a source that began late is not charged with the topic's own rise), under a
 * weak prior (normal, sd 2, on the log-odds) that keeps a source of few papers finite. Then each period's b(i) is the
 * one value at which the expected papers equal the observed, sum n(s,i) p(s,i) = k(i), and the share shown is
 * sum w(s) p(s,i), w(s) being the source's part of all papers of the range.
 *
 * A source without papers in a period: its alpha stands in, so it moves by the same b(i) as those that have papers.
 * Sources that never overlap in time are told apart by the cubic alone, so a jump exactly at such a hand-over cannot
 * be told from a change of source and is taken as one. With one source, share is k / n and the interval is Wilson's,
 * exactly; in general it is the score interval, |k - E(b)| = z sd(b), alpha taken as known.
 *
 * `window` (odd) counts periods: k and n are summed per source over a centred window before b is found.
 */
export function standardisedShare(
  rows: readonly ShareRow[],
  options: { window?: number; level?: number } = {},
): StandardisedPoint[] {
  const { window = 1, level = 0.95 } = options;
  if (!Number.isInteger(window) || window < 1 || window % 2 === 0) {
    throw new RangeError(`standardisedShare: window is ${window}, not an odd whole number`);
  }
  const cells = cellsOf(rows);
  const width = cells.times.length;
  const totals = Float64Array.from(cells.strata, (_, s) => rowSum(cells.n, s, width));
  const n = totals.reduce((sum, v) => sum + v, 0);
  if (n === 0) return cells.times.map((t) => ({ t, k: 0, n: 0, estimate: null, naive: null }));
  const alpha = sourceEffects(cells, n);
  const weights = totals.map((v) => v / n);
  const z = normalQuantile(0.5 + level / 2);
  const reach = (window - 1) / 2;
  return cells.times.map((t, i) => {
    const [from, to] = [Math.max(0, i - reach), Math.min(width - 1, i + reach)];
    const atEach = new Float64Array(alpha.length);
    let k = 0;
    for (let s = 0; s < alpha.length; s++) {
      atEach[s] = windowSum(cells.n, s * width, from, to);
      k += windowSum(cells.k, s * width, from, to);
    }
    const papers = atEach.reduce((sum, v) => sum + v, 0);
    if (papers === 0) return { t, k, n: papers, estimate: null, naive: null };
    const shareAt = (b: number) => weights.reduce((sum, w, s) => sum + w * logistic((alpha[s] ?? 0) + b), 0);
    const middle = k === 0 || k === papers ? 0 : shiftWhere(alpha, atEach, k, 0, 0);
    const at = (target: number) => shareAt(shiftWhere(alpha, atEach, k, target, middle));
    const estimate = {
      share: k === 0 ? 0 : k === papers ? 1 : shareAt(middle),
      low: k === 0 ? 0 : at(z),
      high: k === papers ? 1 : at(-z),
    };
    return { t, k, n: papers, estimate, naive: k / papers };
  });
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

const PRIOR_PRECISION = 1 / 4;

function sourceEffects(cells: Cells, n: number): Float64Array {
  const { strata, times } = cells;
  const width = times.length;
  const k = cells.k.reduce((sum, v) => sum + v, 0);
  const chosen: number[] = [];
  for (let c = 0; c < cells.n.length; c++) if ((cells.n[c] ?? 0) > 0) chosen.push(c);
  const first = times[0] ?? 0;
  const half = ((times.at(-1) ?? 0) - first) / 2 || 1;
  const data: LogitData = {
    strata: strata.length,
    columns: 3,
    stratum: Int32Array.from(chosen, (c) => Math.floor(c / width)),
    k: Float64Array.from(chosen, (c) => cells.k[c] ?? 0),
    n: Float64Array.from(chosen, (c) => cells.n[c] ?? 0),
    x: new Float64Array(chosen.length * 3),
  };
  for (const [at, c] of chosen.entries()) {
    // Legendre polynomials on [-1, 1], so that the prior means the same for every column.
    const u = ((times[c % width] ?? 0) - first) / half - 1;
    data.x.set([u, (3 * u * u - 1) / 2, (5 * u ** 3 - 3 * u) / 2], at * 3);
  }
  const centre = Math.log((k + 0.5) / (n - k + 0.5));
  return fitLogit(data, { centre, precision: PRIOR_PRECISION }).alpha;
}

function windowSum(table: Float64Array, offset: number, from: number, to: number): number {
  let sum = 0;
  for (let i = offset + from; i <= offset + to; i++) sum += table[i] ?? 0;
  return sum;
}

/**
 * The b where (k - sum n p) / sqrt(sum n p (1-p)) equals the target; it falls in b. Newton's steps, with the middle of
 * the bracket wherever a step would leave it. `start` is a guess.
 */
function shiftWhere(alpha: Float64Array, n: Float64Array, k: number, target: number, start: number): number {
  let low = -60 - Math.max(...alpha);
  let high = 60 - Math.min(...alpha);
  let b = start;
  for (let i = 0; i < 100; i++) {
    let mean = 0;
    let variance = 0;
    let skew = 0;
    for (let s = 0; s < alpha.length; s++) {
      const p = logistic((alpha[s] ?? 0) + b);
      const spread = (n[s] ?? 0) * p * (1 - p);
      mean += (n[s] ?? 0) * p;
      variance += spread;
      skew += spread * (1 - 2 * p);
    }
    const sd = Math.sqrt(variance);
    const value = (k - mean) / sd - target;
    if (value > 0) low = b;
    else high = b;
    const slope = -sd - ((k - mean) * skew) / (2 * sd ** 3);
    const step = b - value / slope;
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - b) < 1e-11 * Math.max(1, Math.abs(b))) return next;
    b = next;
  }
  return b;
}
