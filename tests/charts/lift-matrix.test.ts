import { expect, test } from 'vitest';
import { HEAD_LINE, hitName, liftLevel, liftMatrix } from '../../src/charts/geometry/lift-matrix.ts';
import { hitMatrix, stepMatrix } from '../../src/charts/geometry/matrix.ts';
import { pairCells } from '../../src/views/together.ts';

const labels = ['Speculative and parallel decoding', 'Quantization', 'KV cache', 'Distillation'];
const ids = ['a', 'b', 'c', 'd'];
const pair = (one: string, two: string, shared: number) => ({
  ...{ one, two, shared, papers_one: 100, papers_two: 100, all_papers: 1000, lift: shared / 10 },
});
const cells = pairCells(ids, [
  pair('a', 'b', 90),
  pair('a', 'c', 30),
  pair('b', 'c', 10),
  pair('a', 'd', 0),
  pair('b', 'd', 12),
  pair('c', 'd', 11),
]);

test.each([900, 330])(
  'every pair has a cell of its own that is found where it is drawn, %d wide',
  (width) => {
    const chart = liftMatrix(labels, cells, width);
    expect(chart.cells).toHaveLength(6);
    chart.cells.forEach(({ x, y }, i) => expect(hitMatrix(chart, x + 3, y + 3)).toBe(i));
    expect(Math.max(...chart.cells.map(({ x }) => x + chart.cell.width))).toBeLessThanOrEqual(width);
  },
);
test('no name of a column reaches above the drawing or into the cells of another row', () => {
  const chart = liftMatrix(labels, cells, 900);
  for (const { lines, y } of chart.columns)
    expect(y - 7 - lines.length * HEAD_LINE).toBeGreaterThanOrEqual(-1);
});
test('names are found beside and above their cells, the topic itself by its column alone', () => {
  const chart = liftMatrix(labels, cells, 900);
  expect([chart.upright, liftMatrix(labels, cells, 240).upright]).toEqual([false, true]);
  const [first, second] = chart.columns;
  expect(hitName(chart, (first?.x ?? 0) + 5, (first?.y ?? 0) - 5)).toBe(0);
  expect(hitName(chart, (second?.x ?? 0) + 5, (second?.y ?? 0) - 5)).toBe(1);
  expect(hitName(chart, 5, (chart.rows[2]?.y ?? 0) + 5)).toBe(3);
  expect(hitName(chart, 899, 1)).toBe(-1);
});
test('colour tells only what is sure: strong links strongly, missing ones the other way, chance not at all', () => {
  const told = cells.map((cell) => [cell.row, cell.column, cell.sure, liftLevel(cell) > 0]);
  expect(told).toEqual([
    [1, 0, 1, true],
    [2, 0, 1, true],
    [2, 1, 0, false],
    [3, 0, -1, true],
    [3, 1, 0, false],
    [3, 2, 0, false],
  ]);
  const [strong = 0, weaker = 1] = cells.map(liftLevel);
  expect(strong).toBeGreaterThan(weaker);
});
test('arrow keys reach every pair', () => {
  const chart = liftMatrix(labels, cells, 900);
  const seen = new Set<number>();
  const next = [stepMatrix(chart, -1, 'ArrowDown') ?? -1];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'])
      next.push(stepMatrix(chart, at, key) ?? at);
  }
  expect(seen.size).toBe(6);
});
