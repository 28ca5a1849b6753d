/** Small Parquet files straight into columns, without the engine: the first chart does not wait for it. */
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import { decompress } from 'fzstd';
import { LoadError, notADataset, type Parts } from './fetch.ts';

export type Columns<Name extends string> = Record<Name, ArrayLike<unknown>> & { rows: number };

const DAY = 86_400_000;
/** Holds the footer of a file of few columns and row groups; a longer one costs a second request. */
const FOOTER_BYTES = 4096;

/** Dates arrive as day numbers since 1970-01-01 (UTC). Of `source`, only the columns' own bytes are read. */
export async function readColumns<Name extends string>(
  file: string,
  source: ArrayBuffer | Parts,
  names: readonly Name[],
): Promise<Columns<Name>> {
  const chunks = new Map<string, ArrayLike<unknown>[]>(names.map((name) => [name, []]));
  try {
    const metadata = await parquetMetadataAsync(source, { initialFetchSize: FOOTER_BYTES });
    await parquetRead({
      file: source,
      metadata,
      columns: [...names],
      compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
      parsers: { dateFromDays: (days: number) => days },
      onChunk: ({ columnName, columnData }) => chunks.get(columnName)?.push(columnData),
    });
  } catch (error) {
    if (error instanceof LoadError) throw error;
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
