import { expect, test } from 'vitest';
import { toDay } from '../../src/questions/period.ts';
import {
  chanceOf,
  chanceText,
  factorText,
  monthSpan,
  papersText,
  percentText,
  quarterText,
  signedPoints,
} from '../../src/views/written.ts';

test('a chance is written with the digits that mean something', () => {
  expect([0.00001, 0.00042, 0.034, 0.25, 1].map(chanceText)).toEqual([
    'below 0.0001',
    '0.0004',
    '0.03',
    '0.25',
    '1',
  ]);
  expect([chanceOf('q', 0.03), chanceOf('p', 1e-9)]).toEqual(['q = 0.03', 'p below 0.0001']);
});
test('points carry their sign, and what rounds to nothing has none', () => {
  expect([0.0214, -0.004, 0.0002, 0].map(signedPoints)).toEqual(['+2.1', '−0.4', '0.0', '0.0']);
});
test('shares have one digit below ten percent', () => {
  expect([0, 0.034, 0.125, 1].map(percentText)).toEqual(['0%', '3.4%', '13%', '100%']);
});
test('a run of weeks is named by the months of its Thursdays', () => {
  expect(monthSpan(toDay('2025-03-31'), toDay('2025-07-27'))).toMatch(/^Apr to Jul 2025$/);
  expect(monthSpan(toDay('2024-12-02'), toDay('2025-02-02'))).toMatch(/^Dec 2024 to Jan 2025$/);
  expect(monthSpan(toDay('2025-03-31'), toDay('2025-04-27'))).toMatch(/^Apr 2025$/);
});
test('quarters, papers and factors', () => {
  expect([quarterText(toDay('2025-10-01')), papersText(1), papersText(1200), factorText(3.456)]).toEqual([
    'Q4 2025',
    '1 paper',
    '1,200 papers',
    '3.46×',
  ]);
});
