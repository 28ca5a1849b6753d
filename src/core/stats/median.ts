import { quantileSorted } from 'd3-array';
import { gammaln } from 'simple-statistics';
import { normalQuantile } from './normal.ts';
import { counted, notEnough, type NotEnough } from './result.ts';

export type Median = {
  kind: 'median';
  median: number;
  low: number;
  high: number;
  /** Exact chance that the interval holds the median: at least the level asked for. */
  coverage: number;
  n: number;
};

export const MEDIAN_MINIMUM = 6;

/**
 * The median with the interval between two order statistics, x(l) to x(n+1-l), l the largest rank with
 * 2 P(Bin(n, 1/2) < l) <= 1 - level (Thompson 1936; Hahn and Meeker 1991, section 5.2). It assumes independent
 * values and nothing of their distribution, so a median of ratios needs no logarithm. Give one value a paper.
 * With fewer than 6 values no such interval reaches 95%.
 */
export function medianInterval(values: readonly number[], level = 0.95): Median | NotEnough {
  const n = values.length;
  const sorted = [...values].sort((a, b) => a - b);
  const { rank, tail } = lowerRank(n, (1 - level) / 2);
  if (rank < 1) {
    let least = n + 1;
    while (lowerRank(least, (1 - level) / 2).rank < 1) least += 1;
    return notEnough(counted(n, 'value'), `${least} values`);
  }
  return {
    kind: 'median',
    median: quantileSorted(sorted, 0.5) ?? 0,
    low: sorted[rank - 1] ?? 0,
    high: sorted[n - rank] ?? 0,
    coverage: 1 - 2 * tail,
    n,
  };
}

/** Largest l >= 0 with P(Bin(n, 1/2) <= l - 1) <= alpha, and that probability. */
function lowerRank(n: number, alpha: number): { rank: number; tail: number } {
  const mass = (k: number) => Math.exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) - n * Math.LN2);
  // 12 standard deviations below the middle there is no mass that a double can see.
  const start = Math.max(0, Math.floor(n / 2 + Math.min(-12, normalQuantile(alpha)) * Math.sqrt(n / 4) - 12));
  let tail = 0;
  let rank = 0;
  let next = mass(start);
  for (let k = start; k <= n && tail + next <= alpha; k++) {
    tail += next;
    rank = k + 1;
    next = (next * (n - k)) / (k + 1);
  }
  return { rank, tail };
}
