import { expect, test } from 'vitest';
import { stratified } from '../../src/views/strata.ts';
import { support, trendCheck } from '../../src/views/trend-check.ts';
import { cubeOf, everything, FIRST, spanOf, weeksFrom, type Cell } from './cube.ts';

const weeks = weeksFrom(104);
/** 20 papers a week, `of(i)` of them on the topic. */
const months = (of: (week: number) => number) => {
  const cells = weeks.flatMap((week, i): Cell[] => [
    { topic: '*', week, source: 'a', papers: 20 },
    { topic: 'rag', week, source: 'a', papers: of(i) },
  ]);
  const cube = cubeOf(cells);
  return stratified(cube, cube, { ...everything, unit: 'month' }, [spanOf('a', FIRST, FIRST + 727)]);
};

test('a share that grows steadily is a rise to both checks, its slope in share a month', () => {
  // From 2 of 20 to 12 of 20 in 104 weeks: 0.5 in 23.9 months.
  const check = trendCheck(
    months((i) => 2 + Math.floor(i / 10.4)),
    'rag',
  );
  expect([check.senSays, check.kendallSays]).toEqual(['rising', 'rising']);
  expect(check.sen.kind === 'theil-sen' && check.sen.slope).toBeCloseTo(0.5 / 23.9, 2);
  expect(support('rising', check)).toBe('both');
  expect(support('falling', check)).toBe('against');
});
test('one month of flood is no direction to either check, so that a rise resting on it finds no support', () => {
  const check = trendCheck(
    months((i) => (i > 95 && i < 100 ? 18 : ([2, 3, 1, 4, 2, 1, 3, 2, 4, 1, 3][i % 11] ?? 0))),
    'rag',
  );
  expect([check.senSays, check.kendallSays]).toEqual(['none', 'none']);
  expect(support('rising', check)).toBe('none');
});
test('below their minimum the checks say so and support nothing', () => {
  const few = trendCheck(
    stratified(
      cubeOf([{ topic: '*', week: FIRST, source: 'a', papers: 5 }]),
      cubeOf([{ topic: '*', week: FIRST, source: 'a', papers: 5 }]),
      { ...everything, unit: 'month' },
      [spanOf('a', FIRST, FIRST + 6)],
    ),
    'rag',
  );
  expect([few.senSays, few.kendallSays]).toEqual(['unknown', 'unknown']);
  expect(support('rising', few)).toBe('none');
});
