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
import { writeRows } from './pages.ts';
import { partsOf, standingFiles, type Part, type PartFile } from './parts.ts';
import { inFlight } from './pool.ts';
import { blocksOf, near } from './ranges.ts';
import type { Reporter } from './report.ts';
import { PART_COLUMNS, writeSpool } from './spool.ts';
import { TABLE_PLANS, tableSql, type TablePlan } from './tables.ts';
import { spooled, type Lane, type WorkDb } from './workdb.ts';

type TableFiles = Manifest['tables'][TableName];

/** Where files lie while they are written: on the same volume, so that a rename puts them in place at once. */
const workOf = (out: string) => join(out, '.writing');

/** Writes the files whose rows changed since the last build; the others stand as they are. */
export async function writeTables(
  db: WorkDb,
  out: string,
  threads: number,
  reporter: Reporter,
  oneFile?: number,
): Promise<Record<TableName, TableFiles>> {
  const work = workOf(out);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const standing = await standingFiles(db, TABLE_PLANS, out);
  const files = new Map<TablePlan, { label: string; file: PartFile }[]>();
  const jobs: { plan: TablePlan; part: Part }[] = [];
  for (const plan of TABLE_PLANS) {
    const parts = await partsOf(db, plan, oneFile);
    const kept = parts.map((p) => ({
      label: p.label,
      file: keptFile(p, standing.get(`${plan.table} ${p.label}`)),
    }));
    files.set(
      plan,
      kept.flatMap(({ label, file }) => (file ? [{ label, file }] : [])),
    );
    for (const [i, part] of parts.entries()) if (!kept[i]?.file) jobs.push({ plan, part });
  }
  // DuckDB cuts row groups where its threads happen to meet. One thread a file and as many files at once as there
  // are cores: the same bytes always, and no core idle.
  await db.run('SET threads = 1');
  const step = reporter.stage('write', jobs.length, 'files');
  const lanes = await Promise.all(Array.from({ length: Math.max(1, threads) }, () => db.lane()));
  await inFlight(jobs, lanes.length, async ({ plan, part }) => {
    const lane = lanes.pop();
    if (!lane) throw new Error('more files at once than connections');
    files.get(plan)?.push({ label: part.label, file: await writePart(lane, plan, part, work) });
    lanes.push(lane);
    step.add(1);
  });
  await db.run(`SET threads = ${Math.max(1, threads)}`);
  const written = Object.fromEntries(
    TABLE_PLANS.map((plan) => [plan.table, tableOf(plan, files.get(plan) ?? [])]),
  ) as Record<TableName, TableFiles>;
  // Only now, with every table whole, do files of the new dataset stand beside the old ones.
  for (const name of readdirSync(work)) renameSync(join(work, name), join(out, name));
  rmSync(work, { recursive: true, force: true });
  syncFolder(out);
  step.done();
  return written;
}

/** What the next build need not write; called when the manifest stands. */
export async function noteWritten(db: WorkDb, tables: Record<TableName, TableFiles>): Promise<void> {
  const label = (table: string, file: string) =>
    file.slice(table.length, -'-123456789012.parquet'.length).slice(1);
  const rows = TABLE_NAMES.flatMap((name) =>
    tables[name].files.map((f) => ({ name, label: label(name, f.file), ...f })),
  );
  const list = join(db.spool, 'parts.ndjson');
  writeSpool(list, rows);
  await db.transaction(async () => {
    await db.run('DELETE FROM dirty');
    await db.run('DELETE FROM part');
    await db.run(`INSERT INTO part BY NAME SELECT * FROM ${spooled(list, PART_COLUMNS)}`);
  });
}

const keptFile = (part: Part, file: PartFile | undefined): PartFile | null =>
  file && file.rows === part.rows && file.min_date === part.min && file.max_date === part.max ? file : null;

function tableOf(plan: TablePlan, parts: { label: string; file: PartFile }[]): TableFiles {
  const files = parts.sort((a, b) => (a.label < b.label ? -1 : 1)).map((p) => p.file);
  return { files, rows: files.reduce((sum, f) => sum + f.rows, 0), columns: { ...tables[plan.table] } };
}

async function writePart(lane: Lane, plan: TablePlan, part: Part, work: string): Promise<PartFile> {
  const draft = join(work, `${plan.table}${part.label}.draft`);
  const blocks = plan.reads
    ? await lane.rows<{ block: bigint }>(blocksOf(plan.reads.replaceAll('$days', part.days)))
    : [];
  const close = near(
    'mention_id',
    blocks.map((b) => b.block),
  );
  await writeRows((text) => lane.run(text), plan, tableSql(plan, part.days, close), draft);
  const file = `${plan.table}${part.label && '-'}${part.label}-${await hashOf(draft)}.parquet`;
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

const OURS = new RegExp(`^(?:${TABLE_NAMES.join('|')})(?:-\\d{4}(?:-\\d{2})?)?-[0-9a-f]{12}\\.parquet$`);

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
