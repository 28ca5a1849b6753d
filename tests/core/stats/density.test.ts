import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Density, logDensity, silverman } from '../../../src/core/stats/density.ts';

const VALUES = [1.2, 1.5, 2, 2.1, 3, 3.5, 8, 9, 10, 40];

function densityOf(values: number[], grid?: number): Density {
  const result = logDensity(values, grid);
  if (result.kind !== 'density') throw new Error(result.reason);
  return result;
}

const at = (density: Density, x: number): number => {
  const [left, right] = [density.points.findLast((p) => p.x <= x), density.points.find((p) => p.x > x)];
  if (!left || !right) throw new Error(`no grid point about ${x}`);
  const part = Math.log(x / left.x) / Math.log(right.x / left.x);
  return left.density + part * (right.density - left.density);
};

test('bandwidth and density agree with scipy', () => {
  // Reference: scipy 1.17.1, gaussian_kde(log2(values), bw_method=bw/sd) with bw = 0.9 min(sd, IQR/1.34) n^-0.2 in numpy 2.4.6.
  const density = densityOf(VALUES, 4000);
  expect(density.bandwidth).toBeCloseTo(0.890211557330693, 12);
  const reference: [number, number][] = [
    [1, 0.13977449757111488],
    [2, 0.23469951438455372],
    [3, 0.22954844293036936],
    [5, 0.1970583990676942],
    [10, 0.15561159117897314],
    [40, 0.05233825299018434],
  ];
  for (const [x, value] of reference) expect(at(density, x)).toBeCloseTo(value, 6);
});

test('where the middle half is one value the standard deviation alone gives the bandwidth', () => {
  expect(silverman([1, 2, 2, 2, 2, 2, 9])).toBeGreaterThan(0);
});

test('a crowd at nearly one value with one far off does not fall between the points of the grid', () => {
  const density = densityOf([2, 2.00001, 2.00002, 2.00003, 2.00004, 2.00005, 900]);
  const step = Math.log2((density.points[1]?.x ?? NaN) / (density.points[0]?.x ?? NaN));
  expect(density.points.reduce((sum, p) => sum + p.density * step, 0)).toBeCloseTo(1, 2);
});

test('few, none and equal values are said by type; values that have no logarithm are refused', () => {
  expect(logDensity([])).toEqual({ kind: 'not-enough', reason: '0 values', need: '5 values' });
  expect(logDensity([2, 2, 2, 2, 2, 2])).toMatchObject({ reason: 'all values are equal' });
  expect(() => logDensity([1, 2, 3, 4, 0])).toThrow('0');
  expect(() => logDensity([1, 2, 3, 4, NaN])).toThrow('NaN');
});

test('it integrates to 1 over doublings, and scaling the values only moves it', () => {
  const values = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(values, (drawn) => {
      fc.pre(Math.max(...drawn) / Math.min(...drawn) > 1 + 1e-6);
      const one = densityOf(drawn);
      const scaled = densityOf(drawn.map((v) => v * 8));
      const step = Math.log2((one.points[1]?.x ?? NaN) / (one.points[0]?.x ?? NaN));
      const mass = one.points.reduce((sum, p) => sum + p.density * step, 0);
      expect(mass).toBeGreaterThan(0.98);
      expect(mass).toBeLessThan(1.02);
      for (const [i, p] of one.points.entries()) {
        expect((scaled.points[i]?.x ?? NaN) / p.x).toBeCloseTo(8, 6);
        expect(scaled.points[i]?.density).toBeCloseTo(p.density, 6);
      }
    }),
    { numRuns: 50 },
  );
});
