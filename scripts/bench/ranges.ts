/**
 * `npm run bench:ranges -- DIR [--groups 2048,4096,…]`: what drill-downs read of a built dataset with the browser's own
 * engine: reads and bytes, cold (footers and all) and warm. `--groups` writes the tables anew with other sizes of row
 * groups and measures each. Prints a table and writes bench/ranges.json. The bar: under 1 MB a drill-down.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type * as Blocking from '@duckdb/duckdb-wasm/blocking';
import { DuckDBInstance } from '@duckdb/node-api';
import { TABLE_NAMES, type Manifest, type TableName } from '../../src/core/tables/schema.ts';
import { ROOT } from '../build/options.ts';
import { TABLE_PLANS } from '../build/tables.ts';

type Runtime = Blocking.DuckDBRuntime;
// The package's types name the browser build only; the Node build has the same functions and a runtime of its own.
const require = createRequire(import.meta.url);
const entry = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
const wasm = require(entry) as typeof Blocking & { NODE_RUNTIME: Runtime };
/** DuckDBDataProtocol.NODE_FS: a constant of the types only. */
const NODE_FS = 1;

/** As the page asks: the day or the days of what was clicked bound every question. */
const DRILLS = (day: string, topic: string, paper: string): Record<string, string> => {
  const month = day.slice(0, 7);
  const days = (column: string) => `${column} BETWEEN DATE '${month}-01' AND last_day(DATE '${month}-01')`;
  return {
    'papers behind a trend point': `
      SELECT p.paper_id, p.first_seen FROM papers p
      WHERE ${days('p.first_seen')} AND p.paper_id IN (
        SELECT paper_id FROM paper_topics WHERE topic_id = '${topic}' AND ${days('date')})
      ORDER BY p.first_seen DESC, p.paper_id LIMIT 50`,
    'their rows with texts': `
      SELECT * FROM papers p WHERE p.first_seen = DATE '${day}' ORDER BY paper_id LIMIT 50`,
    'the paper of a page': `SELECT * FROM papers WHERE paper_id = '${paper}' AND first_seen = DATE '${day}'`,
    'its claims': `SELECT * FROM metrics WHERE paper_id = '${paper}' AND date = DATE '${day}'`,
    'its topics': `SELECT * FROM paper_topics WHERE paper_id = '${paper}' AND date = DATE '${day}'`,
    'its mentions': `SELECT * FROM mentions WHERE paper_id = '${paper}'`,
    'claims of a measure in a month': `
      SELECT metric_id, paper_id, date, factor_low, factor_high, qualifier FROM metrics
      WHERE kind = 'gain' AND measure = 'speed' AND ${days('date')}`,
  };
};

type Reads = { reads: number; bytes: number; milliseconds: number; rows: number };
type Measured = Record<string, { cold: Reads; warm: Reads }>;

/** Opens a dataset as the page does when its files are large: views over files that are read in parts. */
async function openCounted(folder: string, manifest: Manifest) {
  const count = { reads: 0, bytes: 0 };
  const runtime: Runtime = {
    ...wasm.NODE_RUNTIME,
    readFile: (mod, file, buffer, bytes, location) => {
      count.reads++;
      count.bytes += bytes;
      return wasm.NODE_RUNTIME.readFile(mod, file, buffer, bytes, location);
    },
  };
  const dist = dirname(entry);
  const bundle = (kind: 'mvp' | 'eh') => ({
    mainModule: join(dist, `duckdb-${kind}.wasm`),
    mainWorker: join(dist, `duckdb-node-${kind}.worker.cjs`),
  });
  const db = await wasm.createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new wasm.VoidLogger(), runtime);
  await db.instantiate(() => undefined);
  db.open({ query: { castBigIntToDouble: true } });
  const connection = db.connect();
  for (const table of TABLE_NAMES) {
    const files = manifest.tables[table].files.map((f) => f.file);
    for (const file of files) db.registerFileURL(file, join(folder, file), NODE_FS, false);
    connection.query(`CREATE VIEW ${table} AS SELECT * FROM read_parquet([${files.map((f) => `'${f}'`).join(', ')}])`);
  }
  return {
    rows: (text: string) => connection.query(text).toArray() as Record<string, unknown>[],
    counted: (text: string): Reads => {
      count.reads = count.bytes = 0;
      const began = performance.now();
      const rows = connection.query(text).numRows;
      return { ...count, rows, milliseconds: performance.now() - began };
    },
    close: () => {
      connection.close();
      db.reset();
    },
  };
}

async function measure(folder: string, manifest: Manifest): Promise<Measured> {
  const first = await openCounted(folder, manifest);
  const [at] = first.rows(`
    SELECT paper_id, first_seen::VARCHAR AS day FROM papers
    WHERE first_seen = (SELECT quantile_disc(first_seen, 0.7) FROM papers) AND gains > 0 ORDER BY paper_id LIMIT 1`);
  const [most] = first.rows(`SELECT topic_id FROM paper_topics WHERE main GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`);
  first.close();
  if (!at || !most) throw new Error('the dataset holds no paper with a gain');
  const drills = DRILLS(String(at['day']), String(most['topic_id']), String(at['paper_id']));
  const measured: Measured = {};
  for (const [name, text] of Object.entries(drills)) {
    const opened = await openCounted(folder, manifest);
    measured[name] = { cold: opened.counted(text), warm: opened.counted(text) };
    opened.close();
  }
  return measured;
}

/** The same files with row groups of another size. */
async function regrouped(folder: string, manifest: Manifest, rows: number, place: string): Promise<string> {
  const out = join(place, String(rows));
  mkdirSync(out);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  for (const table of TABLE_NAMES)
    for (const { file } of manifest.tables[table].files)
      await connection.run(`COPY (FROM read_parquet('${join(folder, file)}')) TO '${join(out, file)}' (
        FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1, ROW_GROUP_SIZE ${rows}, WRITE_BLOOM_FILTER false)`);
  connection.closeSync();
  instance.closeSync();
  return out;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { groups: { type: 'string' } } });
const folder = resolve(positionals[0] ?? join(ROOT, 'public/data'));
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
const place = mkdtempSync(join(tmpdir(), 'papertide-ranges-'));
const results: { groups: string; measured: Measured }[] = [];
try {
  results.push({ groups: 'as built', measured: await measure(folder, manifest) });
  for (const rows of (values.groups ?? '').split(',').filter(Boolean).map(Number)) {
    const out = await regrouped(folder, manifest, rows, place);
    results.push({ groups: String(rows), measured: await measure(out, manifest) });
    rmSync(out, { recursive: true, force: true });
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
const groupsOf = (table: TableName) => TABLE_PLANS.find((plan) => plan.table === table)?.rowGroup;
console.log(
  `${manifest.tables.papers.rows.toLocaleString('en')} papers; as built: papers ${groupsOf('papers')}, mentions ${groupsOf('mentions')}, ` +
    `paper_topics ${groupsOf('paper_topics')}, metrics ${groupsOf('metrics')} rows a group`,
);
console.table(
  results.flatMap(({ groups, measured }) =>
    Object.entries(measured).map(([drill, { cold, warm }]) => ({
      groups,
      drill,
      rows: cold.rows,
      'cold kB': Math.round(cold.bytes / 1000),
      'cold reads': cold.reads,
      'warm kB': Math.round(warm.bytes / 1000),
      'warm reads': warm.reads,
      'warm ms': Math.round(warm.milliseconds),
    })),
  ),
);
mkdirSync(join(ROOT, 'bench'), { recursive: true });
writeFileSync(join(ROOT, 'bench/ranges.json'), `${JSON.stringify({ folder: manifest.content, results }, null, 2)}\n`);
