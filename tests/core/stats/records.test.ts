import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../../src/core/stats/random.ts';
import { poissonBinomialTail, recordsOf, type Records } from '../../../src/core/stats/records.ts';
import { normalDraw, rateOf } from './simulate.ts';

type P = { t: number; value: number };

function found(points: P[], better?: 'higher' | 'lower'): Records<P> {
  const result = recordsOf(points, better);
  if (result.kind !== 'records') throw new Error(result.reason);
  return result;
}

const series = (values: number[]): P[] => values.map((value, t) => ({ t, value }));

test('the tail is the one of Stirling’s numbers of the first kind', () => {
  // P(r records of n) = c(n, r) / n! (Rényi 1962); c(5, .) = 24, 50, 35, 10, 1 and c(6, .) = 120, 274, 225, 85, 15, 1
  // (Abramowitz and Stegun 1964, table 24.3).
  const check = (n: number, stirling: number[]) => {
    const chances = Array.from({ length: n }, (_, i) => 1 / (i + 1));
    const all = stirling.reduce((a, b) => a + b, 0);
    for (let r = 1; r <= n; r++) {
      const tail = stirling.slice(r - 1).reduce((a, b) => a + b, 0) / all;
      expect(poissonBinomialTail(chances, r)).toBeCloseTo(tail, 13);
    }
  };
  check(5, [24, 50, 35, 10, 1]);
  check(6, [120, 274, 225, 85, 15, 1]);
});

test('with equal chances the tail is the binomial one', () => {
  // P(Bin(10, 0.3) >= 5) = 0.1503 (any printed binomial table).
  expect(poissonBinomialTail(Array(10).fill(0.3), 5)).toBeCloseTo(0.150268, 6);
  expect(poissonBinomialTail([], 0)).toBe(1);
  expect(poissonBinomialTail([0.5], 2)).toBe(0);
});

test('a hundred values expect 5.187 records by chance', () => {
  // The harmonic number H(100) = 5.1873775 (Arnold, Balakrishnan and Nagaraja 1998, Records, section 2.4).
  expect(found(series(Array.from({ length: 100 }, (_, i) => i))).expected).toBeCloseTo(5.1873775, 7);
});

test('the record line holds each value that beat all before it', () => {
  const result = found(series([2, 3, 1.5, 3, 8, 8, 9]));
  expect(result.records.map((r) => r.t)).toEqual([0, 1, 4, 6]);
  expect(found(series([9, 5, 7, 2]), 'lower').records.map((r) => r.value)).toEqual([9, 5, 2]);
});

test('values of one day are one trial, and its best is the only record it can give', () => {
  const points = [
    { t: 0, value: 2 },
    { t: 1, value: 3 },
    { t: 1, value: 5 },
    { t: 1, value: 4 },
  ];
  const result = found(points);
  expect(result.records.map((r) => r.value)).toEqual([2, 5]);
  expect(result.expected).toBeCloseTo(1 + 3 / 4, 12);
  expect(result.p).toBeCloseTo(3 / 4, 12);
  expect(recordsOf([])).toEqual({ kind: 'not-enough', reason: '0 values', need: '1 value' });
});

test('order of input and any increasing scale never matter', () => {
  const points = fc.array(fc.record({ t: fc.nat(9), value: fc.integer({ min: 1, max: 50 }) }), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(points, (drawn) => {
      const one = found(drawn);
      const back = found([...drawn].reverse());
      expect([back.p, back.expected, back.records]).toEqual([one.p, one.expected, one.records]);
      const log = found(drawn.map(({ t, value }) => ({ t, value: Math.log(value) })));
      expect([log.p, log.records.map((r) => r.t)]).toEqual([one.p, one.records.map((r) => r.t)]);
    }),
  );
});

test('without improvement p is a p-value, batches of a day included', () => {
  const random = seeded(71);
  for (const alpha of [0.05, 0.2]) {
    const { rate } = rateOf(3000, () => {
      const points = Array.from({ length: 60 }, (_, i) => ({
        t: Math.floor(i / 3),
        value: normalDraw(random),
      }));
      return found(points).p <= alpha;
    });
    expect(rate).toBeLessThan(alpha + 0.015);
    expect(rate).toBeGreaterThan(alpha / 4);
  }
});

test('a point without a time is named, and never searched for without end', () => {
  const points = [
    { t: 1, value: 2 },
    { t: Number.NaN, value: 3 },
  ];
  expect(() => recordsOf(points)).toThrow(RangeError);
});
