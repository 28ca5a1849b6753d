/** The parse stage: which files are new, their parsing on workers, and what they hold into the working database. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../src/core/problem.ts';
import type { ParsedFile, ParseOutcome, ParseTask } from './parse-batch.ts';
import { gather } from './gather.ts';
import { inFlight, openRunner } from './pool.ts';
import type { Reporter } from './report.ts';
import { DIGEST_COLUMNS, FILE_COLUMNS, MENTION_COLUMNS, REJECT_COLUMNS, writeSpool } from './spool.ts';
import { stampText, type InputFile, type Walk } from './walk.ts';
import { spooled, type WorkDb } from './workdb.ts';

export type ReadStats = { files: number; parsed: number; kept: number; problems: Problem[] };

/** Bytes of digests that go into the database in one transaction. */
const STORED_AT_ONCE = 32 * 1024 * 1024;
const BATCH_BYTES = 2 * 1024 * 1024;
/** Below this many bytes, starting threads costs more than it saves. */
const ALONE_BYTES = 3 * 1024 * 1024;

type Known = { path: string; file_key: string; stamp: string; mentions: number; rejects: number };

export async function readDigests(
  db: WorkDb,
  found: Walk,
  bundle: string,
  threads: number,
  reporter: Reporter,
): Promise<ReadStats> {
  const known = new Map((await db.rows<Known>('SELECT * FROM file')).map((k) => [k.path, k]));
  await forget(db, known, found);
  const todo = found.files.filter((f) => known.get(f.path)?.stamp !== stampText(f.stamp, f.given));
  const stats: ReadStats = { files: found.files.length, parsed: 0, kept: 0, problems: [...found.problems] };
  stats.kept = found.files.length - todo.length;

  const step = reporter.stage('read', todo.length, 'files');
  const bytes = todo.reduce((sum, f) => sum + f.stamp.size, 0);
  const workers = bytes < ALONE_BYTES ? 0 : threads;
  const runner = todo.length === 0 ? null : await openRunner<ParseTask, ParseOutcome>(bundle, workers);
  const gathered = gather<ParseOutcome>(STORED_AT_ONCE, (outcomes) => store(db, known, outcomes));
  try {
    await inFlight(batches(todo), Math.max(1, workers * 2), async ({ files, n }) => {
      const task = files.map((f) => ({ ...f, known: known.get(f.path)?.file_key ?? null }));
      const outcome = await runner?.run({ files: task, spool: join(db.spool, `parse-${n}`) });
      if (!outcome) return;
      for (const file of outcome.files) {
        if (file.same) stats.kept++;
        else stats.parsed++;
        stats.problems.push(...file.problems);
      }
      step.add(files.length);
      await gathered.add(
        outcome,
        files.reduce((sum, f) => sum + f.stamp.size, 0),
      );
    });
    await gathered.flush();
  } finally {
    await runner?.close();
  }
  step.done();
  return stats;
}

function* batches(files: InputFile[]): Generator<{ files: InputFile[]; n: number }> {
  let batch: InputFile[] = [];
  let bytes = 0;
  let n = 0;
  for (const file of files) {
    batch.push(file);
    bytes += file.stamp.size;
    if (bytes < BATCH_BYTES && batch.length < 64) continue;
    yield { files: batch, n: n++ };
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield { files: batch, n };
}

const PARSED = { digests: DIGEST_COLUMNS, mentions: MENTION_COLUMNS, rejects: REJECT_COLUMNS } as const;
const TABLES = { digests: 'digest', mentions: 'mention', rejects: 'reject' } as const;
type Kind = keyof typeof PARSED;
const KINDS = Object.keys(PARSED) as Kind[];

/** Files that are gone take what they held with them. */
async function forget(db: WorkDb, known: Map<string, Known>, found: Walk): Promise<void> {
  const here = new Set(found.files.map((f) => f.path));
  const gone = [...known.values()].filter((k) => !here.has(k.path));
  if (gone.length === 0) return;
  await db.transaction(async () => {
    await listOld(db, gone);
    await drop(db, 'SELECT file_key FROM old_files');
    await db.run('DELETE FROM file WHERE path IN (SELECT path FROM old_files)');
  });
}

/** Takes out what files of these keys held; the mentions are noted as gone, for the merge to know. */
async function drop(db: WorkDb, keys: string): Promise<void> {
  await db.run(`INSERT INTO gone SELECT mention_id FROM mention WHERE file_key IN (${keys})`);
  for (const table of Object.values(TABLES)) await db.run(`DELETE FROM ${table} WHERE file_key IN (${keys})`);
}

async function listOld(db: WorkDb, old: Known[]): Promise<void> {
  const file = join(db.spool, 'old.ndjson');
  writeSpool(file, old);
  await db.run(`CREATE OR REPLACE TEMP TABLE old_files AS SELECT * FROM ${spooled(file, FILE_COLUMNS)}`);
}

/** In one transaction: what the files held before goes, what they hold now comes. */
async function store(db: WorkDb, known: Map<string, Known>, outcomes: ParseOutcome[]): Promise<void> {
  const files = outcomes.flatMap((o) => o.files);
  const seenBefore = files.flatMap((f) => known.get(f.path) ?? []);
  const list = join(db.spool, 'files.ndjson');
  writeSpool(
    list,
    files.map((f) => fileRow(f, known.get(f.path))),
  );
  await db.transaction(async () => {
    if (seenBefore.length > 0) {
      await listOld(db, seenBefore);
      const changed = files.filter((f) => !f.same && known.has(f.path));
      if (changed.length > 0)
        await drop(
          db,
          `SELECT file_key FROM old_files
          WHERE file_key NOT IN (SELECT file_key FROM ${spooled(list, FILE_COLUMNS)})`,
        );
      await db.run('DELETE FROM file WHERE path IN (SELECT path FROM old_files)');
    }
    await db.run(`INSERT INTO file BY NAME SELECT * FROM ${spooled(list, FILE_COLUMNS)}`);
    for (const kind of KINDS) {
      const parts = outcomes.map((o) => `${o.spool}.${kind}.ndjson`);
      await db.run(`INSERT INTO ${TABLES[kind]} BY NAME SELECT * FROM ${spooled(parts, PARSED[kind])}`);
    }
  });
  for (const { spool } of outcomes)
    for (const kind of KINDS) rmSync(`${spool}.${kind}.ndjson`, { force: true });
}

/** A file that is the same was not parsed: its counts are those it had. */
const fileRow = (file: ParsedFile, before: Known | undefined): object => ({
  path: file.path,
  file_key: file.key,
  stamp: file.stamp,
  mentions: file.same ? before?.mentions : file.mentions,
  rejects: file.same ? before?.rejects : file.rejects,
});
