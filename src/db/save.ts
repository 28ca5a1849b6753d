/** The tables as they stand in the engine, built and own together → Parquet, a file a table. */
import { TABLE_NAMES, tables, type TableName } from '../core/tables/schema.ts';
import type { OwnEngine } from './load-own.ts';

export type SavedTable = {
  table: TableName;
  bytes: Uint8Array;
  rows: number;
  min_date: string | null;
  max_date: string | null;
};

/** As the build sorts and cuts them, so that a filter reads few row groups. */
const LAYOUT: Record<TableName, { orderBy: string; day: string | null; rowGroup: number }> = {
  papers: { orderBy: 'first_seen, paper_id', day: 'first_seen', rowGroup: 2048 },
  digests: { orderBy: 'date, digest_id', day: 'date', rowGroup: 8192 },
  mentions: { orderBy: 'paper_id, date, digest_id, rank', day: 'date', rowGroup: 2048 },
  topics: { orderBy: 'kind, topic_id', day: null, rowGroup: 8192 },
  paper_topics: {
    orderBy: 'year(date), weekofyear(date), topic_id, date, paper_id',
    day: 'date',
    rowGroup: 2048,
  },
  metrics: { orderBy: 'date, paper_id, kind, start, length', day: 'date', rowGroup: 4096 },
  trend_cube: { orderBy: 'topic, week, sources', day: 'week', rowGroup: 122_880 },
  metric_cube: {
    orderBy: 'kind, measure, topic, month, sources, bin NULLS FIRST',
    day: 'month',
    rowGroup: 122_880,
  },
  rejects: { orderBy: 'file, line, reason', day: null, rowGroup: 8192 },
};

async function saveTable(engine: OwnEngine, table: TableName): Promise<SavedTable> {
  const { orderBy, day, rowGroup } = LAYOUT[table];
  const columns = Object.entries(tables[table]).map(
    ([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`,
  );
  const file = `save-${table}.parquet`;
  // A file that is there already: the engine warns of one that it must make.
  await engine.addBuffer(file, new Uint8Array(0));
  await engine.run(
    `COPY (SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${orderBy}) TO '${file}' (FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE ${rowGroup})`,
    [],
  );
  const range =
    day === null ? 'NULL AS min, NULL AS max' : `min(${day})::VARCHAR AS min, max(${day})::VARCHAR AS max`;
  const [counted] = (await engine.run(`SELECT count(*)::INT AS rows, ${range} FROM ${table}`, [])) as {
    rows: number;
    min: string | null;
    max: string | null;
  }[];
  return {
    table,
    bytes: await engine.takeFile(file),
    rows: counted?.rows ?? 0,
    min_date: counted?.min ?? null,
    max_date: counted?.max ?? null,
  };
}

/** All tables, one after the other: each is in memory twice while it is written. */
export async function saveTables(
  engine: OwnEngine,
  told: (done: number, total: number) => void,
): Promise<{ tables: SavedTable[]; engineVersion: string }> {
  const saved: SavedTable[] = [];
  for (const [done, table] of TABLE_NAMES.entries()) {
    told(done, TABLE_NAMES.length);
    saved.push(await saveTable(engine, table));
  }
  const [version] = (await engine.run('SELECT version() AS version', [])) as { version: string }[];
  return { tables: saved, engineVersion: version?.version ?? '' };
}
