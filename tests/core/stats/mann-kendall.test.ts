import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mannKendall, mannKendallVariance, type MannKendall } from '../../../src/core/stats/mann-kendall.ts';
import { normalCdf } from '../../../src/core/stats/normal.ts';
import { seeded } from '../../../src/core/stats/random.ts';
import { binomialDraw, normalDraw, rateOf } from './simulate.ts';

const series = (ys: number[]) => ys.map((y, t) => ({ t, y }));

function testOf(points: { t: number; y: number }[], lags?: number): MannKendall {
  const result = mannKendall(points, lags);
  if (result.kind !== 'mann-kendall') throw new Error(result.reason);
  return result;
}

const WITH_TIES = [3, 5, 4, 4, 7, 6, 8, 8, 5, 9, 10, 9, 12, 11, 10];
const WANDERING = [
  0, -1.74, -2.81, -3.75, -3.54, -5.32, -4.71, -4.96, -3.33, -1.87, -0.2, 0.6, 0.46, 1.25, 2.57, 1.53, 1.91,
  1.58, 2.78, 1.53, 1, 1.21, 1.29, -0.55, -0.1, -0.21, -0.42, -0.51, -0.21, -2,
];

describe('agrees with outside references', () => {
  test('s, variance, z and p with ties: pymannkendall 1.4.3, original_test', () => {
    const result = testOf(series(WITH_TIES), 0);
    expect(result.s).toBe(78);
    expect(result.variance).toBeCloseTo(403.3333333333333, 9);
    expect(result.z).toBeCloseTo(3.8340579025361627, 10);
    expect(result.p).toBeCloseTo(0.00012604645012070925, 12);
  });

  test('tau-b: scipy 1.17.1, scipy.stats.kendalltau', () => {
    expect(testOf(series(WITH_TIES), 0).tau).toBeCloseTo(0.7612020568998559, 12);
  });

  test('ties in both: scipy 1.17.1, kendalltau(method="asymptotic"), which has no continuity correction', () => {
    const ts = [0, 0, 1, 1, 2, 3, 3, 4, 5, 5];
    const ys = [1, 2, 2, 3, 1, 4, 4, 5, 5, 6];
    const result = testOf(
      ts.map((t, i) => ({ t, y: ys[i] ?? NaN })),
      0,
    );
    expect(result.tau).toBeCloseTo(0.7804878048780488, 12);
    expect(2 * normalCdf(-result.s / Math.sqrt(mannKendallVariance(ys, ts)))).toBeCloseTo(
      0.003137693274590016,
      12,
    );
  });

  test('Hamed and Rao’s variance: pymannkendall 1.4.3, hamed_rao_modification_test(lag)', () => {
    // Its ranks taken of residuals rounded to 9 decimals: Sen's slope always ties a pair, which rounding errors part.
    const reference: [number, number, number][] = [
      [0, 3139.6666666666665, 0.11629634586250348],
      [1, 7712.094437027147, 0.3163115217077954],
      [3, 13403.717241160077, 0.44719553360031017],
      [10, 10569.57442384409, 0.39201941282638053],
      [29, 8817.073792825757, 0.3486688363713064],
    ];
    for (const [lags, variance, p] of reference) {
      const result = testOf(series(WANDERING), lags);
      expect(result.s).toBe(89);
      expect(result.variance).toBeCloseTo(variance, 6);
      expect(result.p).toBeCloseTo(p, 9);
    }
  });
});

test('too few, none and equal values are said by type', () => {
  expect(mannKendall([])).toEqual({ kind: 'not-enough', reason: '0 periods', need: '8 periods' });
  expect(mannKendall(series(Array(12).fill(4)))).toMatchObject({ reason: 'all values are equal' });
  expect(mannKendall(WITH_TIES.map((y) => ({ t: 1, y })))).toMatchObject({ kind: 'not-enough' });
});

test('only the order of values counts, and running time backwards flips the sign', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 8, maxLength: 30 }), (ys) => {
      fc.pre(new Set(ys).size > 1);
      const one = testOf(series(ys), 0);
      expect(testOf(series(ys).reverse(), 0)).toEqual(one);
      expect(testOf(series(ys.map((y) => Math.exp(y))), 0)).toEqual(one);
      const back = testOf(
        series(ys).map(({ t, y }) => ({ t: -t, y })),
        0,
      );
      expect(back.s === -one.s && Math.abs(back.p - one.p) < 1e-12).toBe(true);
      expect(one.p).toBeGreaterThan(0);
      expect(one.p).toBeLessThanOrEqual(1);
    }),
  );
});

describe('simulations', () => {
  test('shares without a trend, ties and all, raise a false alarm about 5 times in 100', () => {
    const random = seeded(51);
    const { rate } = rateOf(800, () => {
      const result = mannKendall(series(Array.from({ length: 52 }, () => binomialDraw(random, 20, 0.1))));
      return result.kind === 'mann-kendall' ? result.p < 0.05 : null;
    });
    expect(rate).toBeGreaterThan(0.03);
    expect(rate).toBeLessThan(0.085);
  });

  test('where weeks hang together the correction brings most false alarms down', () => {
    const draw = (lags: number) => {
      const random = seeded(52);
      return rateOf(400, () => {
        let level = 0;
        const ys = Array.from({ length: 60 }, () => (level = 0.5 * level + normalDraw(random)));
        return testOf(series(ys), lags).p < 0.05;
      }).rate;
    };
    expect(draw(0)).toBeGreaterThan(0.2);
    expect(draw(3)).toBeLessThan(0.13);
  });
});
