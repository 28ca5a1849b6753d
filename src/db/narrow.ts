/**
 * What a question can touch of tables that are read by range: the row groups whose days and ids it may hold, in the
 * files of its years, and of their texts the pages of the papers it names. The page fetches those itself, all at once,
 * and the engine gets them as one small file a table. By itself it opens every file of a table at every question, reads
 * their footers anew, and reads ahead more than it needs (duckdb-wasm 1.28: a file read by HTTP has no age, so that no
 * footer is kept).
 */
import { parquetMetadataAsync, type FileMetaData, type RowGroup } from 'hyparquet';
import type { Chunk, Page } from '../core/parquet/footer.ts';
import type { Manifest, TableName } from '../core/tables/schema.ts';
import {
  chunkOf,
  columnsOf,
  metaOf,
  pageIndexOf,
  pagesIn,
  pagesOfRows,
  partsAsFile,
  type Cut,
  type Part,
} from './cuts.ts';
import { fetchParts, type Parts } from './fetch.ts';
import { filesOf } from './manifest.ts';
import { readColumns } from './parquet.ts';
import type { Reach, TableReach } from './query.ts';
import { keptRanges } from './ranges.ts';

type File = Manifest['tables'][TableName]['files'][number];
type Opened = { file: string; parts: Parts; metadata: FileMetaData };
type Group = { one: Opened; group: RowGroup };

/** A question that touches more is left to the engine, which reads on and on. */
const MOST = { bytes: 12_000_000, requests: 150 };
/** Of column chunks and pages, kept for the questions that follow. */
const KEPT_BYTES = 48_000_000;
/** Files of a table: two years. */
const FEW = 2;
/** Row groups whose papers' places are kept. */
const KEPT_PLACES = 24;

/** The column by which each table is sorted into days. */
const DAY: Partial<Record<TableName, string>> = {
  papers: 'first_seen',
  mentions: 'date',
  paper_topics: 'date',
  metrics: 'date',
};

export type Narrowing = {
  /** The files to run a question over in place of the tables; null where the engine should read those itself. */
  over(reach: Reach): Promise<{ table: TableName; bytes: Uint8Array<ArrayBuffer> }[] | null>;
  /** Reads the footers that a question of this reach would, where they are few. */
  ahead(reach: Reach): void;
};

/** `large`: the tables that the engine holds by range. */
export function narrowing(
  manifest: Manifest,
  base: string,
  large: ReadonlySet<TableName>,
  most = MOST,
): Narrowing {
  const opened = new Map<string, Promise<Opened>>();
  const kept = keptRanges(KEPT_BYTES);
  const places = new Map<string, Promise<ReadonlyMap<string, number[]>>>();

  function open(table: TableName, { file, bytes, rows }: File): Promise<Opened> {
    const there = opened.get(file);
    if (there) return there;
    const parts = fetchParts(base, file, bytes);
    const columns = Object.keys(manifest.tables[table].columns).length;
    const made = parquetMetadataAsync(parts, { initialFetchSize: footerBytes(rows, columns) }).then(
      (metadata) => ({ file, parts, metadata }),
    );
    opened.set(file, made);
    made.catch(() => opened.delete(file));
    return made;
  }

  const filesFor = (table: TableName, reach: TableReach) =>
    filesOf(manifest, table).filter(
      ({ min_date, max_date }) => DAY[table] === undefined || overlaps(min_date, max_date, reach),
    );

  async function groupsOf(table: TableName, reach: TableReach) {
    const day = DAY[table];
    const files = filesFor(table, reach);
    // Where no day is in reach the columns of one file are asked for, without a row.
    const opens = await Promise.all(
      (files.length > 0 ? files : filesOf(manifest, table).slice(0, 1)).map((file) => open(table, file)),
    );
    const groups = opens.flatMap((one) =>
      files.length === 0
        ? []
        : one.metadata.row_groups
            .filter((group) => mayHold(group, day, reach))
            .map((group): Group => ({ one, group })),
    );
    return { schema: opens[0]?.metadata.schema ?? [], groups };
  }

  /** The rows of each paper in a row group whose ids were fetched. */
  function placesIn({ one, group }: Group): Promise<ReadonlyMap<string, number[]>> {
    const [ids] = columnsOf(group, ['paper_id']);
    if (!ids) throw new Error(`${one.file}: no column of ids`);
    const key = `${one.file} ${chunkOf(ids).start}`;
    const there = places.get(key);
    if (there) return there;
    const made = kept.take(one, chunkOf(ids)).then(async (bytes) => {
      const alone = partsAsFile(one.metadata.schema, ['paper_id'], [{ group, cuts: [bytes] }]);
      const { paper_id } = await readColumns(one.file, alone.buffer, ['paper_id']);
      const rows = new Map<string, number[]>();
      for (let row = 0; row < paper_id.length; row++) {
        const id = String(paper_id[row]);
        const of = rows.get(id);
        if (of) of.push(row);
        else rows.set(id, [row]);
      }
      return rows;
    });
    places.set(key, made);
    made.catch(() => places.delete(key));
    const oldest = places.keys().next().value;
    if (places.size > KEPT_PLACES && oldest !== undefined) places.delete(oldest);
    return made;
  }

  /** The columns of a row group in reach: what of each is fetched whole, or where its pages are told. */
  const columnsIn = ({ group }: Group, { columns, papers }: TableReach) =>
    columnsOf(group, columns).map((column) => {
      const index = papers && columns.includes('paper_id') ? pageIndexOf(column) : null;
      return index ? { index } : { whole: chunkOf(column) };
    });

  type Wanted = { one: Opened; chunks: Chunk[] };
  /** False where it is too much. */
  function fetched(wanted: readonly Wanted[]): boolean {
    // Neighbours in a file are fetched together, whatever row group they are of.
    const files = new Map<Opened, Chunk[]>();
    for (const { one, chunks } of wanted) files.set(one, [...(files.get(one) ?? []), ...chunks]);
    const costs = [...files].map(([one, chunks]) => kept.cost(one, chunks));
    if (costs.reduce((sum, { bytes }) => sum + bytes, 0) > most.bytes) return false;
    if (costs.reduce((sum, { requests }) => sum + requests, 0) > most.requests) return false;
    for (const [one, chunks] of files) kept.fetch(one, chunks);
    return true;
  }

  type Held = { whole: Promise<Uint8Array> } | { pages: Promise<Page[]> };
  /** Taken hold of at once: another question may crowd it out of what is kept. */
  const hold = (found: Group, reach: TableReach) => ({
    columns: columnsIn(found, reach).map(({ whole, index }): Held => {
      if (whole) return { whole: kept.take(found.one, whole) };
      const pages = kept.take(found.one, index).then(pagesIn);
      // Heard where it is waited for.
      pages.catch(() => undefined);
      return { pages };
    }),
    places: columnsIn(found, reach).some(({ index }) => index) ? placesIn(found) : null,
  });

  /** Of each column of a row group that is not read whole, its pages and those that hold the papers in reach. */
  async function pagesOf({ columns, places }: ReturnType<typeof hold>, { papers = [] }: TableReach) {
    const rows = await places;
    if (!rows) return [];
    const wanted = papers.flatMap((id) => rows.get(id) ?? []).sort((a, b) => a - b);
    return Promise.all(
      columns.map(async (column) => {
        if ('whole' in column) return null;
        const pages = await column.pages;
        return { pages, taken: pagesOfRows(pages, wanted) };
      }),
    );
  }
  type Paged = Awaited<ReturnType<typeof pagesOf>>;

  function partOf({ one, group }: Group, { columns }: ReturnType<typeof hold>, paged: Paged): Promise<Part> {
    const cuts = columns.map(async (column, i): Promise<Cut> => {
      if ('whole' in column) return column.whole;
      const { pages, taken } = paged[i] ?? { pages: [], taken: [] };
      const bytes = taken.map(async (page) => [page, await kept.take(one, page)] as const);
      return { pages, taken: new Map(await Promise.all(bytes)) };
    });
    return Promise.all(cuts).then((made) => ({ group, cuts: made }));
  }

  const tablesIn = (reach: Reach) => (Object.keys(reach) as TableName[]).filter((table) => large.has(table));

  return {
    ahead: (reach) => {
      for (const table of tablesIn(reach)) {
        const files = filesFor(table, reach[table] ?? { columns: [] });
        // What fails is asked for again by the question itself, and told there.
        if (files.length <= FEW) for (const file of files) open(table, file).catch(() => undefined);
      }
    },
    async over(reach) {
      const tables = tablesIn(reach);
      const found = await Promise.all(
        tables.map(async (table) => {
          const of = reach[table] ?? { columns: [] };
          return { table, of, ...(await groupsOf(table, of)) };
        }),
      );
      const columns = found.flatMap(({ of, groups }) =>
        groups.map((group): Wanted => ({
          one: group.one,
          chunks: columnsIn(group, of).map(({ whole, index }) => whole ?? index),
        })),
      );
      if (!fetched(columns)) return null;
      const held = found.map(({ of, groups }) => groups.map((group) => hold(group, of)));
      const paged = await Promise.all(
        found.map(({ of }, t) => Promise.all((held[t] ?? []).map((group) => pagesOf(group, of)))),
      );
      const pages = found.flatMap(({ groups }, t) =>
        groups.map(({ one }, g): Wanted => ({
          one,
          chunks: (paged[t]?.[g] ?? []).flatMap((column) => column?.taken ?? []),
        })),
      );
      if (!fetched(pages)) return null;
      const made = found.map(({ table, of, schema, groups }, t) => {
        const parts = groups.map((group, g) =>
          partOf(group, held[t]?.[g] ?? { columns: [], places: null }, paged[t]?.[g] ?? []),
        );
        return Promise.all(parts).then((all) => ({ table, bytes: partsAsFile(schema, of.columns, all) }));
      });
      kept.forget();
      return Promise.all(made);
    },
  };
}

/** Holds most footers of the build's files; a longer one costs a second request. */
const footerBytes = (rows: number, columns: number) => 2048 + Math.ceil(rows / 4096 + 1) * columns * 64;

function overlaps(min: string | null, max: string | null, { from, to }: TableReach): boolean {
  return (from == null || max === null || max >= from) && (to == null || min === null || min <= to);
}

/** Whether the least and greatest values of a row group leave room for a row in reach. */
function mayHold(group: RowGroup, day: string | undefined, reach: TableReach): boolean {
  const span = (name: string) => {
    const [column] = columnsOf(group, [name]);
    const found = column && metaOf(column).statistics;
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
