import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratioOfSums } from '../../../src/core/stats/smooth.ts';

const rows = [
  { t: 0, k: 1, n: 2 },
  { t: 1, k: 0, n: 0 },
  { t: 2, k: 3, n: 98 },
  { t: 3, k: 6, n: 100 },
];

test('sums are divided, not shares averaged', () => {
  const shares = ratioOfSums(rows, 3).map(({ estimate }) => estimate.kind === 'share' && estimate.share);
  expect(shares).toEqual([1 / 2, 4 / 100, 9 / 198, 9 / 198]);
});

test('a trailing window looks back only and says how many periods it covers', () => {
  const points = ratioOfSums(rows, 2, 'trailing');
  expect(points.map((p) => p.periods)).toEqual([1, 2, 2, 2]);
  expect(points.map(({ estimate }) => estimate.kind === 'share' && estimate.k)).toEqual([1, 1, 3, 9]);
});

test('a window without papers says so, and no rows give no points', () => {
  expect(ratioOfSums([{ t: 0, k: 0, n: 0 }], 1)).toEqual([
    { t: 0, periods: 1, estimate: { kind: 'no-papers' } },
  ]);
  expect(ratioOfSums([], 5)).toEqual([]);
});

test('a window that has no centre is refused', () => {
  expect(() => ratioOfSums(rows, 4)).toThrow('4');
  expect(() => ratioOfSums(rows, 0)).toThrow('0');
});

test('the order of the rows never matters, and every window stays within its periods’ shares', () => {
  const row = fc
    .tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50))
    .map(([n, k]) => ({ n, k: Math.min(k, n) }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.constantFrom(1, 3, 7), (drawn, window) => {
      const given = drawn.map((r, t) => ({ ...r, t }));
      const points = ratioOfSums(given, window);
      expect(ratioOfSums([...given].reverse(), window)).toEqual(points);
      const shares = given.map((r) => r.k / r.n);
      for (const { estimate } of points) {
        if (estimate.kind !== 'share') throw new Error('no share');
        expect(estimate.share).toBeGreaterThanOrEqual(Math.min(...shares));
        expect(estimate.share).toBeLessThanOrEqual(Math.max(...shares));
      }
    }),
  );
});
