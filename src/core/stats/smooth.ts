import { type NoPapers, type Share, wilson } from './wilson.ts';

export type SmoothPoint = {
  t: number;
  /** Periods the window really covers: fewer at the ends of the range. */
  periods: number;
  estimate: Share | NoPapers;
};

/**
 * Ratio of sums: k and n are summed over the window and then divided, so that a thin period weighs little.
 * (A mean of the periods' shares would give a week of 3 papers the say of a week of 300; Cochran 1977, ch. 6.)
 * `window` counts periods; the rows are sorted by t and taken as consecutive, so fill empty periods with n = 0.
 * 'centred' wants an odd window, 'trailing' looks back only. For display: nothing is tested on smoothed values.
 */
export function ratioOfSums(
  rows: { t: number; k: number; n: number }[],
  window: number,
  align: 'centred' | 'trailing' = 'centred',
  level = 0.95,
): SmoothPoint[] {
  if (!Number.isInteger(window) || window < 1) throw new RangeError(`ratioOfSums: window is ${window}`);
  if (align === 'centred' && window % 2 === 0)
    throw new RangeError(`ratioOfSums: centred window is ${window}`);
  const sorted = [...rows].sort((a, b) => a.t - b.t);
  const sumK = [0];
  const sumN = [0];
  for (const [i, row] of sorted.entries()) {
    sumK.push((sumK[i] ?? 0) + row.k);
    sumN.push((sumN[i] ?? 0) + row.n);
  }
  const ahead = align === 'centred' ? (window - 1) / 2 : 0;
  return sorted.map(({ t }, i) => {
    const end = Math.min(sorted.length, i + ahead + 1);
    const start = Math.max(0, i + ahead + 1 - window);
    const k = (sumK[end] ?? 0) - (sumK[start] ?? 0);
    const n = (sumN[end] ?? 0) - (sumN[start] ?? 0);
    return { t, periods: end - start, estimate: wilson(k, n, level) };
  });
}
