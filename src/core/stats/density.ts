import { quantileSorted } from 'd3-array';
import { kernelDensityEstimation, sampleStandardDeviation } from 'simple-statistics';
import { counted, notEnough, type NotEnough } from './result.ts';

export type Density = {
  kind: 'density';
  /** Standard deviation of the kernel, in doublings (log2). */
  bandwidth: number;
  n: number;
  /** `density` is per doubling: over log2 of x it integrates to 1. Sorted by x. */
  points: { x: number; density: number }[];
};

export const DENSITY_MINIMUM = 5;

/**
 * Gaussian kernel density of positive values on a log axis: the values' log2 is smoothed, so a multiple of 2 at 4
 * and at 40 weighs alike. The kernel sum is simple-statistics'; the bandwidth is Silverman 1986, eq. 3.31,
 * 0.9 min(sd, IQR/1.34) n^(-1/5), as R's bw.nrd0 (the library's own rule, 1.06, oversmooths two peaks).
 * The grid runs 3 bandwidths beyond the ends. Throws on a value that is not above 0.
 */
export function logDensity(values: readonly number[], gridPoints = 128): Density | NotEnough {
  if (gridPoints < 16) throw new RangeError(`logDensity: ${gridPoints} grid points are too few`);
  for (const v of values) if (!(v > 0 && v < Infinity)) throw new RangeError(`logDensity: value is ${v}`);
  if (values.length < DENSITY_MINIMUM) {
    return notEnough(counted(values.length, 'value'), `${DENSITY_MINIMUM} values`);
  }
  const logs = values.map(Math.log2).sort((a, b) => a - b);
  const [first, last] = [logs[0] ?? 0, logs.at(-1) ?? 0];
  if (first === last) return notEnough('all values are equal', 'values that differ');
  // Not below one step of the grid: else a crowd at one value could fall between two points and vanish.
  const bandwidth = Math.max(silverman(logs), (last - first) / (gridPoints - 7));
  const densityAt = kernelDensityEstimation(logs, 'gaussian', bandwidth);
  const from = first - 3 * bandwidth;
  const step = (last + 3 * bandwidth - from) / (gridPoints - 1);
  const points = Array.from({ length: gridPoints }, (_, i) => {
    const u = from + i * step;
    return { x: 2 ** u, density: densityAt(u) };
  });
  return { kind: 'density', bandwidth, n: values.length, points };
}

/** Bandwidth for sorted values; 0 only where all are equal. Where the middle half is one value, sd alone counts (as R). */
export function silverman(sorted: number[]): number {
  const sd = sampleStandardDeviation(sorted);
  const iqr = (quantileSorted(sorted, 0.75) ?? 0) - (quantileSorted(sorted, 0.25) ?? 0);
  return 0.9 * (Math.min(sd, iqr / 1.34) || sd) * sorted.length ** -0.2;
}
