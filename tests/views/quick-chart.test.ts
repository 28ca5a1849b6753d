import { expect, test } from 'vitest';
import { MOST_BARS, quickChart, type QuickColumn } from '../../src/views/quick-chart.ts';

const column = (name: string, type: QuickColumn['type']): QuickColumn => ({ name, type });
const [month, topic, papers, gains] = [
  column('month', 'time'),
  column('topic', 'text'),
  column('papers', 'number'),
  column('gains', 'number'),
];
const drawn = (columns: QuickColumn[], rows: unknown[][]) => {
  const chart = quickChart(columns, rows);
  if (typeof chart === 'string') throw new Error(chart);
  return chart;
};

test('dates and numbers are lines, one a column, in the order of time', () => {
  const chart = drawn(
    [month, papers, gains],
    [
      ['2025-02-01', 4, 1],
      ['2025-01-01', 2, null],
    ],
  );
  expect(chart).toMatchObject({ kind: 'line', dated: true, x: 'month', y: 'papers, gains', left: 1 });
  expect(chart.series.map(({ name, points }) => [name, points.map(({ y }) => y)])).toEqual([
    ['papers', [2, 4]],
    ['gains', [1]],
  ]);
});

test('dates, names and a number are a line a name; beyond eight it says what is left out', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ['2025-01-01', `t${i % 10}`, i]);
  const chart = drawn([month, topic, papers], rows);
  expect(chart.series).toHaveLength(8);
  expect(chart).toMatchObject({ left: 4, why: 'the first 8 lines' });
});

test('names and a number are bars; beyond their most it says so', () => {
  const rows = Array.from({ length: MOST_BARS + 5 }, (_, i) => [`t${i}`, i]);
  expect(drawn([topic, papers], rows)).toMatchObject({ kind: 'bar', left: 5 });
});

test('two numbers are a scatter, unless the first only rises', () => {
  expect(
    drawn(
      [papers, gains],
      [
        [3, 1],
        [1, 2],
      ],
    ).kind,
  ).toBe('scatter');
  expect(
    drawn(
      [papers, gains],
      [
        [2023, 1],
        [2024, 2],
      ],
    ).kind,
  ).toBe('line');
});

test('rows without a number have no chart, and it says why', () => {
  expect(quickChart([topic], [['a']])).toMatch(/column of numbers/);
  expect(quickChart([topic, papers], [])).toMatch(/no rows/);
});
