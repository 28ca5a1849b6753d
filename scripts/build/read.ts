/** The parse stage: which files are new, their parsing on workers, and what they hold into the working database. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../src/core/problem.ts';
import type { ParsedFile, ParseOutcome, ParseTask } from './parse-batch.ts';
import { inFlight, openRunner } from './pool.ts';
import type { Reporter } from './report.ts';
import { DIGEST_COLUMNS, MENTION_COLUMNS, REJECT_COLUMNS } from './spool.ts';
import { stampText, type InputFile, type Walk } from './walk.ts';
import { spooled, type WorkDb } from './workdb.ts';

export type ReadStats = { files: number; parsed: number; kept: number; problems: Problem[] };

const BATCH_BYTES = 2 * 1024 * 1024;
/** Below this many bytes, starting threads costs more than it saves. */
const ALONE_BYTES = 3 * 1024 * 1024;

type Known = { path: string; file_key: string; stamp: string };

export async function readDigests(
  db: WorkDb,
  found: Walk,
  bundle: string,
  threads: number,
  reporter: Reporter,
): Promise<ReadStats> {
  const known = new Map(
    (await db.rows<Known>('SELECT path, file_key, stamp FROM file')).map((k) => [k.path, k]),
  );
  await forget(db, known, found);
  const todo = found.files.filter((f) => known.get(f.path)?.stamp !== stampText(f.stamp, f.given));
  const stats: ReadStats = { files: found.files.length, parsed: 0, kept: 0, problems: [...found.problems] };
  stats.kept = found.files.length - todo.length;

  const step = reporter.stage('read', todo.length, 'files');
  const bytes = todo.reduce((sum, f) => sum + f.stamp.size, 0);
  const workers = bytes < ALONE_BYTES ? 0 : threads;
  const runner = todo.length === 0 ? null : await openRunner<ParseTask, ParseOutcome>(bundle, workers);
  // The database takes one transaction at a time; parsing goes on meanwhile.
  let storing = Promise.resolve();
  try {
    await inFlight(batches(todo), Math.max(1, workers * 2), async ({ files, n }) => {
      const task = files.map((f) => ({ ...f, known: known.get(f.path)?.file_key ?? null }));
      const outcome = await runner?.run({ files: task, spool: join(db.spool, `parse-${n}`) });
      if (!outcome) return;
      const mine = storing.then(() => store(db, outcome));
      storing = mine.catch(() => undefined);
      await mine;
      for (const file of outcome.files) {
        if (file.same) stats.kept++;
        else stats.parsed++;
        stats.problems.push(...file.problems);
      }
      step.add(files.length);
    });
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

const PARSED = { digests: 'digest', mentions: 'mention', rejects: 'reject' } as const;

/** Files that are gone take what they held with them. */
async function forget(db: WorkDb, known: Map<string, Known>, found: Walk): Promise<void> {
  const here = new Set(found.files.map((f) => f.path));
  const gone = [...known.values()].filter((k) => !here.has(k.path));
  if (gone.length === 0) return;
  await db.transaction(() =>
    remove(
      db,
      gone.map((k) => k.path),
    ),
  );
}

async function remove(db: WorkDb, paths: string[]): Promise<void> {
  await db.run('CREATE OR REPLACE TEMP TABLE gone (path VARCHAR)');
  const appender = await db.connection.createAppender('gone', null, 'temp');
  for (const path of paths) {
    appender.appendVarchar(path);
    appender.endRow();
  }
  appender.closeSync();
  for (const table of Object.values(PARSED))
    await db.run(
      `DELETE FROM ${table} WHERE file_key IN (SELECT file_key FROM file WHERE path IN (SELECT path FROM gone))`,
    );
  await db.run('DELETE FROM file WHERE path IN (SELECT path FROM gone)');
}

/** Keeps each file's key and stamp, in place of what was kept before. */
async function list(db: WorkDb, files: ParsedFile[]): Promise<void> {
  for (const f of files) {
    if (f.same) await db.run('UPDATE file SET stamp = ? WHERE path = ?', [f.stamp, f.path]);
    else
      await db.run('INSERT INTO file VALUES (?, ?, ?, ?, ?)', [
        f.path,
        f.key,
        f.stamp,
        f.mentions,
        f.rejects,
      ]);
  }
}

async function store(db: WorkDb, outcome: ParseOutcome): Promise<void> {
  const of = { digests: DIGEST_COLUMNS, mentions: MENTION_COLUMNS, rejects: REJECT_COLUMNS };
  await db.transaction(async () => {
    const fresh = outcome.files.filter((f) => !f.same);
    await remove(
      db,
      fresh.map((f) => f.path),
    );
    await list(db, outcome.files);
    if (fresh.length === 0) return;
    for (const [kind, table] of Object.entries(PARSED) as [keyof typeof PARSED, string][])
      await db.run(
        `INSERT INTO ${table} BY NAME SELECT * FROM ${spooled(`${outcome.spool}.${kind}.ndjson`, of[kind])}`,
      );
  });
  for (const kind of Object.keys(PARSED)) rmSync(`${outcome.spool}.${kind}.ndjson`, { force: true });
}
