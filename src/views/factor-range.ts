/** A chosen range of factors in words. */
import type { FactorRange } from '../questions/filter.ts';

/** What is offered at a click. */
export const FACTOR_STEPS = [2, 5, 10, 100] as const;

export const QUALIFIER_NAMES: Record<string, string> = {
  none: 'not hedged',
  up_to: '“up to”',
  at_least: '“at least”, “over”',
  approx: '“about”',
  average: 'on average',
};

/** "10× or more", "at most 2×", "2× to 10×"; `write` gives a multiple. Empty where both ends are open. */
export function factorRangeText({ from, to }: FactorRange, write: (value: number) => string): string {
  if (from !== null && to !== null) return `${write(from)} to ${write(to)}`;
  if (from !== null) return `${write(from)} or more`;
  return to === null ? '' : `at most ${write(to)}`;
}
