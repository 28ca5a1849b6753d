/** Cells of any query's result as text. */
import { number } from '../../charts/geometry/format.ts';
import type { Column } from '../../charts/columns.ts';
import type { ResultColumn } from '../../db/session.ts';

const NUMBER = /^(U?int|float|decimal)/i;
const TIME = /^(date|timestamp)/i;

export const isNumber = ({ type }: ResultColumn): boolean => NUMBER.test(type);
export const isTime = ({ type }: ResultColumn): boolean => TIME.test(type);
export const isText = ({ type }: ResultColumn): boolean =>
  /^(large)?utf8/i.test(type) || /^dictionary/i.test(type);

/** As shown; numbers in the reader's locale where that loses nothing, days and instants as ISO. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : number(value, 6);
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** As exported: the value itself, nested ones as JSON. */
export function cellValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A result's columns for the table and the files of its chart. Two columns may have one name. */
export const resultColumns = (columns: readonly ResultColumn[]): Column<unknown[]>[] =>
  columns.map((column, i) => ({
    key: String(i),
    label: column.name,
    figure: isNumber(column),
    cell: (row) => cellText(row[i]),
    value: (row) => cellValue(row[i]),
  }));
