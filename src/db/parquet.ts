/** Small Parquet files straight into columns, without the engine: the first chart does not wait for it. */
import { parquetRead } from 'hyparquet';
import { decompress } from 'fzstd';
import { notADataset } from './fetch.ts';

export type Columns<Name extends string> = Record<Name, ArrayLike<unknown>> & { rows: number };

const DAY = 86_400_000;

/** Dates arrive as day numbers since 1970-01-01 (UTC). `bytes` is one whole file. */
export async function readColumns<Name extends string>(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  names: readonly Name[],
): Promise<Columns<Name>> {
  const chunks = new Map<string, ArrayLike<unknown>[]>(names.map((name) => [name, []]));
  try {
    await parquetRead({
      file: bytes.buffer,
      columns: [...names],
      compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
      parsers: { dateFromDays: (days: number) => days },
      onChunk: ({ columnName, columnData }) => chunks.get(columnName)?.push(columnData),
    });
  } catch (error) {
    throw notADataset(file, `cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  const columns = Object.fromEntries(names.map((name) => [name, whole(chunks.get(name) ?? [])]));
  const first = columns[names[0] ?? ''];
  return { ...columns, rows: first?.length ?? 0 } as Columns<Name>;
}

function whole(parts: ArrayLike<unknown>[]): ArrayLike<unknown> {
  const only = parts[0];
  return parts.length === 1 && only ? only : parts.flatMap((part) => Array.from(part));
}

/** A date cell as a day number, whichever way the reader gave it. */
export const dayNumber = (cell: unknown): number =>
  cell instanceof Date ? Math.round(cell.getTime() / DAY) : Number(cell);
