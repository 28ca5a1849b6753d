import { describe, expect, test } from 'vitest';
import { changeBetween } from '../../../src/core/stats/change.ts';
import { seeded } from '../../../src/core/stats/random.ts';
import type { ShareRow } from '../../../src/core/stats/result.ts';

const found = (before: ShareRow[], after: ShareRow[]) => {
  const change = changeBetween(before, after);
  if (change.kind !== 'change') throw new Error(change.reason);
  return change;
};
/** Papers spread over weeks as evenly as whole papers allow, so that no scatter widens what is checked. */
const even = (k: number, n: number, stratum = '', weeks = 10): ShareRow[] =>
  Array.from({ length: weeks }, (_, t) => {
    const part = (all: number) => Math.floor(((t + 1) * all) / weeks) - Math.floor((t * all) / weeks);
    return { t, k: part(k), n: part(n), stratum };
  });

test('with one source the difference is p1 - p0 and its error that of two proportions', () => {
  // Agresti 2002, Categorical Data Analysis, table 2.1 (aspirin): 189 of 11034 and 104 of 11037, difference 0.0077 (0.005, 0.011).
  const change = found(even(104, 11037, '', 200), even(189, 11034, '', 200));
  expect(change.difference).toBeCloseTo(0.0077, 4);
  expect(change.low).toBeCloseTo(0.0047, 3);
  expect(change.high).toBeCloseTo(0.0107, 3);
});

test('over strata p is that of Mantel and Haenszel', () => {
  // Agresti 2002, table 6.9 (eight centres, success with drug and control): CMH = 6.38, p = 0.012.
  const drug = [
    [11, 36],
    [16, 20],
    [14, 19],
    [2, 16],
    [6, 17],
    [1, 11],
    [1, 5],
    [4, 6],
  ];
  const control = [
    [10, 37],
    [22, 32],
    [7, 19],
    [1, 17],
    [0, 12],
    [0, 10],
    [1, 9],
    [6, 7],
  ];
  const rows = (table: number[][], weeks: number) =>
    table.flatMap(([k = 0, n = 0], s) => even(k, n, `centre ${s}`, weeks));
  const change = found(rows(control, 2), rows(drug, 2));
  expect(change.dispersion).toBe(1);
  // Read from t with 16 degrees of freedom instead of the normal distribution: sqrt(6.38) = 2.526, p = 0.022.
  expect(change.df).toBe(16);
  expect(change.p).toBeCloseTo(0.022, 3);
});

test('a source that begins between the spans is no change', () => {
  const change = found(even(50, 500, 'a'), [...even(50, 500, 'a'), ...even(250, 500, 'b')]);
  expect(change.difference).toBe(0);
  expect(change.p).toBe(1);
  expect(change.after).toEqual({ k: 50, n: 500 });
  expect(change.left).toBe(500);
});

test('a topic that had no paper before has a change with a finite interval', () => {
  const change = found(even(0, 500), even(20, 500));
  expect(change.difference).toBeCloseTo(0.04, 12);
  expect(change.low).toBeGreaterThan(0);
  expect(change.p).toBeLessThan(0.001);
});

test('swapping the spans turns the sign and nothing else', () => {
  const [a, b] = [found(even(20, 400), even(45, 500)), found(even(45, 500), even(20, 400))];
  expect(b.difference).toBeCloseTo(-a.difference, 12);
  expect(b.low).toBeCloseTo(-a.high, 12);
  expect(b.p).toBeCloseTo(a.p, 12);
});

test('weeks that scatter widen the interval', () => {
  const calm = found(even(50, 500), even(60, 500));
  const wild = found(
    even(50, 500).map((row, i) => ({ ...row, k: i % 2 === 0 ? 10 : 0 })),
    even(60, 500).map((row, i) => ({ ...row, k: i % 2 === 0 ? 12 : 0 })),
  );
  expect(wild.dispersion).toBeGreaterThan(2);
  expect(wild.high - wild.low).toBeGreaterThan(calm.high - calm.low);
});

test.each([
  ['few papers', even(3, 500), even(6, 500), '9 papers with the topic in both spans'],
  ['nearly all papers', even(20, 22), even(20, 22), '4 papers without the topic in both spans'],
  ['sources that never meet', even(50, 500, 'a'), even(50, 500, 'b'), 'no source has papers in both spans'],
])('%s are not enough', (_, before, after, reason) => {
  expect(changeBetween(before, after)).toMatchObject({ kind: 'not-enough', reason });
});

describe('in a seeded simulation of two quarters of 13 weeks', () => {
  const random = seeded(7);
  const drawn = (p: number, n: number, stratum: string) =>
    Array.from({ length: 13 }, (_, t): ShareRow => {
      let k = 0;
      for (let i = 0; i < n; i++) if (random.next() < p) k += 1;
      return { t, k, n, stratum };
    });
  test.each([
    [0.03, 0.03],
    [0.1, 0.1],
    [0.03, 0.06],
    [0.3, 0.2],
  ])('from %f to %f the interval holds the difference, and false alarms stay near 5%', (p0, p1) => {
    let [held, alarms] = [0, 0];
    const runs = 600;
    for (let i = 0; i < runs; i++) {
      const change = found(
        [...drawn(p0, 40, 'a'), ...drawn(p0 / 2, 10, 'b')],
        [...drawn(p1, 40, 'a'), ...drawn(p1 / 2, 10, 'b')],
      );
      const truth = ((p1 - p0) * ((40 / 2) * 1 + (10 / 2) * 0.5)) / 25;
      if (change.low <= truth && truth <= change.high) held += 1;
      if (change.p < 0.05) alarms += 1;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    if (p0 === p1) expect(alarms / runs).toBeLessThan(0.07);
    else expect(alarms / runs).toBeGreaterThan(0.5);
  });
});
