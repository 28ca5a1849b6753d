import { expect } from 'vitest';
import type { Random } from '../../../src/core/stats/random.ts';

/** A binomial draw: how many of n papers have the topic. */
export function binomialDraw(random: Random, n: number, p: number): number {
  let k = 0;
  for (let i = 0; i < n; i++) if (random.next() < p) k++;
  return k;
}

/** A standard normal draw (Box and Muller 1958). */
export const normalDraw = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** Share of the runs where `event` is true; runs where it is null do not count. */
export function rateOf(runs: number, event: () => boolean | null): { rate: number; counted: number } {
  let hits = 0;
  let counted = 0;
  for (let i = 0; i < runs; i++) {
    const hit = event();
    if (hit === null) continue;
    counted += 1;
    if (hit) hits += 1;
  }
  // `SHOW_RATES=1 npx vitest run tests/core/stats` prints what the simulations found.
  if (process.env['SHOW_RATES'])
    console.info(expect.getState().currentTestName, hits / counted, `of ${counted}`);
  return { rate: hits / counted, counted };
}
