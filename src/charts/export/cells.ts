/** A chart's table as values and as shown, and its files: CSV (RFC 4180) and JSON. */
import type { Column } from '../columns.ts';
import type { Source } from '../share.ts';

export type Cell = string | number | null;
export type Cells = {
  columns: { key: string; label: string }[];
  rows: Cell[][];
};

/**
 * A column with a raw value becomes two: the value, and beside it the text as shown. Keys and labels are made unique,
 * since both name columns in a file.
 */
export function tableCells<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Cells {
  const parts = columns.flatMap(({ key, label, name = label, cell, value }) =>
    value
      ? [
          { key, label: name, of: value },
          { key: `${key}_shown`, label: `${name} (as shown)`, of: cell },
        ]
      : [{ key, label: name, of: cell }],
  );
  const keys = unique(parts.map(({ key }) => key));
  const labels = unique(parts.map(({ label }) => label));
  return {
    columns: parts.map((_, i) => ({ key: keys[i] ?? '', label: labels[i] ?? '' })),
    rows: rows.map((row) =>
      parts.map(({ of }): Cell => {
        const value = of(row);
        // No file format here knows infinity or "not a number".
        return typeof value === 'number' && !Number.isFinite(value) ? null : value;
      }),
    ),
  };
}

function unique(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let found = name;
    for (let n = 2; used.has(found); n++) found = `${name} ${n}`;
    used.add(found);
    return found;
  });
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?$/i;
/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection); full-width forms count too. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** A text that a spreadsheet would run gets an apostrophe before it; a plain number stays one. */
export const guarded = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text.trim()) ? `'${text}` : text;

function csvField(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : guarded(cell);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvField).join(',')}\r\n`;

/** UTF-8 without a byte order mark, CRLF, a header. */
export const csvOf = ({ columns, rows }: Cells): string =>
  [csvLine(columns.map(({ label }) => label)), ...rows.map(csvLine)].join('');

export type Described = { title: string; subtitle: string; url: string; source: Source };

/** The rows as objects, with what they are and what they are made from. */
export function jsonOf({ columns, rows }: Cells, { title, subtitle, url, source }: Described): string {
  const whole = {
    title,
    subtitle,
    dataset: source.version,
    first: source.first,
    last: source.last,
    filter: source.filter,
    url,
    made: source.day,
    columns: Object.fromEntries(columns.map(({ key, label }) => [key, label])),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key }, i) => [key, row[i] ?? null]))),
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}
