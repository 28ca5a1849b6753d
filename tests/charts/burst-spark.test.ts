import { expect, test } from 'vitest';
import { burstSpark } from '../../src/charts/geometry/burst-spark.ts';
import { toDay } from '../../src/questions/period.ts';

const periods = ['2024-10-01', '2025-01-01', '2025-04-01', '2025-07-01'].map((iso) => {
  const start = toDay(iso);
  return { start, end: start + 89 };
});
const burst = (from: string, to: string) => ({
  from: toDay(from),
  to: toDay(to),
  weight: 3,
  k: 9,
  n: 90,
  expected: 3,
  p: 0.01,
});
const size = { width: 204, height: 30 };

test('a burst stands under its own days', () => {
  const [first] = periods;
  const spark = burstSpark(
    [0.1, 0.2, 0.1, 0.4],
    periods,
    [burst('2024-10-01', '2025-09-28'), burst('2025-01-01', '2025-03-31')],
    size,
  );
  expect(spark.bars[0]?.x).toBeCloseTo(2, 6);
  expect(spark.bars[0]?.width).toBeCloseTo(200, 0);
  const days = (periods.at(-1)?.end ?? 0) + 1 - (first?.start ?? 0);
  expect(spark.bars[1]?.x).toBeCloseTo(2 + (92 / days) * 200, 6);
});
test('the line ends at the last period with papers, and gaps break it', () => {
  const spark = burstSpark([0.1, null, 0.4, null], periods, [], size);
  expect(spark.path.match(/M/g)).toHaveLength(2);
  expect(spark.end?.x).toBeLessThan(160);
  expect(spark.end?.y).toBeCloseTo(3);
});
test('years are marked, a burst outside of the range is not', () => {
  const spark = burstSpark([0, 0, 0, 0], periods, [burst('2020-01-01', '2020-03-01')], size);
  expect(spark.years.map(({ year }) => year)).toEqual([2025]);
  expect(spark.bars).toEqual([]);
  expect(spark.path).not.toContain('NaN');
});
test('nothing to draw draws nothing', () => {
  expect(burstSpark([], [], [], size)).toMatchObject({ path: '', end: null, bars: [] });
});
