import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lift, liftOf, poissonMean } from '../../../src/core/stats/lift.ts';
import { seeded } from '../../../src/core/stats/random.ts';
import { rateOf } from './simulate.ts';

function lift(both: number, a: number, b: number, n: number): Lift {
  const result = liftOf(both, a, b, n);
  if (result.kind !== 'lift') throw new Error('no papers');
  return result;
}

// Reference: scipy 1.17.1, chi2.ppf(0.025, 2 O) / 2 and chi2.ppf(0.975, 2 O + 2) / 2; to two decimals they are the
// values of Garwood 1936 and of printed tables of Poisson limits (O = 10: 4.80 to 18.39).
test.each([
  [1, 0.025317807984289876, 5.571643390938898],
  [10, 4.7953886961324335, 18.39035604201778],
  [100, 81.36399125092314, 121.62679379242638],
])('the Poisson limits of a count of %d are the exact ones', (count, low, high) => {
  expect(poissonMean(count - 1, 0.975)).toBeCloseTo(low, 9);
  expect(poissonMean(count, 0.025)).toBeCloseTo(high, 9);
});

test('no paper with both has lift 0 and the exact upper limit', () => {
  const none = lift(0, 40, 50, 1000);
  expect([none.lift, none.low]).toEqual([0, 0]);
  expect(none.high).toBeCloseTo(3.6888794541139354 / 2, 9); // -ln 0.025 over the 2 expected
});

test('p is twice Fisher’s exact tail', () => {
  // Fisher 1935, the lady tasting tea: 3 of 4 right has the tail 17/70.
  expect(lift(3, 4, 4, 8).p).toBeCloseTo(2 * (17 / 70), 12);
  // Reference: scipy 1.17.1, fisher_exact([[12, 28], [30, 430]], 'greater') and ([[1, 59], [79, 361]], 'less').
  expect(lift(12, 40, 42, 500).p / (2 * 2.6043279368240107e-5)).toBeCloseTo(1, 9);
  expect(lift(1, 60, 80, 500).p / (2 * 0.00019539528224283735)).toBeCloseTo(1, 9);
});

test('twice as often as expected is a lift of 2', () => {
  expect(lift(8, 40, 100, 1000)).toMatchObject({ lift: 2, expected: 4, both: 8 });
});

test('a topic without papers is said by type; impossible counts are refused', () => {
  expect(liftOf(0, 0, 5, 10)).toEqual({ kind: 'no-papers' });
  expect(() => liftOf(6, 5, 9, 10)).toThrow('both 6');
  expect(() => liftOf(0, 8, 8, 10)).toThrow('n 10');
});

test('the two topics play the same part, the interval holds the lift, p is a probability', () => {
  const counts = fc
    .tuple(fc.integer({ min: 2, max: 400 }), fc.nat(), fc.nat(), fc.nat())
    .map(([n, x, y, z]) => {
      const a = 1 + (x % n);
      const b = 1 + (y % n);
      const least = Math.max(0, a + b - n);
      return { n, a, b, both: least + (z % (Math.min(a, b) - least + 1)) };
    });
  fc.assert(
    fc.property(counts, ({ n, a, b, both }) => {
      const one = lift(both, a, b, n);
      const other = lift(both, b, a, n);
      expect(other.lift).toBeCloseTo(one.lift, 10);
      expect(other.p).toBeCloseTo(one.p, 8);
      expect(one.low).toBeLessThanOrEqual(one.lift);
      expect(one.high).toBeGreaterThan(one.lift);
      expect(one.p).toBeGreaterThanOrEqual(0);
      expect(one.p).toBeLessThanOrEqual(1);
    }),
  );
});

test('topics that have nothing to do with each other: the interval holds 1 at least 95 times in 100', () => {
  const random = seeded(91);
  const { rate } = rateOf(1000, () => {
    let [both, a, b] = [0, 0, 0];
    for (let i = 0; i < 800; i++) {
      const [x, y] = [random.next() < 0.08, random.next() < 0.1];
      a += Number(x);
      b += Number(y);
      both += Number(x && y);
    }
    const result = lift(both, a, b, 800);
    return result.low <= 1 && 1 <= result.high;
  });
  expect(rate).toBeGreaterThan(0.945);
});
