/** Tables → Parquet files named by their content, then the manifest, which alone changes in place. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TABLE_NAMES, tables, type Manifest, type TableName } from '../../src/core/tables/schema.ts';
import { inFlight } from './pool.ts';
import type { Reporter } from './report.ts';
import { TABLE_PLANS, tableSql, type TablePlan } from './tables.ts';
import type { Lane, WorkDb } from './workdb.ts';

/** Above this many rows a table is parted into a file a year. */
const ROWS_IN_ONE_FILE = 250_000;

type TableFiles = Manifest['tables'][TableName];
type Part = { label: string; where: string; rows: number; min: string | null; max: string | null };

/** Where files lie while they are written: on the same volume, so that a rename puts them in place at once. */
const workOf = (out: string) => join(out, '.writing');

export async function writeTables(
  db: WorkDb,
  out: string,
  threads: number,
  reporter: Reporter,
): Promise<Record<TableName, TableFiles>> {
  const work = workOf(out);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const jobs: { plan: TablePlan; part: Part }[] = [];
  for (const plan of TABLE_PLANS) for (const part of await partsOf(db, plan)) jobs.push({ plan, part });
  // DuckDB cuts row groups where its threads happen to meet. One thread a file and as many files at once as there
  // are cores: the same bytes always, and no core idle.
  await db.run('SET threads = 1');
  const step = reporter.stage('write', jobs.length, 'files');
  const files = new Map<TablePlan, TableFiles['files']>(TABLE_PLANS.map((plan) => [plan, []]));
  const lanes = await Promise.all(Array.from({ length: Math.max(1, threads) }, () => db.lane()));
  await inFlight(jobs, lanes.length, async ({ plan, part }) => {
    const lane = lanes.pop();
    if (!lane) throw new Error('more files at once than connections');
    files.get(plan)?.push(await writePart(lane, plan, part, work));
    lanes.push(lane);
    step.add(1);
  });
  const written = Object.fromEntries(
    TABLE_PLANS.map((plan) => [plan.table, tableOf(plan, files.get(plan) ?? [])]),
  ) as Record<TableName, TableFiles>;
  // Only now, with every table whole, do files of the new dataset stand beside the old ones.
  for (const { file } of TABLE_NAMES.flatMap((t) => written[t].files))
    renameSync(join(work, file), join(out, file));
  rmSync(work, { recursive: true, force: true });
  syncFolder(out);
  step.done();
  return written;
}

function tableOf(plan: TablePlan, unsorted: TableFiles['files']): TableFiles {
  const files = unsorted.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { files, rows: files.reduce((sum, f) => sum + f.rows, 0), columns: { ...tables[plan.table] } };
}

async function writePart(
  lane: Lane,
  plan: TablePlan,
  part: Part,
  work: string,
): Promise<TableFiles['files'][number]> {
  const draft = join(work, `${plan.table}${part.label}.draft`);
  await lane.run(`COPY (${tableSql(plan, part.where)}) TO '${draft.replaceAll("'", "''")}' (
    FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1, ROW_GROUP_SIZE ${plan.rowGroup}, WRITE_BLOOM_FILTER false)`);
  const file = `${plan.table}${part.label}-${await hashOf(draft)}.parquet`;
  syncFile(draft);
  renameSync(draft, join(work, file));
  return {
    file,
    bytes: statSync(join(work, file)).size,
    rows: part.rows,
    min_date: part.min,
    max_date: part.max,
  };
}

/** One file, or one a year for a large table that has days. */
async function partsOf(db: WorkDb, plan: TablePlan): Promise<Part[]> {
  const { from, day } = plan;
  type Range = { year: number; rows: bigint; min: string | null; max: string | null };
  const range =
    day === null ? 'NULL AS min, NULL AS max' : `min(${day})::VARCHAR AS min, max(${day})::VARCHAR AS max`;
  const [all] = await db.rows<Range>(`SELECT 0 AS year, count(*) AS rows, ${range} FROM (${from})`);
  if (!all) throw new Error(`no count of the table ${plan.table}`);
  const part = (r: Range, label: string, where: string): Part => ({
    label,
    where,
    rows: Number(r.rows),
    min: r.min,
    max: r.max,
  });
  if (day === null || Number(all.rows) <= ROWS_IN_ONE_FILE) return [part(all, '', 'true')];
  const years = await db.rows<Range>(
    `SELECT year(${day})::INTEGER AS year, count(*) AS rows, ${range} FROM (${from}) GROUP BY 1 ORDER BY 1`,
  );
  return years.map((r) =>
    part(r, `-${r.year}`, `${day} BETWEEN DATE '${r.year}-01-01' AND DATE '${r.year}-12-31'`),
  );
}

/** Written whole under another name, synced, then put in place: a reader sees the old manifest or the new one. */
export function writeManifest(out: string, manifest: Manifest): void {
  const draft = join(out, `.manifest-${process.pid}.json`);
  const handle = openSync(draft, 'w');
  try {
    writeSync(handle, `${JSON.stringify(manifest, null, 1)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, join(out, 'manifest.json'));
  syncFolder(out);
}

const OURS = new RegExp(`^(?:${TABLE_NAMES.join('|')})(?:-\\d{4})?-[0-9a-f]{12}\\.parquet$`);

/** Files of earlier datasets and of builds that died; files of another making are left alone. */
export function removeOld(out: string, manifest: Manifest): void {
  const now = new Set(TABLE_NAMES.flatMap((t) => manifest.tables[t].files.map((f) => f.file)));
  for (const name of readdirSync(out))
    if ((OURS.test(name) && !now.has(name)) || /^\.manifest-\d+\.json$/.test(name))
      rmSync(join(out, name), { force: true });
}

/** The manifest that stands, or null where there is none or it cannot be read. */
export function standingManifest(out: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex').slice(0, 12);
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows cannot open a folder; there the rename is all there is.
  }
}
