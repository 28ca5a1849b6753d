import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../../src/core/stats/random.ts';
import { theilSen } from '../../../src/core/stats/theil-sen.ts';
import { normalDraw, rateOf } from './simulate.ts';

const series = (ys: number[]) => ys.map((y, t) => ({ t, y }));
const WITH_TIES = [3, 5, 4, 4, 7, 6, 8, 8, 5, 9, 10, 9, 12, 11, 10];

// Reference: scipy 1.17.1, scipy.stats.theilslopes(y, range(15), alpha).
test.each([
  [0.95, 0.38461538461538464, 0.75],
  [0.9, 0.42857142857142855, 0.7],
])('slope, intercept and the interval at %d agree with scipy, ties included', (level, low, high) => {
  const result = theilSen(series(WITH_TIES), level);
  if (result.kind !== 'theil-sen') throw new Error(result.reason);
  expect(result.slope).toBeCloseTo(0.5454545454545454, 12);
  expect(result.intercept).toBeCloseTo(4.181818181818182, 12);
  expect(result.low).toBeCloseTo(low, 12);
  expect(result.high).toBeCloseTo(high, 12);
});

test('too few points, no points and one time are said by type', () => {
  expect(theilSen([])).toEqual({ kind: 'not-enough', reason: '0 periods', need: '6 periods' });
  expect(theilSen(series([1, 2, 3, 4, 5])).kind).toBe('not-enough');
  expect(theilSen(WITH_TIES.map((y) => ({ t: 3, y })))).toMatchObject({ reason: 'all points at one time' });
});

test('one wild point in ten hardly moves the slope', () => {
  const ys = Array.from({ length: 20 }, (_, t) => 2 * t);
  ys[18] = 1e6;
  ys[3] = -1e6;
  expect(theilSen(series(ys))).toMatchObject({ slope: 2 });
});

test('order never matters; scaling y and t scales the slope; the interval holds it', () => {
  const points = fc.uniqueArray(
    fc.record({ t: fc.integer({ min: 0, max: 60 }), y: fc.integer({ min: -9, max: 9 }) }),
    {
      minLength: 6,
      maxLength: 25,
      selector: (p) => p.t,
    },
  );
  fc.assert(
    fc.property(points, (drawn) => {
      const one = theilSen(drawn);
      const moved = theilSen(drawn.map(({ t, y }) => ({ t: 2 * t + 5, y: 8 * y - 3 })));
      if (one.kind !== 'theil-sen' || moved.kind !== 'theil-sen') throw new Error('not enough');
      expect(theilSen([...drawn].reverse())).toEqual(one);
      expect(moved.slope).toBeCloseTo(4 * one.slope, 9);
      expect(one.low).toBeLessThanOrEqual(one.slope);
      expect(one.high).toBeGreaterThanOrEqual(one.slope);
    }),
  );
});

test('the interval covers the true slope 95 times in 100', () => {
  const random = seeded(41);
  const { rate } = rateOf(1000, () => {
    const result = theilSen(Array.from({ length: 24 }, (_, t) => ({ t, y: 0.3 * t + normalDraw(random) })));
    return result.kind === 'theil-sen' ? result.low <= 0.3 && 0.3 <= result.high : null;
  });
  expect(rate).toBeGreaterThan(0.93);
  expect(rate).toBeLessThan(0.975);
});
