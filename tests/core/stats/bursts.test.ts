import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burstChance } from '../../../src/core/stats/burst-chance.ts';
import {
  type BurstOptions,
  type Bursts,
  burstsOf,
  cheapestRuns,
  heaviestRun,
  likelihoodTerms,
} from '../../../src/core/stats/bursts.ts';
import { cellsOf } from '../../../src/core/stats/cells.ts';
import { seeded } from '../../../src/core/stats/random.ts';
import type { ShareRow } from '../../../src/core/stats/result.ts';
import { binomialDraw, rateOf } from './simulate.ts';

function found(rows: ShareRow[], options?: BurstOptions): Bursts {
  const result = burstsOf(rows, options);
  if (result.kind !== 'bursts') throw new Error(result.reason);
  return result;
}

const rowsOf = (k: number[], n: number[]): ShareRow[] => k.map((count, t) => ({ t, k: count, n: n[t] ?? 0 }));

test('the burst and its weight are those of the Python package burst_detection', () => {
  // Reference: burst_detection 0.1.3: states of least fit() + tau() over all 2^16 sequences (s = 2, gamma = 1), and the
  // weight as burst_weights() sums it. (Its own search is greedy, so the minimum was taken over all sequences.)
  const rows = rowsOf(
    [2, 1, 3, 2, 2, 9, 8, 10, 7, 2, 1, 3, 2, 2, 6, 7],
    [50, 40, 60, 50, 45, 50, 48, 52, 47, 50, 41, 55, 50, 52, 40, 42],
  );
  const { bursts } = found(rows);
  expect(bursts).toHaveLength(1);
  expect(bursts[0]).toMatchObject({ from: 5, to: 8, periods: 4, k: 34, n: 197 });
  expect(bursts[0]?.weight).toBeCloseTo(7.2899024658391065, 10);
  expect(bursts[0]?.expected).toBeCloseTo(197 * 0.08678756476683938, 10);
});

test('the cheapest sequence is really the cheapest of all', () => {
  const gains = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 11 });
  fc.assert(
    fc.property(gains, fc.integer({ min: 0, max: 8 }), (drawn, entry) => {
      const costOf = (states: boolean[]) =>
        states.reduce(
          (sum, on, i) => sum - (on ? (drawn[i] ?? 0) : 0) + (on && !states[i - 1] ? entry : 0),
          0,
        );
      const runs = cheapestRuns(Float64Array.from(drawn), entry);
      const chosen = drawn.map((_, i) => runs.some(([first, last]) => first <= i && i <= last));
      let least = Infinity;
      for (let mask = 0; mask < 1 << drawn.length; mask++) {
        least = Math.min(least, costOf(drawn.map((_, i) => ((mask >> i) & 1) === 1)));
      }
      expect(costOf(chosen)).toBe(least);
    }),
  );
});

describe('what is and is not a burst', () => {
  const quiet = Array.from({ length: 60 }, (_, t) => ({ t, k: t % 2, n: 25 }));
  const risen = quiet.map((row) => (row.t >= 30 && row.t < 36 ? { ...row, k: 8 } : row));

  test('six crowded weeks are found, with a small p', () => {
    const { bursts } = found(risen);
    expect(bursts.map(({ from, to }) => [from, to])).toEqual([[30, 35]]);
    expect(bursts[0]?.p).toBeLessThan(0.005);
  });

  test('even weeks have none, and more papers with more of the topic are none', () => {
    expect(found(quiet).bursts).toEqual([]);
    expect(found(quiet.map((r) => (r.t < 30 ? r : { ...r, k: r.k * 10, n: r.n * 10 }))).bursts).toEqual([]);
  });

  test('a source that begins with more of the topic is a burst only if sources are ignored', () => {
    const rows = Array.from({ length: 60 }, (_, t) => [
      { t, k: t % 2, n: 25, stratum: 'a' },
      ...(t < 45 ? [] : [{ t, k: 5 + (t % 2), n: 25, stratum: 'b' }]),
    ]).flat();
    expect(found(rows.map(({ t, k, n }) => ({ t, k, n }))).bursts).toHaveLength(1);
    expect(found(rows).bursts).toEqual([]);
  });

  test('a common topic can burst too, though twice its share would pass 1', () => {
    const rows = Array.from({ length: 30 }, (_, t) => ({ t, k: t < 20 || t > 25 ? 22 : 38, n: 40 }));
    expect(found(rows).bursts.map(({ from, to }) => [from, to])).toEqual([[20, 25]]);
  });

  test('too little is said by type', () => {
    expect(burstsOf([])).toMatchObject({ kind: 'not-enough', need: '5 papers with it' });
    expect(burstsOf(rowsOf([3, 3], [9, 9]))).toMatchObject({ reason: '2 periods' });
  });

  test('the p-value is seeded, can be left out, and order never matters', () => {
    expect(found(risen)).toEqual(found([...risen].reverse()));
    expect(found(risen, { seed: 2 }).bursts[0]?.weight).toBe(found(risen).bursts[0]?.weight);
    expect(found(risen, { permutations: 0 }).bursts[0]?.p).toBeNull();
  });
});

describe('simulations', () => {
  test.each([
    [160, 5, 0.05, 500],
    [52, 20, 0.05, 800],
    [52, 100, 0.04, 500],
    [40, 500, 0.02, 400],
  ])(
    '%d periods of %d papers without a burst (share %d): p is below 0.05 5 times in 100',
    (periods, n, p, runs) => {
      const random = seeded(periods * n);
      let shown = 0;
      const { rate } = rateOf(runs, () => {
        const rows = Array.from({ length: periods }, (_, t) => ({ t, k: binomialDraw(random, n, p), n }));
        const cells = cellsOf(rows);
        const terms = likelihoodTerms(cells, 2);
        const chance = burstChance(cells, terms, 99, 1);
        const width = cells.times.length;
        const gains = Float64Array.from({ length: width }, (_, i) => {
          const term = terms[0] ?? { without: 0, extra: 0 };
          return term.without * (cells.n[i] ?? 0) + term.extra * (cells.k[i] ?? 0);
        });
        const shownHere = found(rows, { permutations: 99 }).bursts.some((b) => (b.p ?? 1) <= 0.05);
        if (shownHere) shown += 1;
        return chance(heaviestRun(gains)) <= 0.05;
      });
      // Standard errors over the runs are 0.8 to 1.1%.
      expect(rate).toBeGreaterThan(0.025);
      expect(rate).toBeLessThan(0.08);
      // A burst must also pay its entry, so what a reader is shown is at most that.
      expect(shown / runs).toBeLessThanOrEqual(rate);
    },
  );
});
