import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisEnds, niceAbove, niceBelow, valueAxis, valueText } from '../../src/charts/geometry/log-axis.ts';
import type { Kind } from '../../src/views/gains-claim.ts';

const labels = (kind: Kind, values: number[], pixels = 400, spacing = 30) =>
  valueAxis(kind, axisEnds(values, kind), [pixels, 0], spacing).ticks.map(({ label }) => label);

test('a factor axis is ticked at 1, 2, 5, 10', () => {
  expect(labels('factor', [1.2, 3, 8, 40, 90])).toEqual(['1×', '2×', '5×', '10×', '20×', '50×', '100×']);
});
test('an axis of small factors is ticked finer, a wide one by powers of ten', () => {
  expect(labels('factor', [1.1, 1.4, 2])).toEqual(['1×', '1.2×', '1.5×', '2×']);
  expect(labels('factor', [0.01, 10_000], 220)).toEqual([
    '0.01×',
    '0.1×',
    '1×',
    '10×',
    '100×',
    '1,000×',
    '10,000×',
  ]);
});
test('1x is always on a factor axis, and twice and half are as far from it', () => {
  const axis = valueAxis('factor', axisEnds([3, 4, 0.2], 'factor'), [400, 0], 30);
  expect(axis.at(1) - axis.at(2)).toBeCloseTo(axis.at(0.5) - axis.at(1));
  expect(axis.ticks.some(({ value }) => value === 1)).toBe(true);
});
test('zero is on an axis of points, prices lie below it', () => {
  const axis = valueAxis('points', axisEnds([3, 12, -2], 'points'), [400, 0], 30);
  expect(axis.at(-2)).toBeGreaterThan(axis.at(0));
  expect(axis.ticks.find(({ value }) => value === 0)?.major).toBe(true);
  expect(axis.ticks.map(({ label }) => label)).toContain('−1');
});
test('one value far out is pinned at the end and does not press the rest together', () => {
  const bulk = Array.from({ length: 200 }, (_, i) => 1 + i / 20);
  const axis = valueAxis('factor', axisEnds([...bulk, 430_000], 'factor'), [400, 0], 30);
  expect(axis.high).toBeLessThan(50);
  expect(axis.beyond(430_000)).toBe('above');
  expect(axis.at(430_000)).toBe(axis.at(axis.high));
  expect(bulk.every((value) => axis.beyond(value) === null)).toBe(true);
});
test('the nearest 1, 2 or 5', () => {
  expect([1, 1.1, 2, 3, 7, 0.03, 5000].map(niceAbove)).toEqual([1, 2, 2, 5, 10, 0.05, 5000]);
  expect(niceBelow(0.3)).toBeCloseTo(0.2);
});
test('a gain of a few percent is not written as none', () => {
  expect([1.04, 1, 0.96, 1.13].map((value) => valueText('factor', value))).toEqual([
    '1.04×',
    '1×',
    '0.96×',
    '1.1×',
  ]);
});
test('values are written with their unit', () => {
  expect([valueText('factor', 2.5), valueText('percent', 12), valueText('points', -0.4)]).toEqual([
    '2.5×',
    '+12%',
    '−0.4',
  ]);
});

test('tick labels keep their distance, stand within the axis, and every value has a place', () => {
  const kinds = fc.constantFrom<Kind>('factor', 'ratio', 'percent', 'points', 'from_to');
  const values = fc.array(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(kinds, values, fc.integer({ min: 60, max: 900 }), (kind, vs, pixels) => {
      const axis = valueAxis(kind, axisEnds(vs, kind), [pixels, 0], 28);
      const at = axis.ticks.map((tick) => tick.at).sort((a, b) => a - b);
      at.forEach((y, i) => {
        expect(y).toBeGreaterThanOrEqual(-1e-6);
        expect(y).toBeLessThanOrEqual(pixels + 1e-6);
        if (i > 0) expect(y - (at[i - 1] ?? 0)).toBeGreaterThanOrEqual(27.999);
      });
      expect(axis.ticks.length).toBeGreaterThan(0);
      for (const v of vs) expect(Number.isFinite(axis.at(v))).toBe(true);
    }),
  );
});
