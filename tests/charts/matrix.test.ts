import { expect, test } from 'vitest';
import { compareGeometry, compareHeight } from '../../src/charts/geometry/compare.ts';
import {
  hitMatrix,
  matrixGeometry,
  stepMatrix,
  strengths,
  wrapped,
} from '../../src/charts/geometry/matrix.ts';
import { hitOverlay, overlayGeometry } from '../../src/charts/geometry/overlay.ts';
import { groupDensity } from '../../src/views/compare-density.ts';
import { compareGroups } from '../../src/views/compare-groups.ts';
import { baselineMatrix } from '../../src/views/compare-matrix.ts';
import { claimRows } from '../views/claims-made.ts';

const six = [2, 3, 4, 5, 6, 40];
const rows = [
  ...claimRows('a', six, { key: 'speculative decoding', baseline: 'vLLM' }),
  ...claimRows('b', [3, 3], { key: 'state space models', baseline: 'vLLM' }),
  ...claimRows('c', six, { key: 'state space models', baseline: 'FlashAttention' }),
];
const matrix = baselineMatrix(rows, 'factor', 'topic', (key) => key);
const groups = compareGroups(rows, 'factor', 'topic');

test('cells fill the width beside the names, and a cell is found where it is drawn', () => {
  const chart = matrixGeometry(matrix, 'factor', 900);
  expect(chart.left + chart.columns.length * chart.cell.width).toBeCloseTo(900);
  chart.cells.forEach(({ x, y }, i) => expect(hitMatrix(chart, x + 5, y + 5)).toBe(i));
  expect(hitMatrix(chart, 2, 2)).toBe(-1);
});
test('a cell without a median has no colour and no figure but its papers', () => {
  const sparse = matrixGeometry(matrix, 'factor', 900).cells.find(({ cell }) => cell.papers === 2);
  expect(sparse).toMatchObject({ level: null, text: '', n: 'n 2' });
});
test('what the width has no room for is counted', () => {
  const chart = matrixGeometry(matrix, 'factor', 190);
  expect([chart.columns.length, chart.cut]).toEqual([1, 1]);
});
test('arrow keys reach every filled cell', () => {
  const chart = matrixGeometry(matrix, 'factor', 900);
  const seen = new Set([0]);
  for (let round = 0; round < 4; round++)
    for (const at of seen)
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'])
        seen.add(stepMatrix(chart, at, key) ?? at);
  expect(seen.size).toBe(chart.cells.length);
  expect(stepMatrix(chart, -1, 'ArrowDown')).toBe(0);
  expect(stepMatrix(chart, 0, 'x')).toBeNull();
});
test('twice and four times are as far apart in strength as four and eight times', () => {
  const of = strengths([2, 4, 8], 'factor');
  expect([of(2), of(4), of(8)].map((s) => Number(s.toFixed(6)))).toEqual([0, 0.5, 1]);
  expect(strengths([3], 'factor')(3)).toBe(0.5);
});
test('a long name takes at most three lines, the last one cut', () => {
  const lines = wrapped('reinforcement learning from human feedback of very large language models', 90);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/…$/);
});

test('a box shows the middle half and the tenths; a group too small for one shows its claims', () => {
  const small = compareGroups(claimRows('d', [2, 5], { key: 'small' }), 'factor', 'topic');
  const chart = compareGeometry([...groups, ...small], 'factor', 1000, 'box');
  const box = chart.rows.find(({ group }) => group.key === 'speculative decoding');
  expect(box?.half && box.tenths && box.tenths.x0 <= box.half.x0 && box.half.x1 <= box.tenths.x1).toBe(true);
  expect(chart.marks.map(({ claim }) => claim.paper_id)).toEqual(['d0', 'd1']);
  expect(chart.height).toBe(compareHeight([...groups, ...small], 1000, 'box'));
});
test('a density is drawn for each group that has one, none for others', () => {
  const densities = groups.map(groupDensity);
  const chart = compareGeometry(groups, 'factor', 1000, 'density', densities);
  expect(chart.rows.every(({ density }) => /^M[\d.]+,/.test(density))).toBe(true);
  expect(chart.marks).toEqual([]);
  expect(compareGeometry(groups, 'factor', 1000).rows.every(({ density }) => density === '')).toBe(true);
});
test('overlaid curves stand on one axis, each under its own name, and are found where they run', () => {
  const chart = overlayGeometry(groups, groups.map(groupDensity), 'factor', { width: 800, height: 400 });
  expect(chart.curves).toHaveLength(2);
  const [a, b] = chart.curves;
  expect(Math.abs((a?.label.y ?? 0) - (b?.label.y ?? 0))).toBeGreaterThanOrEqual(16);
  chart.curves.forEach(({ points, peak }) => {
    expect(points.every(({ y }) => y >= peak.y && y <= chart.bottom + 1e-6)).toBe(true);
  });
  const first = chart.curves[0]?.peak;
  expect(hitOverlay(chart, first?.x ?? 0, first?.y ?? 0, 12)).toBe(0);
  expect(hitOverlay(chart, 400, -50, 12)).toBe(-1);
});
test('a group without enough papers for a curve is named as such', () => {
  const small = compareGroups(claimRows('d', [2], { key: 'small' }), 'factor', 'topic');
  const chart = overlayGeometry(small, small.map(groupDensity), 'factor', { width: 800, height: 400 });
  expect([chart.curves.length, chart.without.map(({ key }) => key)]).toEqual([0, ['small']]);
});
