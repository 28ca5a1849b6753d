import { gammaln } from 'simple-statistics';
import { normalQuantile } from './normal.ts';

/**
 * Student's t, for intervals whose dispersion is estimated. Own code for the reason in normal.ts
 * (jstat's t quantile is good to 7 digits); ln Γ is simple-statistics'.
 */

/** Two-sided p-value of `t` with `df` degrees of freedom: I_x(df/2, 1/2), x = df/(df + t²). */
export function tTwoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** The t with P(T <= t) = p. Hill 1970 (CACM algorithm 396) starts it, Newton steps on the two-sided tail end it. */
export function tQuantile(p: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`tQuantile: df is ${df}, not above 0`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -tQuantile(1 - p, df);
  const tail = 2 * (1 - p);
  const lnScale = gammaln((df + 1) / 2) - gammaln(df / 2) - 0.5 * Math.log(df * Math.PI);
  const density = (t: number) => Math.exp(lnScale - ((df + 1) / 2) * Math.log1p((t * t) / df));
  const z = normalQuantile(p);
  // Cornish-Fisher start; bisection below rescues it where df is small and the tail far.
  let t = z + (z ** 3 + z) / (4 * df);
  let low = 0;
  let high = Infinity;
  for (let i = 0; i < 200; i++) {
    const error = tTwoSided(t, df) - tail;
    if (error > 0) low = t;
    else high = t;
    const step = error / (2 * density(t));
    const next = t + step;
    if (Math.abs(step) <= 1e-13 * Math.abs(t)) return next;
    t = next > low && next < high ? next : high === Infinity ? t * 2 : (low + high) / 2;
  }
  return t;
}

/** Regularised incomplete beta I_x(a, b) by Lentz's continued fraction (DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  );
  const tiny = 1e-300;
  let f = 1;
  let c = 1;
  let d = 0;
  for (let i = 0; i < 10_000; i++) {
    const m = Math.floor(i / 2);
    const term =
      i === 0
        ? 1
        : i % 2 === 0
          ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
          : -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + term * d;
    if (Math.abs(d) < tiny) d = tiny;
    d = 1 / d;
    c = 1 + term / c;
    if (Math.abs(c) < tiny) c = tiny;
    f *= c * d;
    if (Math.abs(1 - c * d) < 1e-15) break;
  }
  return front * (f - 1);
}
