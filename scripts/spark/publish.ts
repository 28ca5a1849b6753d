/** What Spark wrote → a dataset: its part files under names by content, and the manifest, written last. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { TABLE_NAMES, tables, type Manifest, type TableName } from '../../src/core/tables/schema.ts';
import { leadFrom } from '../build/lead.ts';
import { ROOT } from '../build/options.ts';
import { TABLE_PLANS } from '../build/tables.ts';
import { removeOld, writeManifest } from '../build/write.ts';

type TableFiles = Manifest['tables'][TableName];
type Ask = <Row>(text: string) => Promise<Row[]>;
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Copies the tables under `written` into `out` as a dataset. The old dataset stands until the manifest is in place. */
export async function publish(written: string, out: string, spark: string): Promise<Manifest> {
  mkdirSync(out, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const ask = asker(connection);
    const filed = {} as Record<TableName, TableFiles>;
    for (const table of TABLE_NAMES) filed[table] = await filesOf(ask, table, join(written, table), out);
    const manifest = await manifestOf(ask, filed, out, spark);
    writeManifest(out, manifest);
    removeOld(out, manifest);
    return manifest;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const asker =
  (connection: DuckDBConnection): Ask =>
  async <Row>(text: string) =>
    (await connection.runAndReadAll(text)).getRowObjectsJS() as Row[];

async function filesOf(ask: Ask, table: TableName, folder: string, out: string): Promise<TableFiles> {
  const day = TABLE_PLANS.find((plan) => plan.table === table)?.day ?? null;
  const range = day ? `min(${day})::VARCHAR AS min, max(${day})::VARCHAR AS max` : 'NULL AS min, NULL AS max';
  const files: TableFiles['files'] = [];
  const parts = partsIn(folder);
  if (parts.length === 0) parts.push({ path: await emptyFile(ask, table, folder), year: '' });
  for (const { path, year } of parts) {
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
    const file = `${table}${year}-${hash}.parquet`;
    copyFileSync(path, join(out, file));
    const [facts] = await ask<{ rows: number; min: string | null; max: string | null }>(
      `SELECT count(*)::INTEGER AS rows, ${range} FROM read_parquet(${quote(path)}, hive_partitioning = false)`,
    );
    if (!facts) throw new Error(`no count of ${path}`);
    files.push({
      file,
      bytes: statSync(path).size,
      rows: facts.rows,
      min_date: facts.min,
      max_date: facts.max,
    });
  }
  files.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { files, rows: files.reduce((sum, f) => sum + f.rows, 0), columns: { ...tables[table] } };
}

/** A table without rows has no part; the dataset has it all the same. */
async function emptyFile(ask: Ask, table: TableName, folder: string): Promise<string> {
  const path = join(folder, 'empty.parquet');
  const columns = Object.entries(tables[table]).map(([name, type]) => `NULL::${type} AS "${name}"`);
  await ask(
    `COPY (SELECT ${columns.join(', ')} WHERE false) TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  return path;
}

/** Spark's layout: `part=2025/part-00000-….zstd.parquet`, part 0 for a table that is not parted. */
function partsIn(folder: string): { path: string; year: string }[] {
  if (!existsSync(join(folder, '_SUCCESS')))
    throw new Error(`Spark did not finish the table in ${folder}: see the job's log.`);
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.parquet'),
  );
  return found.sort().map((name) => {
    const part = /part=(\d+)/.exec(name)?.[1];
    if (part === undefined) throw new Error(`${basename(name)} is not in a folder part=…`);
    return { path: join(folder, name), year: part === '0' ? '' : `-${part}` };
  });
}

async function manifestOf(
  ask: Ask,
  filed: Record<TableName, TableFiles>,
  out: string,
  spark: string,
): Promise<Manifest> {
  const rowsOf = (table: TableName) =>
    `read_parquet([${filed[table].files.map((f) => quote(join(out, f.file))).join(', ')}])`;
  const [range] = await ask<{ first: string | null; last: string | null }>(
    `SELECT min(first_seen)::VARCHAR AS first, max(first_seen)::VARCHAR AS last FROM ${rowsOf('papers')}`,
  );
  const sources = await ask<Manifest['sources'][number]>(`
    WITH listing AS (
      SELECT d.source, count(DISTINCT m.paper_id) AS papers
      FROM ${rowsOf('mentions')} m
      JOIN ${rowsOf('digests')} d USING (digest_id)
      GROUP BY d.source
    )
    SELECT d.source, count(*)::INTEGER AS digests, coalesce(max(l.papers), 0)::INTEGER AS papers,
      min(d.date)::VARCHAR AS first, max(d.date)::VARCHAR AS last
    FROM ${rowsOf('digests')} d
    LEFT JOIN listing l USING (source)
    GROUP BY d.source
    ORDER BY d.source`);
  const areas = await ask<{ area: string }>(
    `SELECT DISTINCT area FROM ${rowsOf('topics')} WHERE area IS NOT NULL ORDER BY area`,
  );
  const names = TABLE_NAMES.flatMap((table) => filed[table].files.map((f) => f.file));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    format: 'papertide',
    version: 1,
    built_with: { papertide: version, spark },
    content: createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16),
    first: range?.first ?? null,
    last: range?.last ?? null,
    sources,
    areas: areas.map((a) => a.area),
    lead: await leadFrom(
      ask,
      { cube: rowsOf('trend_cube'), topics: rowsOf('topics') },
      { sources, last: range?.last ?? null },
    ),
    tables: filed,
  };
}
