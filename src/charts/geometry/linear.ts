/**
 * A straight scale with its way back: all that the first chart needs. d3-scale brings number formats, colours and
 * time with it, a tenth of the bytes that chart may cost.
 */
import { ticks } from 'd3';

type Pair = readonly [number, number];
export type Linear = {
  (value: number): number;
  invert(at: number): number;
  /** Round values within the domain, about `count` of them. */
  ticks(count: number): number[];
};

/** `domain` onto `range`; a domain of one value maps to the beginning of the range. */
export function linear(domain: Pair, range: Pair): Linear {
  const slope = domain[1] === domain[0] ? 0 : (range[1] - range[0]) / (domain[1] - domain[0]);
  const scale = (value: number) => range[0] + (value - domain[0]) * slope;
  return Object.assign(scale, {
    invert: (at: number) => (slope === 0 ? domain[0] : domain[0] + (at - range[0]) / slope),
    ticks: (count: number) => ticks(domain[0], domain[1], count),
  });
}
