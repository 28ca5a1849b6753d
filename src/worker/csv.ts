/** Rows ⇄ CSV as the engine reads and writes it: every text quoted, and a mark for null that no text is. */
import Papa from 'papaparse';
import { NULL_MARK } from '../core/tables/own.ts';

export type Cell = string | number | boolean | null | undefined;

/** A text as the engine can hold it. Its length in UTF-16 units stays, so that offsets hold. */
export const storable = (text: string): string =>
  // NUL ends a string in C, a lone surrogate has no UTF-8: the replacement character takes their place.
  text.replace(/\p{Surrogate}|\0/gu, '\uFFFD');

const quoted = (text: string) => `"${storable(text).replaceAll('"', '""')}"`;

/** `columns` are names with the engine's types: VARCHAR is quoted, all else written as it is. No header. */
export function csvOf<Row extends object>(
  columns: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Uint8Array<ArrayBuffer> {
  const plan = Object.entries(columns).map(([name, type]) => ({
    name: name as keyof Row,
    text: type === 'VARCHAR',
  }));
  const lines = rows.map(
    (row) =>
      `${plan
        .map(({ name, text }) => {
          const cell = row[name] as Cell;
          if (cell === null || cell === undefined) return NULL_MARK;
          return text ? quoted(String(cell)) : String(cell);
        })
        .join(',')}\n`,
  );
  return new TextEncoder().encode(lines.join(''));
}

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
