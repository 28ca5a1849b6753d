import { expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../../src/core/stats/normal.ts';

// Reference: scipy 1.17.1, scipy.stats.norm.cdf(z).
test.each([
  [-8, 6.22096057427174e-16],
  [-3, 0.0013498980316300933],
  [-1.96, 0.024997895148220435],
  [-0.5, 0.3085375387259869],
  [0.3, 0.6179114221889526],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [6, 0.9999999990134123],
])('P(Z <= %d) agrees with scipy', (z, p) => {
  expect(normalCdf(z)).toBeCloseTo(p, 14);
  expect(normalCdf(z) / p).toBeCloseTo(1, 7);
});

// Reference: scipy 1.17.1, scipy.stats.norm.ppf(p).
test.each([
  [1e-20, -9.262340089798409],
  [1e-8, -5.612001244174789],
  [0.001, -3.090232306167813],
  [0.025, -1.9599639845400545],
  [0.2, -0.8416212335729142],
  [0.5, 0],
  [0.9, 1.2815515655446004],
  [0.975, 1.959963984540054],
  [0.999999, 4.753424308817087],
])('the normal quantile of %d agrees with scipy', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 10);
});

test('the quantile undoes the distribution and ends at the infinities', () => {
  for (const p of [1e-12, 0.01, 0.3, 0.77, 0.99999]) {
    expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 8);
  }
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(() => normalQuantile(1.2)).toThrow('1.2');
});
