/** Rows ⇄ CSV as the engine reads and writes it: every text quoted, and a mark for null that no text is. */
import Papa from 'papaparse';
import { NULL_MARK } from '../core/tables/own.ts';

export type Cell = string | number | boolean | null | undefined;

type Checked = string & { isWellFormed?: () => boolean };

/** A text as the engine can hold it. Its length in UTF-16 units stays, so that offsets hold. */
export function storable(text: string): string {
  if (!text.includes('\0') && (text as Checked).isWellFormed?.()) return text;
  // NUL ends a string in C, a lone surrogate has no UTF-8: the replacement character takes their place.
  return text.replace(/\p{Surrogate}|\0/gu, '\uFFFD');
}

/** A cell that is a text. */
export function quoted(raw: string): string {
  const text = storable(raw);
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

/** `columns` are names with the engine's types: VARCHAR is quoted, all else written as it is. No header. */
export function csvOf(
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(columns);
  const texts = Object.values(columns).map((type) => type === 'VARCHAR');
  const lines: string[] = [];
  for (const row of rows as readonly Record<string, Cell>[]) {
    let line = '';
    for (const [i, name] of names.entries()) {
      const cell = row[name];
      if (i > 0) line += ',';
      line +=
        cell === null || cell === undefined ? NULL_MARK : texts[i] ? quoted(String(cell)) : String(cell);
    }
    lines.push(line);
  }
  return bytesOf(lines);
}

export const bytesOf = (lines: readonly string[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(lines.length > 0 ? `${lines.join('\n')}\n` : '');

/** CSV with a header → rows of texts and nulls. */
export function rowsOf<Name extends string>(bytes: Uint8Array): Record<Name, string | null>[] {
  const { data } = Papa.parse<Record<string, string>>(new TextDecoder().decode(bytes), {
    header: true,
    skipEmptyLines: true,
  });
  return data.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, cell === NULL_MARK ? null : cell]),
      ) as Record<Name, string | null>,
  );
}
