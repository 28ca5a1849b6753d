/**
 * A dataset of any size out of a built one: its papers copied under fresh ids, its dates spread over ten years, its
 * cubes rolled up anew by the build's own SQL. For measuring the page; what the build costs is bench/build.ts's.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { TABLE_NAMES, tables, type Manifest, type TableName } from '../../src/core/tables/schema.ts';
import { sqlText } from '../build/merge.ts';
import { writeRows } from '../build/pages.ts';
import { TABLE_PLANS } from '../build/tables.ts';
import { publish } from '../spark/publish.ts';

/**
 * Copies are moved back by multiples of three weeks, up to six and a half years: further apart than a row group
 * reaches at a million papers, so that no text stands twice where a compressor would see it.
 */
const STEP_WEEKS = 3;
const MOST_WEEKS = 340;
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Writes a dataset of at least `papers` papers to `out`, unless one stands there. Returns its manifest. */
export async function enlarge(base: string, papers: number, out: string): Promise<Manifest> {
  try {
    return JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    // None yet.
  }
  const manifest = JSON.parse(readFileSync(join(base, 'manifest.json'), 'utf8')) as Manifest;
  const copies = Math.ceil(papers / manifest.tables.papers.rows);
  const folder = mkdtempSync(join(tmpdir(), 'papertide-enlarge-'));
  const instance = await DuckDBInstance.create(join(folder, 'work.duckdb'), {
    memory_limit: '2GB',
    threads: String(availableParallelism()),
    temp_directory: folder,
  });
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE TABLE copy AS
      SELECT range::INTEGER AS c, concat('~', range) AS mark, (7 * ((range * ${STEP_WEEKS}) % ${MOST_WEEKS}))::INTEGER AS days
      FROM range(${copies})`);
    // Ids run with time, as arXiv's do: whatever is sorted by them lies near its day.
    const papers = manifest.tables.papers.files.map(({ file }) => quote(join(base, file)));
    await connection.run(`CREATE TABLE renamed AS
      SELECT p.paper_id, c.c, concat('arxiv:', strftime(p.first_seen - c.days, '%y%m'), '.', lpad(
        (row_number() OVER (PARTITION BY date_trunc('month', p.first_seen - c.days) ORDER BY p.first_seen - c.days, c.c, p.paper_id))::VARCHAR, 5, '0')) AS id
      FROM read_parquet([${papers.join(', ')}]) p, copy c`);
    for (const table of TABLE_NAMES)
      if (table !== 'trend_cube' && table !== 'metric_cube')
        await connection.run(`CREATE VIEW ${table} AS ${enlarged(table, manifest, base)}`);
    for (const cube of ['trend_cube', 'metric_cube'])
      await connection.run(`CREATE TABLE ${cube} AS ${sqlText(cube)}`);
    await connection.run('SET threads = 1');
    for (const table of TABLE_NAMES) await writeParts(connection, table, join(folder, 'tables', table));
    return await publish(join(folder, 'tables'), out, 'no: enlarged for measuring');
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Columns that name a paper, a digest or a day are told apart by copy; topics and rejects stay as they are. */
function enlarged(table: TableName, manifest: Manifest, base: string): string {
  const files = manifest.tables[table].files.map(({ file }) => quote(join(base, file)));
  const rows = `read_parquet([${files.join(', ')}])`;
  if (table === 'topics' || table === 'rejects') return `SELECT * FROM ${rows}`;
  const columns = Object.keys(tables[table]).map((name) => {
    if (name === 'paper_id') return 'r.id AS paper_id';
    if (name === 'digest_id') return `concat(t.${name}, c.mark) AS ${name}`;
    if (name === 'metric_id') return `concat(r.id, substr(t.metric_id, length(t.paper_id) + 1)) AS ${name}`;
    if (name === 'date' || name === 'first_seen' || name === 'published') return `t.${name} - c.days AS ${name}`;
    return `t."${name}"`;
  });
  const named = 'paper_id' in tables[table] ? 'JOIN renamed r ON r.paper_id = t.paper_id AND r.c = c.c' : '';
  return `SELECT ${columns.join(', ')} FROM ${rows} t CROSS JOIN copy c ${named}`;
}

async function writeParts(connection: DuckDBConnection, table: TableName, folder: string): Promise<void> {
  const plan = TABLE_PLANS.find((one) => one.table === table);
  if (!plan) throw new Error(`no plan for the table ${table}`);
  const order = plan.orderBy
    .split(', ')
    .filter((part) => part.includes('(') || (part.split(' ')[0] ?? '') in tables[table])
    .join(', ');
  const [count] = (await connection.runAndReadAll(`SELECT count(*)::INTEGER AS n FROM ${table}`)).getRowObjectsJS();
  const years =
    plan.day && (count?.n as number) > plan.oneFile
      ? (
          await connection.runAndReadAll(`SELECT DISTINCT year(${plan.day})::INTEGER AS y FROM ${table} ORDER BY y`)
        )
          .getRowObjectsJS()
          .map(({ y }) => y as number)
      : [0];
  for (const y of years) {
    mkdirSync(join(folder, `part=${y}`), { recursive: true });
    const where = y === 0 ? '' : `WHERE year(${plan.day}) = ${y}`;
    const rows = `SELECT * FROM ${table} ${where} ORDER BY ${order}`;
    await writeRows((text) => connection.run(text), plan, rows, join(folder, `part=${y}`, 'rows.parquet'));
  }
  writeFileSync(join(folder, '_SUCCESS'), '');
}
