import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../../src/core/stats/random.ts';
import type { ShareRow } from '../../../src/core/stats/result.ts';
import { standardisedShare } from '../../../src/core/stats/standardise.ts';
import { ratioOfSums } from '../../../src/core/stats/smooth.ts';
import { binomialDraw } from './simulate.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Expected counts, not draws: source b begins half-way, with three times the odds of source a. */
function twoSources(logOdds: (week: number) => number, papers = 1000): ShareRow[] {
  return Array.from({ length: 100 }, (_, week) => {
    const row = (stratum: string, shift: number) => ({
      t: week * 0.23,
      n: papers,
      k: papers * logistic(logOdds(week) + shift),
      stratum,
    });
    return week < 50 ? [row('a', 0)] : [row('a', 0), row('b', Math.log(3))];
  }).flat();
}

describe('a source that starts does not look like a trend', () => {
  test('the naive share jumps where the source starts; the standardised share does not', () => {
    const points = standardisedShare(twoSources(() => -3));
    const share = (week: number) => points[week]?.estimate?.share ?? NaN;
    const naive = (week: number) => points[week]?.naive ?? NaN;
    expect(naive(50) / naive(49)).toBeGreaterThan(1.8);
    for (const week of [0, 30, 49, 50, 70, 99]) expect(share(week) / share(10)).toBeCloseTo(1, 2);
    // The mix of the whole range: 100 weeks of a and 50 of b.
    expect(share(20)).toBeCloseTo((2 * logistic(-3) + logistic(-3 + Math.log(3))) / 3, 3);
  });

  test('a real rise is still shown, and so is one that the new source only sees the end of', () => {
    const logOdds = (week: number) => -4 + week / 50;
    const points = standardisedShare(twoSources(logOdds));
    for (const [week, point] of points.entries()) {
      const truth = (2 * logistic(logOdds(week)) + logistic(logOdds(week) + Math.log(3))) / 3;
      expect((point.estimate?.share ?? NaN) / truth).toBeCloseTo(1, 1);
    }
  });

  test('drawn papers stay within the interval 95 times in 100', () => {
    const random = seeded(9);
    let inside = 0;
    let all = 0;
    for (let run = 0; run < 20; run++) {
      const rows = twoSources((week) => -3 + Math.sin(week / 20), 40).map((row) => ({
        ...row,
        k: binomialDraw(random, row.n, row.k / row.n),
      }));
      for (const [week, { estimate }] of standardisedShare(rows, { window: 5 }).entries()) {
        const shift = -3 + Math.sin(week / 20);
        const truth = (2 * logistic(shift) + logistic(shift + Math.log(3))) / 3;
        all += 1;
        if (estimate && estimate.low <= truth && truth <= estimate.high) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.92);
    expect(inside / all).toBeLessThan(0.98);
  });
});

describe('periods and sources without papers', () => {
  test('a period without papers has no estimate and does not disturb the others', () => {
    const rows = [
      { t: 0, k: 2, n: 20 },
      { t: 1, k: 0, n: 0 },
      { t: 2, k: 0, n: 20 },
    ];
    const points = standardisedShare(rows);
    expect(points.map((p) => p.estimate === null)).toEqual([false, true, false]);
    expect(points[2]?.estimate).toMatchObject({ share: 0, low: 0 });
    expect(points[2]?.estimate?.high).toBeGreaterThan(0.1);
  });

  test('a source of three papers without the topic stays finite and moves the share little', () => {
    const rows = Array.from({ length: 30 }, (_, t) => ({ t, k: 5, n: 50, stratum: 'a' }));
    const points = standardisedShare([...rows, { t: 7, k: 0, n: 3, stratum: 'b' }]);
    for (const p of points) expect(p.estimate?.share).toBeCloseTo(0.1, 2);
  });

  test('no rows give no points; a topic nobody has is 0 with an upper end', () => {
    expect(standardisedShare([])).toEqual([]);
    const [point] = standardisedShare([{ t: 0, k: 0, n: 20 }]);
    expect(point?.estimate?.share).toBe(0);
    expect(point?.estimate?.high).toBeCloseTo(0.1611, 4); // Newcombe 1998, table I
  });

  test('an even window is refused', () => {
    expect(() => standardisedShare([], { window: 4 })).toThrow('4');
  });
});

test('with one source it is the ratio of sums with Wilson’s interval, whatever the window', () => {
  const row = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.nat(50))
    .map(([n, k]) => ({ n, k: Math.min(k, n) }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.constantFrom(1, 5), (drawn, window) => {
      const rows = drawn.map((r, t) => ({ ...r, t }));
      const plain = ratioOfSums(rows, window);
      for (const [i, { estimate }] of standardisedShare(rows, { window }).entries()) {
        const wilson = plain[i]?.estimate;
        if (wilson?.kind !== 'share') expect(estimate).toBeNull();
        else {
          expect(estimate?.share).toBeCloseTo(wilson.share, 10);
          expect(estimate?.low).toBeCloseTo(wilson.low, 10);
          expect(estimate?.high).toBeCloseTo(wilson.high, 10);
        }
      }
    }),
  );
});

test('order never matters and every interval holds its share', () => {
  const row = fc
    .record({
      t: fc.nat(15),
      n: fc.integer({ min: 0, max: 30 }),
      k: fc.nat(30),
      stratum: fc.constantFrom('a', 'b', 'c'),
    })
    .map((r) => ({ ...r, k: Math.min(r.k, r.n) }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const points = standardisedShare(rows);
      expect(standardisedShare([...rows].reverse())).toEqual(points);
      for (const { estimate } of points) {
        if (estimate === null) continue;
        expect(estimate.low).toBeGreaterThanOrEqual(0);
        expect(estimate.low).toBeLessThanOrEqual(estimate.share + 1e-12);
        expect(estimate.share).toBeLessThanOrEqual(estimate.high + 1e-12);
        expect(estimate.high).toBeLessThanOrEqual(1);
      }
    }),
  );
});
