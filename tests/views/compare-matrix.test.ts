import { expect, test } from 'vitest';
import { againstTime } from '../../src/views/against-time.ts';
import { baselineMatrix } from '../../src/views/compare-matrix.ts';
import { toDay } from '../../src/views/time.ts';
import { claimRow, claimRows } from './claims-made.ts';

const label = (key: string) => key.toUpperCase();
const most = { rows: 5, columns: 5 };

test('a cell has a median over its papers, or says that they are too few; nothing is pooled', () => {
  const rows = [
    ...claimRows('a', [2, 3, 4, 5, 6, 7], { key: 't', baseline: 'vLLM' }),
    ...claimRows('b', [9, 9], { key: 't', baseline: 'BERT' }),
    ...claimRows('c', [50, 60, 70], { key: 't' }),
  ];
  const matrix = baselineMatrix(rows, 'factor', 'topic', label, most);
  expect(matrix.rows.map((row) => row.label)).toEqual(['vLLM', 'BERT']);
  expect(matrix.cells).toMatchObject([
    { row: 0, column: 0, baseline: 'vLLM', name: 'T', papers: 6, median: { kind: 'median', median: 4.5 } },
    { row: 1, column: 0, papers: 2, median: { kind: 'not-enough' } },
  ]);
  expect(matrix).toMatchObject({ filled: 2, sparse: 1, unnamed: 3, claims: 11 });
});
test('a claim under two topics is one claim of its baseline', () => {
  const claim = claimRow('a', 2, { baseline: 'vLLM', key: 't' });
  const matrix = baselineMatrix([claim, { ...claim, key: 'u' }], 'factor', 'topic', label, most);
  expect(matrix.rows[0]?.claims).toHaveLength(1);
  expect(matrix.cells.map(({ column }) => column)).toEqual([0, 1]);
  expect(matrix.claims).toBe(1);
});
test('what is not shown is counted', () => {
  const rows = ['x', 'y', 'z'].flatMap((name) =>
    claimRows(name, [2], { baseline: `model ${name}`, key: `topic ${name}` }),
  );
  expect(baselineMatrix(rows, 'factor', 'topic', label, { rows: 2, columns: 1 })).toMatchObject({
    hiddenRows: 1,
    hiddenColumns: 2,
  });
});
test('a price alone is a cell without papers', () => {
  const rows = [claimRow('a', 0.9, { key: 't', baseline: 'vLLM', sense: 'worse' })];
  expect(baselineMatrix(rows, 'factor', 'topic', label, most)).toMatchObject({
    cells: [{ papers: 0 }],
    filled: 0,
  });
});

const day = toDay('2025-02-10');
const later = toDay('2025-05-10');
const range = { from: toDay('2025-01-01'), to: toDay('2025-05-31') };
test('of the papers with a claim in a quarter, the share that names a baseline, each paper once', () => {
  const named = { key: 'vLLM', baseline: 'vLLM' };
  const told = againstTime(
    [
      claimRow('a', 2, { ...named, day }),
      claimRow('a', 3, { ...named, day }),
      claimRow('b', 3, { day }),
      claimRow('c', 3, { ...named, day: later }),
    ],
    'factor',
    range,
  );
  expect(told).toMatchObject({ papers: 3, naming: 2, baselines: 1 });
  expect(told.series[0]?.points.map(({ k, n, value }) => [k, n, value])).toEqual([
    [1, 2, 0.5],
    [1, 1, 1],
  ]);
});
test('a quarter that the range does not cover is incomplete, and one without papers has no share', () => {
  const [series] = againstTime(
    [claimRow('a', 2, { key: 'vLLM', baseline: 'vLLM', day: later })],
    'factor',
    range,
  ).series;
  expect(series?.points.map(({ period, value, n }) => [period.complete, value, n])).toEqual([
    [true, null, 0],
    [false, 1, 1],
  ]);
});
test('chosen baselines are shown instead of the most named, and all are offered', () => {
  const rows = [
    ...claimRows('a', [2, 3], { key: 'vLLM', baseline: 'vLLM', day }),
    ...claimRows('b', [2], { key: 'BERT', baseline: 'BERT', day }),
  ];
  const told = againstTime(rows, 'factor', range, ['bert']);
  expect(told.series.map((series) => series.label)).toEqual(['BERT']);
  expect(told.named.map(({ key }) => key)).toEqual(['vllm', 'bert']);
});
