/**
 * What a question can touch of tables that are read by range: the row groups whose days and ids it may hold, in the
 * files of its years. The page fetches those itself, all at once, and the engine gets them as one small file a table. By
 * itself it opens every file of a table at every question, reads their footers anew, and reads ahead more than it needs
 * (duckdb-wasm 1.28: a file read by HTTP has no age, so that no footer is kept).
 */
import { parquetMetadataAsync, type FileMetaData, type RowGroup } from 'hyparquet';
import type { Manifest, TableName } from '../core/tables/schema.ts';
import { fetchParts, type Parts } from './fetch.ts';
import { filesOf } from './manifest.ts';
import { chunkOf, columnsOf, partsAsFile, type Chunk, type Part } from './parquet-footer.ts';
import type { Reach, TableReach } from './query.ts';

type File = Manifest['tables'][TableName]['files'][number];
type Opened = { file: File; parts: Parts; metadata: FileMetaData };

/** Holds most footers of a year's file; a longer one costs a second request. */
const FOOTER_BYTES = 65_536;
/** Bytes between two chunks that are fetched along rather than asked for apart. */
const GAP = 8192;
/** A question that touches more is left to the engine, which reads on and on. */
const MOST = { bytes: 12_000_000, requests: 150 };
/** Of column chunks, kept for the questions that follow. */
const KEPT_BYTES = 48_000_000;

/** The column by which each table is sorted into days, and which of its columns holds what a reach names. */
const DAY: Partial<Record<TableName, string>> = {
  papers: 'first_seen',
  mentions: 'date',
  paper_topics: 'date',
  metrics: 'date',
};

export type Narrowing = {
  /** The files to run a question over in place of the tables; null where the engine should read those itself. */
  over(reach: Reach): Promise<{ table: TableName; bytes: Uint8Array<ArrayBuffer> }[] | null>;
};

/** `large`: the tables that the engine holds by range. */
export function narrowing(
  manifest: Manifest,
  base: string,
  large: ReadonlySet<TableName>,
  most = MOST,
): Narrowing {
  const opened = new Map<string, Promise<Opened>>();
  const kept = new Map<string, { length: number; bytes: Promise<Uint8Array> }>();
  let keptBytes = 0;

  function open(file: File): Promise<Opened> {
    const there = opened.get(file.file);
    if (there) return there;
    const parts = fetchParts(base, file.file, file.bytes);
    const made = parquetMetadataAsync(parts, { initialFetchSize: FOOTER_BYTES }).then((metadata) => ({
      file,
      parts,
      metadata,
    }));
    opened.set(file.file, made);
    made.catch(() => opened.delete(file.file));
    return made;
  }

  const keyOf = (file: File, { start }: Chunk) => `${file.file} ${start}`;

  function keep(key: string, length: number, bytes: Promise<Uint8Array>): void {
    const held = { length, bytes };
    kept.set(key, held);
    keptBytes += length;
    bytes.catch(() => {
      // Forgotten meanwhile, and perhaps asked for anew: that one is not this.
      if (kept.get(key) === held) drop(key, length);
    });
  }

  function drop(key: string, length: number): void {
    kept.delete(key);
    keptBytes -= length;
  }

  /** What is asked for again is put behind: the oldest go first. */
  function take(key: string): Promise<Uint8Array> {
    const held = kept.get(key);
    if (!held) throw new Error(`The column chunk ${key} was not fetched before it was read.`);
    kept.delete(key);
    kept.set(key, held);
    return held.bytes;
  }

  function forget(): void {
    for (const [key, { length }] of kept) {
      if (keptBytes <= KEPT_BYTES) return;
      drop(key, length);
    }
  }

  /** Fetches what is not kept, neighbours together. */
  function fetchChunks({ file, parts }: Opened, chunks: readonly Chunk[]): void {
    for (const run of runsOf(chunks.filter((chunk) => !kept.has(keyOf(file, chunk))))) {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last) continue;
      const got = parts.slice(first.start, last.start + last.length);
      for (const chunk of run) {
        const from = chunk.start - first.start;
        keep(
          keyOf(file, chunk),
          chunk.length,
          got.then((bytes) => new Uint8Array(bytes.slice(from, from + chunk.length))),
        );
      }
    }
  }

  async function tableOver(table: TableName, reach: TableReach) {
    const day = DAY[table];
    const files = filesOf(manifest, table).filter(
      ({ min_date, max_date }) => day === undefined || overlaps(min_date, max_date, reach),
    );
    // Where no day is in reach the columns of one file are asked for, without a row.
    const opens = await Promise.all(
      (files.length > 0 ? files : filesOf(manifest, table).slice(0, 1)).map((file) => open(file)),
    );
    return opens.map((one) => ({
      one,
      groups: files.length === 0 ? [] : one.metadata.row_groups.filter((group) => mayHold(group, day, reach)),
    }));
  }

  return {
    async over(reach) {
      const tables = (Object.keys(reach) as TableName[]).filter((table) => large.has(table));
      const found = await Promise.all(
        tables.map(async (table) => {
          const of = reach[table] ?? { columns: [] };
          return { table, of, parts: await tableOver(table, of) };
        }),
      );
      const wanted = found.flatMap(({ of, parts }) =>
        parts.map(({ one, groups }) => ({
          one,
          chunks: groups.flatMap((group) => columnsOf(group, of.columns).map(chunkOf)),
        })),
      );
      const bytes = wanted.reduce(
        (sum, { chunks }) => sum + chunks.reduce((s, { length }) => s + length, 0),
        0,
      );
      const requests = wanted.reduce((sum, { chunks }) => sum + runsOf(chunks).length, 0);
      if (bytes > most.bytes || requests > most.requests) return null;
      for (const { one, chunks } of wanted) fetchChunks(one, chunks);
      // Taken hold of at once: another question may crowd them out of what is kept.
      const read = (file: File, group: RowGroup, columns: readonly string[]): Promise<Part> => {
        const chunks = columnsOf(group, columns).map((column) => take(keyOf(file, chunkOf(column))));
        return Promise.all(chunks).then((bytes) => ({ group, bytes }));
      };
      const made = await Promise.all(
        found.map(({ table, of, parts }) => {
          const groups = parts.flatMap(({ one, groups }) =>
            groups.map((group) => read(one.file, group, of.columns)),
          );
          const schema = parts[0]?.one.metadata.schema ?? [];
          return Promise.all(groups).then((all) => ({ table, bytes: partsAsFile(schema, of.columns, all) }));
        }),
      );
      forget();
      return made;
    },
  };
}

/** Chunks in the order of the file, those that lie close together as one. */
function runsOf(chunks: readonly Chunk[]): Chunk[][] {
  const runs: Chunk[][] = [];
  for (const chunk of [...chunks].sort((a, b) => a.start - b.start)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && chunk.start - (last.start + last.length) <= GAP) run.push(chunk);
    else runs.push([chunk]);
  }
  return runs;
}

function overlaps(min: string | null, max: string | null, { from, to }: TableReach): boolean {
  return (from == null || max === null || max >= from) && (to == null || min === null || min <= to);
}

/** Whether the least and greatest values of a row group leave room for a row in reach. */
function mayHold(group: RowGroup, day: string | undefined, reach: TableReach): boolean {
  const span = (name: string) => {
    const found = columnsOf(group, [name])[0]?.meta_data?.statistics;
    const [min, max] = [found?.min_value ?? found?.min, found?.max_value ?? found?.max];
    return min === undefined || max === undefined ? null : { min: asText(min), max: asText(max) };
  };
  const days = day === undefined ? null : span(day);
  if (days && !overlaps(days.min, days.max, reach)) return false;
  return [
    ['paper_id', reach.papers],
    ['topic_id', reach.topics],
  ].every(([name, values]) => {
    if (!Array.isArray(values)) return true;
    const found = span(name as string);
    return !found || values.some((value) => value >= found.min && value <= found.max);
  });
}

const asText = (value: unknown): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
