import { gammaln } from 'simple-statistics';
import { normalQuantile } from './normal.ts';

export type Lift = {
  kind: 'lift';
  /** Papers with both topics over those expected if topics were independent: 1 is no link. */
  lift: number;
  low: number;
  high: number;
  both: number;
  expected: number;
  /** Twice the smaller tail of Fisher's exact (hypergeometric) distribution, at most 1. */
  p: number;
};

/**
 * How much more often two topics stand in one paper than chance would have it: O / E, E = a b / n (observed to
 * expected). Interval: the exact Poisson limits of O (Garwood 1936, Biometrika 28:437) over E; it is too wide, never
 * too narrow, where topics are common. p is exact given a, b, n.
 * `both` of `n` papers have both topics, `a` the one, `b` the other. Throws on counts that cannot be.
 */
export function liftOf(
  both: number,
  a: number,
  b: number,
  n: number,
  level = 0.95,
): Lift | { kind: 'no-papers' } {
  if (!(both >= 0 && both <= Math.min(a, b) && a <= n && b <= n && a + b - both <= n)) {
    throw new RangeError(`liftOf: both ${both}, a ${a}, b ${b}, n ${n}`);
  }
  if (a === 0 || b === 0) return { kind: 'no-papers' };
  const expected = (a / n) * b;
  const tail = (1 - level) / 2;
  return {
    kind: 'lift',
    lift: both / expected,
    low: both === 0 ? 0 : poissonMean(both - 1, 1 - tail) / expected,
    high: poissonMean(both, tail) / expected,
    both,
    expected,
    p: Math.min(1, 2 * hypergeometricTail(both, a, b, n, both >= expected)),
  };
}

/** The mean at which a Poisson count is at most `x` with the given probability. Byar's cube starts Newton's steps. */
export function poissonMean(x: number, probability: number): number {
  const next = x + 1;
  const cube = (1 - 1 / (9 * next) - normalQuantile(probability) / (3 * Math.sqrt(next))) ** 3;
  let mean = Math.max(1e-3, next * cube);
  for (let i = 0; i < 50; i++) {
    const mass = Math.exp(x * Math.log(mean) - mean - gammaln(x + 1));
    let term = mass;
    let atMost = 0;
    for (let j = x; j >= 0 && term > atMost * 1e-17; j--) {
      atMost += term;
      term *= j / mean;
    }
    // d P(X <= x) / d mean = - P(X = x); the halving keeps a far step above 0.
    const step = (atMost - probability) / mass;
    const moved = Math.max(mean / 2, mean + step);
    if (Math.abs(moved - mean) <= 1e-13 * mean) return moved;
    mean = moved;
  }
  return mean;
}

/** P(X >= x) or P(X <= x) for X the overlap of a and b papers of n drawn at random. */
function hypergeometricTail(x: number, a: number, b: number, n: number, upper: boolean): number {
  const choose = (m: number, k: number) => gammaln(m + 1) - gammaln(k + 1) - gammaln(m - k + 1);
  let mass = Math.exp(choose(a, x) + choose(n - a, b - x) - choose(n, b));
  const end = upper ? Math.min(a, b) : Math.max(0, a + b - n);
  let sum = mass;
  for (let i = x; i !== end && mass > sum * 1e-17; i += upper ? 1 : -1) {
    mass *= upper
      ? ((a - i) * (b - i)) / ((i + 1) * (n - a - b + i + 1))
      : (i * (n - a - b + i)) / ((a - i + 1) * (b - i + 1));
    sum += mass;
  }
  return sum;
}
