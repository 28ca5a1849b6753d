import { expect, test } from 'vitest';
import { bcaInterval } from '../../../src/core/stats/bootstrap.ts';

const VALUES = [2.1, 3.4, 1.9, 8.8, 2.7, 3.1, 12.4, 2.2, 4.0, 5.5];
const MEAN = 4.61;
const JACKKNIFE = VALUES.map((v) => (MEAN * 10 - v) / 9);
// 39 replicates drawn by scipy, so that its interval and ours come from the same numbers.
const REPLICATES = [
  3.01, 5.2, 4.51, 6.37, 4.09, 3.46, 5.67, 5.19, 5.78, 6.1, 5.52, 5.38, 3.84, 4.44, 5.97, 4.19, 3.69, 3.08,
  7.29, 5.35, 4.72, 6.06, 5.25, 2.83, 3.68, 4.33, 5.42, 5.01, 5.07, 3.87, 6.36, 4.42, 3.23, 4.24, 4.8, 3.93,
  3.54, 5.33, 5.18,
];

test('the BCa interval agrees with scipy', () => {
  // Reference: scipy 1.17.1, bootstrap((values,), numpy.mean, n_resamples=39, method='BCa', confidence_level=0.9,
  // random_state=numpy.random.default_rng(3)).confidence_interval.
  const { low, high } = bcaInterval(MEAN, REPLICATES, JACKKNIFE, { level: 0.9 });
  expect(low).toBeCloseTo(3.074423947440239, 8);
  expect(high).toBeCloseTo(6.361256675604082, 8);
});

test('few units widen the interval', () => {
  const plain = bcaInterval(MEAN, REPLICATES, JACKKNIFE, { level: 0.8 });
  const wide = bcaInterval(MEAN, REPLICATES, JACKKNIFE, { level: 0.8, units: 10 });
  expect(wide.low).toBeLessThan(plain.low);
  expect(wide.high).toBeGreaterThan(plain.high);
});

test('replicates that all equal the estimate give that point, never NaN', () => {
  expect(bcaInterval(2, [2, 2, 2], [2, 2, 2])).toEqual({ low: 2, high: 2 });
  const beyond = bcaInterval(9, [1, 2, 3], [8, 9, 10]);
  expect(Number.isNaN(beyond.low) || Number.isNaN(beyond.high)).toBe(false);
});
