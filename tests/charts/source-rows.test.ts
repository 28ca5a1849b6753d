import { describe, expect, test } from 'vitest';
import {
  hitRows,
  sourceRowsGeometry,
  sourceRowsHeight,
  stepRows,
} from '../../src/charts/geometry/source-rows.ts';
import type { SourceRow } from '../../src/views/coverage.ts';

const row = (id: string, values: (number | null)[], first = 0): SourceRow => ({
  id,
  cells: values.map((value, i) => ({
    from: first + i * 30,
    to: first + i * 30 + 29,
    name: first + i * 30,
    value,
    low: value === null ? null : value / 2,
    high: value === null ? null : value * 2,
    papers: value ?? 0,
  })),
  gaps: [{ from: first + 30, to: first + 43, weeks: 2 }],
  weeks: { covered: 3, span: 5 },
});
const rows = [row('a', [10, 40, 20]), row('b', [4, null, 2], 90), row('c', [])];
const at = (mark: 'bars' | 'band', change = {}) =>
  sourceRowsGeometry(rows, { width: 600, mark, from: 0, to: 179, ...change });

describe('rows of sources', () => {
  test('stand below each other without covering names', () => {
    const chart = at('bars');
    expect(chart.height).toBe(sourceRowsHeight(3));
    chart.rows.forEach((one, i) => {
      expect(one.yTicks.every(({ y }) => y >= one.top + 26 && y <= one.base)).toBe(true);
      expect(chart.rows[i + 1]?.top ?? Infinity).toBeGreaterThan(one.base + 6);
    });
  });
  test('have a scale each: twice the papers is twice the bar, and a large source flattens no other', () => {
    const [a, b] = at('bars').rows;
    expect(a?.cells[1]?.height).toBeCloseTo((a?.cells[2]?.height ?? 0) * 2, 6);
    expect(b?.cells[0]?.height).toBeGreaterThan(40);
    expect(a?.yTicks.at(-1)?.value).toBe(40);
    expect(b?.yTicks.at(-1)?.value).toBe(4);
  });
  test('tick labels of a row do not touch', () => {
    for (const { yTicks } of at('bars').rows)
      yTicks.forEach(({ y }, i) =>
        expect((yTicks[i - 1]?.y ?? Infinity) - y).toBeGreaterThanOrEqual(i === 0 ? -Infinity : 16),
      );
  });
  test('holes lie where no digest was, inside the range only', () => {
    const [a] = at('bars').rows;
    expect(a?.gaps).toHaveLength(1);
    expect(at('bars', { from: 60 }).rows[0]?.gaps).toEqual([]);
    expect(at('bars', { from: 60 }).rows[0]?.cells).toHaveLength(1);
  });
  test('a median that is not told breaks the line', () => {
    const [, b] = at('band').rows;
    expect(b?.path.match(/M/g)).toHaveLength(2);
    expect(b?.path).not.toContain('NaN');
  });
  test('lags have ticks of days up to the greatest', () => {
    expect(at('band').rows[0]?.yTicks.map(({ value }) => value)).toEqual([0, 10, 30]);
  });
});

describe('pointer and keys', () => {
  const chart = at('bars');
  test('the nearest period of the row is hit, a row without any is not', () => {
    const cell = chart.rows[1]?.cells[2];
    expect(hitRows(chart, (cell?.x ?? 0) + 3, (chart.rows[1]?.base ?? 0) - 4)).toEqual({ row: 1, cell: 2 });
    expect(hitRows(chart, 45, (chart.rows[1]?.base ?? 0) - 4)).toEqual({ row: 1, cell: 0 });
    expect(hitRows(chart, 300, (chart.rows[2]?.base ?? 0) - 4)).toBeNull();
  });
  test('arrows walk periods and rows, and pass over empty rows', () => {
    expect(stepRows(chart, null, 'ArrowLeft')).toEqual({ row: 0, cell: 2 });
    expect(stepRows(chart, { row: 0, cell: 2 }, 'ArrowLeft')).toEqual({ row: 0, cell: 1 });
    expect(stepRows(chart, { row: 0, cell: 2 }, 'ArrowDown')).toEqual({ row: 1, cell: 0 });
    expect(stepRows(chart, { row: 1, cell: 0 }, 'ArrowDown')).toEqual({ row: 1, cell: 0 });
    expect(stepRows(chart, { row: 1, cell: 0 }, 'x')).toBeNull();
  });
});
