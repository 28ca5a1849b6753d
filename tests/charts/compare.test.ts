import { expect, test } from 'vitest';
import { compareGeometry, compareHeight, fitText, rowWalker } from '../../src/charts/geometry/compare.ts';
import { textWidth } from '../../src/charts/geometry/labels.ts';
import type { CompareRow } from '../../src/questions/compare.ts';
import { compareGroups } from '../../src/views/compare-groups.ts';

const row = (paper: string, value: number, key: string): CompareRow => ({
  metric_id: `${paper}#g1`,
  paper_id: paper,
  day: 20157,
  form: 'ratio',
  low: value,
  high: value,
  factor_low: value,
  factor_high: value,
  qualifier: 'none',
  sense: 'better',
  baseline: null,
  key,
});
const groups = compareGroups(
  [
    ...Array.from({ length: 30 }, (_, i) =>
      row(`a${i}`, 1.2 + (i % 8), 'A topic with a name that is far too long for its column'),
    ),
    ...Array.from({ length: 4 }, (_, i) => row(`b${i}`, 3 + i, 'Small')),
  ],
  'factor',
  'topic',
);

test.each([1400, 800, 340])('at %d px every claim stands in its own row and within the chart', (width) => {
  const chart = compareGeometry(groups, 'factor', width);
  expect(chart.marks).toHaveLength(34);
  for (const mark of chart.marks) {
    const home = chart.rows[mark.row];
    expect(mark.y).toBeGreaterThanOrEqual(home?.top ?? Infinity);
    expect(mark.y).toBeLessThanOrEqual((home?.box ?? -Infinity) + 1);
    expect(mark.x).toBeGreaterThanOrEqual(0);
    expect(mark.x).toBeLessThanOrEqual(width);
  }
  expect(chart.height).toBeLessThanOrEqual(compareHeight(groups, width));
});
test('a label is cut to its column, never over the plot', () => {
  const { rows, left } = compareGeometry(groups, 'factor', 1000);
  expect(rows[0]?.label.text).toMatch(/…$/);
  expect(textWidth(rows[0]?.label.text ?? '', 14)).toBeLessThan(left);
  expect(fitText('short', 300, 13)).toBe('short');
});
test('a group too small for a median has none drawn and says so', () => {
  const { rows } = compareGeometry(groups, 'factor', 1000);
  expect(rows[1]).toMatchObject({ median: null, half: null, told: { text: 'too few for a median' } });
  expect(rows[0]?.median?.x0).toBeLessThanOrEqual(rows[0]?.median?.x ?? 0);
});
test('arrow keys reach every claim of a row, and the next row at the nearest value', () => {
  const { marks, rows } = compareGeometry(groups, 'factor', 1000);
  const step = rowWalker(marks, rows.length);
  const seen = new Set<number>();
  let at: number | null = step(-1, 'ArrowRight');
  for (let i = 0; i < 30 && at !== null; i++) {
    seen.add(at);
    at = step(at, 'ArrowRight');
  }
  expect(seen.size).toBe(30);
  const down = step(at ?? 0, 'ArrowDown');
  expect(marks[down ?? 0]?.row).toBe(1);
  expect(step(down ?? 0, 'ArrowDown')).toBe(down);
  expect(marks[step(down ?? 0, 'ArrowUp') ?? 0]?.row).toBe(0);
});
