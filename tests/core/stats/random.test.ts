import { expect, test } from 'vitest';
import { seeded, splitmix64, xoshiro128 } from '../../../src/core/stats/random.ts';

test('xoshiro128** gives the values of its authors’ C code', () => {
  // Reference: rand_xoshiro (Rust), test of Xoshiro128StarStar, made with xoshiro128starstar.c 1.1, state 1, 2, 3, 4.
  const random = xoshiro128(1, 2, 3, 4);
  expect(Array.from({ length: 10 }, random.uint32)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('splitmix64 gives its published values', () => {
  // Reference: Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567.
  expect(splitmix64(1234567n, 5)).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

test('a seed fixes the sequence, and seeds differ', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, seeded(seed).next);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('draws below a bound are whole, in range and even', () => {
  const random = seeded(3);
  const seen = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const at = random.below(10);
    seen[at] = (seen[at] ?? NaN) + 1;
  }
  // Chi-squared with 9 degrees of freedom; 27.88 is its 0.1% point (any printed table).
  const chi = seen.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chi).toBeLessThan(27.88);
});
