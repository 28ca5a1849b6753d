import { expect, test } from 'vitest';
import { incompleteBeta, tQuantile, tTwoSided } from '../../../src/core/stats/student.ts';

// Reference: scipy 1.17.1, scipy.stats.t.ppf(p, df).
test.each([
  [0.975, 1, 12.706204736174694],
  [0.975, 2.5, 3.5746548420036817],
  [0.975, 7.5, 2.333039626864974],
  [0.99, 30, 2.457261542400591],
  [0.6, 4, 0.2707222947075976],
  [0.9995, 3, 12.923978636687961],
  [0.975, 1000, 1.9623390808264083],
  [0.025, 10, -2.2281388519862753],
])('the t quantile of %d with %d degrees of freedom agrees with scipy', (p, df, t) => {
  expect(tQuantile(p, df) / t).toBeCloseTo(1, 10);
});

// Reference: scipy 1.17.1, 2 * scipy.stats.t.sf(t, df).
test.each([
  [1, 3, 0.3910022189557705],
  [2.5, 10, 0.03144684423660882],
  [0.1, 1, 0.936548965138893],
  [12, 40, 7.82417130425598e-15],
  [3, 158, 0.0031379351797921986],
])('the two-sided tail beyond %d with %d degrees of freedom agrees with scipy', (t, df, p) => {
  expect(tTwoSided(t, df) / p).toBeCloseTo(1, 10);
  expect(tTwoSided(-t, df)).toBe(tTwoSided(t, df));
});

test('the incomplete beta with whole numbers is a binomial tail', () => {
  // P(Bin(5, 0.3) >= 2) = 1 - 0.7^5 - 5 * 0.3 * 0.7^4
  expect(incompleteBeta(0.3, 2, 4)).toBeCloseTo(1 - 0.7 ** 5 - 1.5 * 0.7 ** 4, 13);
  expect(incompleteBeta(0, 2, 4)).toBe(0);
  expect(incompleteBeta(1, 2, 4)).toBe(1);
});
