import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile, quantileBands } from '../../../src/core/stats/quantiles.ts';

const VALUES = [8, 1.2, 40, 1.5, 2, 2.1, 3, 3.5, 9, 10];

// Reference: numpy 2.4.6, numpy.quantile(values, p) (method "linear", type 7 of Hyndman and Fan).
test.each([
  [0, 1.2],
  [0.1, 1.47],
  [0.25, 2.025],
  [0.5, 3.25],
  [0.9, 13],
  [1, 40],
])('the %d quantile agrees with numpy', (p, value) => {
  expect(quantile(VALUES, p)).toBeCloseTo(value, 12);
});

test('no values have no quantile; an impossible p is refused', () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(() => quantile([1], 1.1)).toThrow('1.1');
});

test('bands stand at their period with its n and with the interval of its median', () => {
  const bands = quantileBands([...VALUES.map((value) => ({ t: 6, value })), { t: 3, value: 5 }]);
  expect(bands.map(({ t, n }) => [t, n])).toEqual([
    [3, 1],
    [6, 10],
  ]);
  expect(bands[0]).toMatchObject({
    min: 5,
    q1: 5,
    median: 5,
    q3: 5,
    max: 5,
    interval: { kind: 'not-enough' },
  });
  expect(bands[1]?.q1).toBeCloseTo(2.025, 12);
  expect(bands[1]?.interval).toMatchObject({ kind: 'median', low: 1.5, high: 10 });
  expect(quantileBands([])).toEqual([]);
});

test('order never matters and the five figures stand in order', () => {
  const point = fc.record({ t: fc.nat(4), value: fc.double({ min: -1e6, max: 1e6, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), (points) => {
      const bands = quantileBands(points);
      expect(quantileBands([...points].reverse())).toEqual(bands);
      expect(bands.reduce((sum, b) => sum + b.n, 0)).toBe(points.length);
      for (const b of bands)
        expect(
          [b.min, b.q1, b.median, b.q3, b.max].every(
            (v, i, all) => i === 0 || v >= (all[i - 1] ?? NaN) - 1e-9,
          ),
        ).toBe(true);
    }),
  );
});
