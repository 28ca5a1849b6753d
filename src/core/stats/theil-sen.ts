import { mannKendallVariance } from './mann-kendall.ts';
import { normalQuantile } from './normal.ts';
import { counted, notEnough, type NotEnough } from './result.ts';

export type Point = { t: number; y: number };

export type TheilSen = {
  kind: 'theil-sen';
  /** Change of y per unit of t: the median of the slopes of all pairs, with its interval. */
  slope: number;
  low: number;
  high: number;
  /** Median of y less slope times median of t. */
  intercept: number;
  n: number;
};

export const THEIL_SEN_MINIMUM = 6;

/**
 * Theil 1950 and Sen 1968 (JASA 63:1379): median of the pairwise slopes; the interval's ends are the slopes whose
 * ranks lie z √Var(S) / 2 from the middle, Var(S) being Mann-Kendall's with ties. One outlier in four does not
 * move it. It assumes that the points are independent; pairs at the same t are left out.
 * Time and memory grow with n²: 160 points are 12,720 slopes.
 */
export function theilSen(points: readonly Point[], level = 0.95): TheilSen | NotEnough {
  const need = `${THEIL_SEN_MINIMUM} periods`;
  if (points.length < THEIL_SEN_MINIMUM) return notEnough(counted(points.length, 'period'), need);
  const slopes = pairSlopes(points);
  if (slopes.length === 0) return notEnough('all points at one time', need);
  const ys = points.map((p) => p.y);
  const ts = points.map((p) => p.t);
  const reach = normalQuantile(0.5 + level / 2) * Math.sqrt(mannKendallVariance(ys, ts));
  const middle = slopes.length / 2;
  // As scipy.stats.theilslopes rounds: both ends to the outer slope.
  const below = Math.max(0, Math.round(middle - reach / 2) - 1);
  const above = Math.min(slopes.length - 1, Math.round(middle + reach / 2));
  const slope = middleOf(slopes);
  return {
    kind: 'theil-sen',
    slope,
    low: slopes[below] ?? slope,
    high: slopes[above] ?? slope,
    intercept: middleOf(Float64Array.from(ys).sort()) - slope * middleOf(Float64Array.from(ts).sort()),
    n: points.length,
  };
}

function pairSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  for (const [i, a] of points.entries()) {
    for (let j = 0; j < i; j++) {
      const b = points[j];
      if (b && a.t !== b.t) slopes[count++] = (a.y - b.y) / (a.t - b.t) + 0; // never -0
    }
  }
  return slopes.subarray(0, count).sort();
}

function middleOf(sorted: Float64Array): number {
  const at = sorted.length >> 1;
  const upper = sorted[at] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[at - 1] ?? 0) + upper) / 2;
}
