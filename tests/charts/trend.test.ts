import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dragRange, isWhole, snapRange } from '../../src/charts/geometry/brush.ts';
import { hitTrend, stepTrend, trendGeometry } from '../../src/charts/geometry/trend.ts';
import { mondayOf, toDay } from '../../src/views/time.ts';
import type { TrendSeries } from '../../src/views/trend-series.ts';

const start = toDay('2025-01-06');
const seriesOf = (id: string, values: (number | null)[], open = 0): TrendSeries => ({
  id,
  label: `Topic ${id}`,
  points: values.map((value, i) => ({
    period: {
      start: start + i * 28,
      end: start + i * 28 + 27,
      name: start + i * 28,
      complete: i < values.length - open,
    },
    k: Math.round((value ?? 0) * 100),
    n: 100,
    value,
    low: value === null ? null : Math.max(0, value - 0.05),
    high: value === null ? null : value + 0.05,
  })),
});
const size = { width: 800, height: 400, shown: 'share', direct: true } as const;

describe('the trend chart', () => {
  const chart = trendGeometry(
    [seriesOf('a', [0.1, 0.2, 0.3, 0.2], 1), seriesOf('b', [0.3, 0.2, 0.1, 0])],
    size,
  );
  test('more is higher, later is further right', () => {
    const [a] = chart.lines;
    const ys = a?.points.map(({ y }) => y ?? 0) ?? [];
    expect(ys[2]).toBeLessThan(ys[0] ?? 0);
    const xs = a?.points.map(({ x }) => x) ?? [];
    expect(xs).toEqual([...xs].sort((p, q) => p - q));
  });
  test('an incomplete last period is dashed and hatched, not part of the line', () => {
    expect(chart.lines[0]?.path.split('L')).toHaveLength(3);
    expect(chart.lines[0]?.tail).not.toBe('');
    expect(chart.hatched).toHaveLength(1);
    expect(chart.lines[1]?.tail).toBe('');
  });
  test('a period without papers interrupts the line', () => {
    const gap = trendGeometry([seriesOf('a', [0.1, null, 0.3, 0.2])], size);
    expect(gap.lines[0]?.path.match(/M/g)).toHaveLength(2);
  });
  test('every label is there, inside the chart, and none on another', () => {
    const many = Array.from({ length: 9 }, (_, i) => seriesOf(String(i), [0.1, 0.1 + i / 1000]));
    const { labels } = trendGeometry(many, size);
    const ys = labels.map(({ y }) => y).sort((p, q) => p - q);
    expect(labels).toHaveLength(9);
    for (const [i, y] of ys.entries()) if (i > 0) expect(y - (ys[i - 1] ?? 0)).toBeGreaterThanOrEqual(16.9);
  });
  test('counts have whole ticks', () => {
    const counts = trendGeometry([{ ...seriesOf('a', [1, 2, 1]) }], { ...size, shown: 'count' });
    for (const { label } of counts.yTicks) expect(label).toMatch(/^\d+$/);
  });
  test('the pointer finds the nearest period, then the nearest line', () => {
    const point = chart.lines[1]?.points[0];
    expect(hitTrend(chart, (point?.x ?? 0) + 2, (point?.y ?? 0) + 3)).toEqual({ series: 1, period: 0 });
  });
  test('no series, no point', () => {
    expect(hitTrend(trendGeometry([], size), 10, 10)).toBeNull();
    expect(stepTrend(trendGeometry([], size), null, 'ArrowLeft')).toBeNull();
  });
  test('arrow keys reach every point and never leave the chart', () => {
    let at = stepTrend(chart, null, 'ArrowRight');
    expect(at).toEqual({ series: 0, period: 3 });
    const seen = new Set<string>();
    for (let i = 0; i < 4; i++) {
      for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
        at = stepTrend(chart, at, key);
        seen.add(`${at?.series} ${at?.period}`);
      }
      at = stepTrend(chart, at, 'ArrowLeft');
    }
    expect(seen.size).toBe(8);
    expect(at?.period).toBe(0);
    expect(stepTrend(chart, at, 'x')).toBeNull();
  });
  test('up goes to the line above at this period', () => {
    expect(stepTrend(chart, { series: 0, period: 0 }, 'ArrowUp')).toEqual({ series: 1, period: 0 });
    expect(stepTrend(chart, { series: 0, period: 2 }, 'ArrowUp')).toEqual({ series: 0, period: 2 });
  });
});

describe('the brush', () => {
  const bounds = { from: toDay('2023-01-02'), to: toDay('2025-12-28') };
  const days = fc.integer({ min: bounds.from - 100, max: bounds.to + 100 });
  test('a range is whole weeks within the data, whichever way it is drawn', () => {
    fc.assert(
      fc.property(days, days, (from, to) => {
        const range = snapRange({ from, to }, bounds);
        expect(mondayOf(range.from)).toBe(range.from);
        expect(mondayOf(range.to) + 6).toBe(range.to);
        expect(range.from).toBeGreaterThanOrEqual(bounds.from);
        expect(range.to).toBeLessThanOrEqual(bounds.to);
        expect(range.to - range.from).toBeGreaterThanOrEqual(27);
        expect(snapRange(range, bounds)).toEqual(range);
      }),
    );
  });
  test('a dragged window keeps its length', () => {
    const range = { from: toDay('2024-01-01'), to: toDay('2024-03-31') };
    fc.assert(
      fc.property(days, (day) => {
        const moved = dragRange(range, 'whole', range.from, day, bounds);
        expect(moved.to - moved.from).toBe(range.to - range.from);
        expect(moved.from).toBeGreaterThanOrEqual(bounds.from);
        expect(moved.to).toBeLessThanOrEqual(bounds.to);
      }),
    );
  });
  test('drawn over everything it is no range', () => {
    expect(isWhole(snapRange({ from: 0, to: 99999 }, bounds), bounds)).toBe(true);
    expect(isWhole({ from: bounds.from + 7, to: bounds.to }, bounds)).toBe(false);
  });
});
