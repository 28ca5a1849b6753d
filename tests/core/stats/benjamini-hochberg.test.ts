import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg } from '../../../src/core/stats/benjamini-hochberg.ts';
import { seeded } from '../../../src/core/stats/random.ts';

// The 15 p-values of the worked example in Benjamini and Hochberg 1995, section 3.2 (thrombolysis trial).
const EXAMPLE = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];

test('the example of 1995 rejects its four smallest at 0.05', () => {
  const rejected = benjaminiHochberg(EXAMPLE).filter((q) => q !== null && q <= 0.05);
  expect(rejected).toHaveLength(4);
});

test('adjusted values agree with statsmodels', () => {
  // Reference: statsmodels 0.15.0, multipletests(p, method='fdr_bh')[1].
  const reference = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
    0.5811818181818182, 0.7148749999999999, 0.7532307692307693, 0.8132142857142857, 1,
  ];
  for (const [i, q] of benjaminiHochberg(EXAMPLE).entries()) expect(q).toBeCloseTo(reference[i] ?? NaN, 12);
});

test('topics without a test stay without one and do not count', () => {
  expect(benjaminiHochberg([null, 0.01, null, 0.04])).toEqual([null, 0.02, null, 0.04]);
  expect(benjaminiHochberg([])).toEqual([]);
  expect(() => benjaminiHochberg([1.5])).toThrow('1.5');
});

test('order never matters, and an adjusted value is never below its p-value', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (p) => {
      const q = benjaminiHochberg(p);
      expect(benjaminiHochberg([...p].reverse()).reverse()).toEqual(q);
      for (const [i, value] of q.entries()) {
        expect(value).not.toBeNull();
        expect(value).toBeGreaterThanOrEqual(p[i] ?? NaN);
        expect(value).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('with 80 nulls and 20 real effects the share of false discoveries stays at 5%', () => {
  const random = seeded(11);
  let sum = 0;
  const runs = 2000;
  for (let run = 0; run < runs; run++) {
    const p = Array.from({ length: 100 }, (_, i) => (i < 80 ? random.next() : random.next() ** 8));
    const found = benjaminiHochberg(p).map((q) => q !== null && q <= 0.05);
    const all = found.filter(Boolean).length;
    if (all > 0) sum += found.slice(0, 80).filter(Boolean).length / all;
  }
  // Theory: 0.05 * 80/100 = 0.04.
  expect(sum / runs).toBeGreaterThan(0.03);
  expect(sum / runs).toBeLessThan(0.05);
});
