import { quantileSorted } from 'd3-array';
import { medianInterval, type Median } from './median.ts';
import type { NotEnough } from './result.ts';

/** A period's spread: quartiles, ends and the median's interval. `t` is the period as given. */
export type QuantileBand = {
  t: number;
  n: number;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
  interval: Median | NotEnough;
};

/**
 * Quantile of type 7 (Hyndman and Fan 1996), the default of R and numpy: linear between order statistics at
 * (n - 1) p. d3-array's `quantileSorted` does it; null for no values.
 */
export function quantile(values: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: p is ${p}`);
  return (
    quantileSorted(
      [...values].sort((a, b) => a - b),
      p,
    ) ?? null
  );
}

/** The middle half, the median and the ends of the values of each t, sorted by t; periods without values are absent. */
export function quantileBands(points: readonly { t: number; value: number }[]): QuantileBand[] {
  const groups = new Map<number, number[]>();
  for (const { t, value } of points) {
    const group = groups.get(t);
    if (group) group.push(value);
    else groups.set(t, [value]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a - b)
    .map(([t, values]) => {
      const sorted = [...values].sort((a, b) => a - b);
      const at = (p: number) => quantileSorted(sorted, p) ?? 0;
      return {
        t,
        n: values.length,
        min: at(0),
        q1: at(0.25),
        median: at(0.5),
        q3: at(0.75),
        max: at(1),
        interval: medianInterval(values),
      };
    });
}
