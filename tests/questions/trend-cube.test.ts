import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  mondayOf,
  monthsBefore,
  periodOfWeek,
  startOfPeriod,
  toDay,
  toIso,
} from '../../src/questions/period.ts';
import { countsOf, matchingSets, rollup, trendCube } from '../../src/questions/trend-cube.ts';

type Cell = [topic: string, week: string, sources: string, papers: number];
const cubeOf = (cells: Cell[], like?: ReturnType<typeof trendCube>) =>
  trendCube(
    {
      rows: cells.length,
      topic: cells.map(([t]) => t),
      week: cells.map(([, w]) => toDay(w)),
      sources: cells.map(([, , s]) => s),
      papers: cells.map(([, , , p]) => p),
    },
    like,
  );
const all = { from: null, to: null, sources: [], last: null };

describe('periods', () => {
  test('a week begins on its Monday', () => {
    expect(toIso(mondayOf(toDay('2025-08-08')))).toBe('2025-08-04');
    expect(toIso(mondayOf(toDay('1969-12-31')))).toBe('1969-12-29');
  });
  test('a week counts to the month of its Thursday', () => {
    const month = (iso: string) => toIso(startOfPeriod(periodOfWeek(toDay(iso), 'month'), 'month'));
    expect(month('2025-07-28')).toBe('2025-07-01');
    expect(month('2025-09-29')).toBe('2025-10-01');
    expect(toIso(startOfPeriod(periodOfWeek(toDay('2024-12-30'), 'quarter'), 'quarter'))).toBe('2025-01-01');
  });
  test('months before clip to the days that a month has', () => {
    expect(toIso(monthsBefore(toDay('2025-03-31'), 1))).toBe('2025-02-28');
    expect(toIso(monthsBefore(toDay('2025-01-15'), 12))).toBe('2024-01-15');
  });
});

describe('the cube', () => {
  const cells: Cell[] = [
    ['*', '2025-01-06', 'a', 10],
    ['*', '2025-01-06', 'a+b', 4],
    ['*', '2025-01-20', 'b', 6],
    ['rag', '2025-01-06', 'a+b', 3],
    ['rag', '2025-01-20', 'b', 2],
    ['*', '2025-02-03', 'b', 5],
  ];
  test('weeks without papers are zeros, not gaps', () => {
    const rolled = rollup(cubeOf(cells), { ...all, unit: 'week' });
    expect(rolled.periods).toHaveLength(5);
    expect([...rolled.n]).toEqual([14, 0, 6, 0, 5]);
    expect([...countsOf(rolled, 'rag')]).toEqual([3, 0, 2, 0, 0]);
  });
  test('a paper of two sources counts once under either', () => {
    const cube = cubeOf(cells);
    expect([...rollup(cube, { ...all, unit: 'month', sources: ['a'] }).n]).toEqual([14, 0]);
    expect([...rollup(cube, { ...all, unit: 'month', sources: ['b'] }).n]).toEqual([10, 5]);
    expect([...rollup(cube, { ...all, unit: 'month', sources: ['a', 'b'] }).n]).toEqual([20, 5]);
    expect(matchingSets(cube, ['c'])).toEqual([]);
  });
  test('a range takes the weeks whose Thursday it holds', () => {
    const rolled = rollup(cubeOf(cells), { ...all, unit: 'week', from: '2025-01-10', to: '2025-01-23' });
    expect(rolled.periods.map(({ start }) => toIso(start))).toEqual(['2025-01-13', '2025-01-20']);
  });
  test('the days of a period, given back as a range, give the same period', () => {
    const cube = cubeOf(cells);
    for (const unit of ['week', 'month', 'quarter'] as const) {
      for (const [i, period] of rollup(cube, { ...all, unit }).periods.entries()) {
        const again = rollup(cube, { ...all, unit, from: toIso(period.start), to: toIso(period.end) });
        expect(again.periods.map(({ start, end }) => [start, end])).toEqual([[period.start, period.end]]);
        expect(again.n[0]).toBe(rollup(cube, { ...all, unit }).n[i]);
      }
    }
  });
  test('a period is incomplete where the data or the range end inside it', () => {
    const rolled = (change: object) =>
      rollup(cubeOf(cells), { ...all, unit: 'month', ...change }).periods.map((p) => p.complete);
    expect(rolled({})).toEqual([false, false]);
    const january: Cell[] = [['*', '2024-12-30', 'a', 1], ...cells, ['*', '2025-02-24', 'a', 1]];
    const months = (last: string) =>
      rollup(cubeOf(january), { ...all, unit: 'month', last }).periods.map((p) => p.complete);
    expect(months('2025-03-02')).toEqual([true, true]);
    expect(months('2025-02-25')).toEqual([true, false]);
  });
  test('a part in the frame of the whole has the same periods', () => {
    const whole = cubeOf(cells);
    const part = cubeOf([['rag', '2025-01-20', 'b', 1]], whole);
    const rolled = rollup(part, { ...all, unit: 'week' });
    expect(rolled.periods).toEqual(rollup(whole, { ...all, unit: 'week' }).periods);
    expect([...countsOf(rolled, 'rag')]).toEqual([0, 0, 1, 0, 0]);
  });
  test('the order of rows never matters, and nothing is lost in any unit', () => {
    const cell = fc.tuple(
      fc.constantFrom('*', 'rag', 'moe'),
      fc.integer({ min: 2800, max: 2860 }).map((w) => toIso(w * 7 - 3)),
      fc.constantFrom('a', 'b', 'a+b'),
      fc.nat(50),
    );
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 40 }),
        fc.constantFrom('week', 'month', 'quarter'),
        (some, unit) => {
          const rolled = rollup(cubeOf(some), { ...all, unit });
          const back = rollup(cubeOf([...some].reverse()), { ...all, unit });
          const sum = some.filter(([t]) => t === '*').reduce((total, [, , , p]) => total + p, 0);
          expect(rolled.n.reduce((a, b) => a + b, 0)).toBe(sum);
          expect([...countsOf(back, 'rag')]).toEqual([...countsOf(rolled, 'rag')]);
        },
      ),
    );
  });
  test('an empty cube rolls up to nothing', () => {
    expect(rollup(cubeOf([]), { ...all, unit: 'month' }).periods).toEqual([]);
  });
});
