import { quantileSorted } from 'd3-array';
import { normalCdf, normalQuantile } from './normal.ts';
import { tQuantile } from './student.ts';

/**
 * Bias-corrected and accelerated bootstrap interval (Efron 1987, JASA 82:171): the replicates' quantiles at
 * Φ(z0 + (z0 + z) / (1 - a (z0 + z))), z0 from the part of the replicates below the estimate, a from the jackknife.
 * `units`: the number of resampled units; with it z is widened to t(units - 1) √(units / (units - 1)), without
 * which bootstrap intervals of few units are too short (Hesterberg 2015, The American Statistician 69:371).
 * `replicates` need at least one value, `jackknife` the estimate without each unit.
 */
export function bcaInterval(
  estimate: number,
  replicates: readonly number[],
  jackknife: readonly number[],
  options: { level?: number; units?: number } = {},
): { low: number; high: number } {
  const { level = 0.95, units } = options;
  const sorted = [...replicates].sort((a, b) => a - b);
  const below = sorted.filter((r) => r < estimate).length;
  const equal = sorted.filter((r) => r === estimate).length;
  // Half a replicate from the ends: an infinite z0 would throw all replicates away.
  const half = 0.5 / sorted.length;
  const z0 = normalQuantile(Math.min(1 - half, Math.max(half, (below + equal / 2) / sorted.length)));
  const acceleration = accelerationOf(jackknife);
  const tail = (1 - level) / 2;
  const z =
    units === undefined
      ? normalQuantile(1 - tail)
      : tQuantile(1 - tail, units - 1) * Math.sqrt(units / (units - 1));
  const end = (side: number) => {
    const shifted = z0 + side * z;
    const p = normalCdf(z0 + shifted / (1 - acceleration * shifted));
    return quantileSorted(sorted, p) ?? estimate;
  };
  return { low: end(-1), high: end(1) };
}

function accelerationOf(jackknife: readonly number[]): number {
  const mean = jackknife.reduce((sum, v) => sum + v, 0) / jackknife.length;
  let square = 0;
  let cube = 0;
  for (const v of jackknife) {
    square += (mean - v) ** 2;
    cube += (mean - v) ** 3;
  }
  return square === 0 ? 0 : cube / (6 * square ** 1.5);
}
