import { describe, expect, test } from 'vitest';
import { heatFits, heatGeometry, hitHeat, stepHeat } from '../../src/charts/geometry/heat.ts';
import { toDay } from '../../src/questions/period.ts';
import type { TrendSeries } from '../../src/views/trend-series.ts';

const seriesOf = (id: string, values: (number | null)[], n = 100): TrendSeries => ({
  id,
  label: id,
  points: values.map((value, i) => {
    const start = toDay(`2025-${String(i + 1).padStart(2, '0')}-01`);
    return {
      period: { start, end: start + 27, name: start, complete: i < values.length - 1 },
      k: Math.round((value ?? 0) * n),
      n: value === null ? 0 : n,
      value,
      low: value,
      high: value,
    };
  }),
});
const series = [seriesOf('vision', [0.4, 0.2, 0.3, 0.3]), seriesOf('audio', [0.01, 0.04, null, 0.01])];

describe('cells', () => {
  test('tile the width without gap or overlap, a row a series', () => {
    const chart = heatGeometry(series, { width: 600, scale: 'share' });
    for (const row of chart.rows) {
      row.cells.forEach((cell, i) => {
        const next = row.cells[i + 1]?.x ?? chart.width - chart.margin.right;
        expect(cell.x + chart.cell.width).toBeCloseTo(next, 6);
      });
    }
    expect(chart.rows[1]?.y).toBe((chart.rows[0]?.y ?? 0) + chart.cell.height);
  });
  test('by share one scale holds for all rows', () => {
    const { rows, most } = heatGeometry(series, { width: 600, scale: 'share' });
    expect(most).toBe(0.4);
    expect(rows[0]?.cells[0]?.level).toBe(1);
    expect(rows[1]?.cells[1]?.level).toBeCloseTo(0.1);
  });
  test('against its own mean a rare area shows its highs as a common one does', () => {
    const { rows } = heatGeometry(series, { width: 600, scale: 'own' });
    expect(rows[1]?.mean).toBeCloseTo(0.02);
    expect(rows[1]?.cells[1]).toMatchObject({ level: 1, tone: 'up', times: 2 });
    expect(rows[1]?.cells[0]).toMatchObject({ level: 1, tone: 'down' });
  });
  test('against its own mean a cell whose interval holds the mean has no colour', () => {
    const wide = series.map((one) => ({
      ...one,
      points: one.points.map((point, i) => (i === 0 ? { ...point, low: 0.001, high: 0.9 } : point)),
    }));
    const { rows } = heatGeometry(wide, { width: 600, scale: 'own' });
    expect(rows[0]?.cells[0]).toMatchObject({ level: 0, times: expect.any(Number) as number });
    expect(rows[0]?.cells[1]?.level).toBeGreaterThan(0);
  });
  test('a period without papers has no colour, an incomplete one is hatched', () => {
    const chart = heatGeometry(series, { width: 600, scale: 'share' });
    expect(chart.rows[1]?.cells[2]?.level).toBeNull();
    expect(chart.hatched).toHaveLength(1);
    expect(chart.hatched[0]?.x).toBe(chart.rows[0]?.cells[3]?.x);
  });
  test('figures stand only where they fit', () => {
    const texts = (width: number) =>
      heatGeometry(series, { width, scale: 'share' }).rows[0]?.cells.map(({ text }) => text);
    expect(texts(600)).toEqual(['40%', '20%', '30%', '30%']);
    expect(texts(100)).toEqual(['40', '20', '30', '30']);
    expect(texts(60)).toEqual(['', '', '', '']);
    expect(
      heatGeometry([seriesOf('a', [0.001, 0])], { width: 600, scale: 'share' }).rows[0]?.cells[0]?.text,
    ).toBe('<1%');
  });
  test('columns must be wide enough to point at', () => {
    expect(heatFits(['vision'], 12, 360)).toBe(true);
    expect(heatFits(['vision'], 44, 360)).toBe(false);
  });
  test('nothing to draw is an empty chart', () => {
    expect(heatGeometry([], { width: 300, scale: 'share' }).rows).toEqual([]);
  });
});

describe('pointer and keys', () => {
  const chart = heatGeometry(series, { width: 600, scale: 'share' });
  test('every cell is hit in its middle', () => {
    for (const [row, { cells, y }] of chart.rows.entries()) {
      for (const [column, { x }] of cells.entries()) {
        expect(hitHeat(chart, x + chart.cell.width / 2, y + chart.cell.height / 2)).toEqual({ row, column });
      }
    }
    expect(hitHeat(chart, 2, 10)).toBeNull();
    expect(hitHeat(chart, 300, chart.height - 2)).toBeNull();
  });
  test('arrows walk the grid and stop at its edges', () => {
    expect(stepHeat(chart, null, 'ArrowDown')).toEqual({ row: 0, column: 3 });
    expect(stepHeat(chart, { row: 0, column: 3 }, 'ArrowRight')).toEqual({ row: 0, column: 3 });
    expect(stepHeat(chart, { row: 1, column: 3 }, 'ArrowDown')).toEqual({ row: 1, column: 3 });
    expect(stepHeat(chart, { row: 1, column: 3 }, 'Home')).toEqual({ row: 1, column: 0 });
    expect(stepHeat(chart, { row: 1, column: 3 }, 'a')).toBeNull();
  });
});
