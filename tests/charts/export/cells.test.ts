import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { Column } from '../../../src/charts/columns.ts';
import { csvOf, guarded, jsonOf, tableCells, type Cell } from '../../../src/charts/export/cells.ts';

type Row = { name: string; share: number };
const columns: Column<Row>[] = [
  { key: 'name', label: 'Name', cell: ({ name }) => name },
  {
    key: 'share',
    label: 'share',
    name: 'Agents, share',
    cell: ({ share }) => `${share * 100}%`,
    value: ({ share }) => share,
  },
];

test('a raw number stands beside the text that the table shows', () => {
  expect(tableCells(columns, [{ name: 'a', share: 0.25 }])).toEqual({
    columns: [
      { key: 'name', label: 'Name' },
      { key: 'share', label: 'Agents, share' },
      { key: 'share_shown', label: 'Agents, share (as shown)' },
    ],
    rows: [['a', 0.25, '25%']],
  });
});

test('columns of one name are told apart', () => {
  const twice = tableCells([...columns, ...columns], []);
  expect(twice.columns.map(({ label }) => label)).toEqual([
    'Name',
    'Agents, share',
    'Agents, share (as shown)',
    'Name 2',
    'Agents, share 2',
    'Agents, share (as shown) 2',
  ]);
});

test('what a spreadsheet would run begins with an apostrophe, numbers do not', () => {
  for (const text of ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uff1d1', '\u0000=1']) {
    expect(guarded(text)).toBe(`'${text}`);
  }
  for (const text of ['-5', '+4.1%', '-1e-7', '3', 'a=b', '−5 points', '']) expect(guarded(text)).toBe(text);
});

test('no field of a CSV file begins as a formula, and each cell comes back from it', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('=HYPERLINK("x")', '@a', '-1+1', 'a,b', 'say "so"', 'two\r\nlines', '\ttab', ' pad '),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const text = csvOf({
        columns: ['a', 'b', 'c'].map((key) => ({ key, label: key })),
        rows,
      });
      expect(text.startsWith('\uFEFF')).toBe(false);
      const read = Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' });
      expect(read.errors).toEqual([]);
      const found = read.data.slice(1, -1);
      const wanted = rows.map((row) =>
        row.map((one) => (one === null ? '' : typeof one === 'number' ? String(one) : guarded(one))),
      );
      expect(found).toEqual(wanted);
      for (const field of found.flat()) {
        if (Number.isNaN(Number(field.replace('%', '')))) expect(field).not.toMatch(/^[=+\-@\t\r]/);
      }
    }),
    { numRuns: 300 },
  );
});

test('a JSON file tells what its rows are made from, and a number that is none is null', () => {
  const source = {
    version: 'abc',
    first: '2024-01-01',
    last: '2025-01-01',
    filter: 'topic X',
    day: '2026-01-02',
  };
  const cells = tableCells(columns, [{ name: 'a', share: Infinity }]);
  const read: unknown = JSON.parse(jsonOf(cells, { title: 'T', subtitle: 'S', url: 'u', source }));
  expect(read).toMatchObject({
    dataset: 'abc',
    filter: 'topic X',
    made: '2026-01-02',
    columns: { share: 'Agents, share' },
    rows: [{ name: 'a', share: null }],
  });
});
