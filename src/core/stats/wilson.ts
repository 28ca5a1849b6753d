import { normalQuantile } from './normal.ts';

/** A share with its interval; all three in [0, 1]. */
export type Share = { kind: 'share'; k: number; n: number; share: number; low: number; high: number };
export type NoPapers = { kind: 'no-papers' };

/**
 * Wilson's score interval of a share (Wilson 1927, JASA 22:209; Newcombe 1998, method 3):
 * (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = k/n. No continuity correction.
 * Throws when `k` is not within 0..n.
 */
export function wilson(k: number, n: number, level = 0.95): Share | NoPapers {
  if (!(k >= 0 && k <= n)) throw new RangeError(`wilson: k is ${k} of n ${n}`);
  if (n === 0) return { kind: 'no-papers' };
  const z = normalQuantile(0.5 + level / 2);
  const share = k / n;
  const zz = (z * z) / n;
  const centre = (share + zz / 2) / (1 + zz);
  const half = (z * Math.sqrt((share * (1 - share)) / n + zz / (4 * n))) / (1 + zz);
  // At the ends rounding would leave 1e-17 instead of the exact 0 or 1.
  const low = k === 0 ? 0 : Math.max(0, centre - half);
  const high = k === n ? 1 : Math.min(1, centre + half);
  return { kind: 'share', k, n, share, low, high };
}
