/**
 * Terms that the corpus shares beyond the taxonomy. They are found in the papers of a window, and looked for in all
 * papers. A corpus of up to `SMALL` papers is its own window. In a larger one the window ends with the last full
 * month: what comes in during a month changes no topic of the papers before it, and is read alone. Of a window of
 * more than `SAMPLE` papers a fixed part is read.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addUses,
  candidateTerms,
  chooseTerms,
  lexiconOf,
  type ChosenTerm,
  type TermSpan,
  type TermDoc,
  type TermLexicon,
  type TermUses,
} from '../../src/core/topics/discover.ts';
import { addCounts, CHUNK, noCounts } from '../../src/core/topics/term-counts.ts';
import { TERM_LIMITS, termWindow, type TermLimits } from '../../src/core/topics/term-window.ts';
import type { Bundle } from './bundle.ts';
import { inFlight, openRunner, type Runner } from './pool.ts';
import type { Reporter, Step } from './report.ts';
import { PAPER_TERM_COLUMNS, TERM_COLUMNS, writeSpool } from './spool.ts';
import type { TermOutcome, TermTask, WantedFile } from './term-batch.ts';
import { textsOf } from './texts.ts';
import { spooled, type WorkDb } from './workdb.ts';

/** Below this many papers, starting threads costs more than it saves. */
const ALONE_PAPERS = 2000;

type Found = { chosen: ChosenTerm[]; lexicon: TermLexicon };
type Kept = { state: string; lexicon: TermLexicon };
/** Papers of the window and those of them that are read for terms; `through`: the window ends before this day. */
export type TermStats = { window: number; read: number; through: string | null };

/** Brings `term` and `paper_term` to what the papers say; reads only changed papers while the window's are the same. */
export async function discoverTopics(
  db: WorkDb,
  bundle: Bundle,
  threads: number,
  reporter: Reporter,
  limits: TermLimits = TERM_LIMITS,
): Promise<TermStats> {
  const stats = await makeWindow(db, limits);
  const [row] = await db.rows<{ state: string }>(
    `SELECT concat(count(*), '-', sum(hash(paper_id, first_seen, text_key)::UHUGEINT)) AS state FROM term_window`,
  );
  const state = `${bundle.version} ${row?.state}`;
  const kept = JSON.parse((await db.state('terms')) ?? 'null') as Kept | null;
  const [n] = await db.rows<{ papers: bigint; changed: bigint }>(
    'SELECT (SELECT count(*) FROM paper) AS papers, (SELECT count(DISTINCT paper_id) FROM changed) AS changed',
  );
  const all = Number(n?.papers ?? 0);
  const due = kept?.state !== state;
  if (!due && n?.changed === 0n) return stats;
  const workers = (due ? all : Number(n?.changed ?? 0)) < ALONE_PAPERS ? 0 : threads;
  const runner = await openRunner<TermTask, TermOutcome>(bundle.file, workers);
  try {
    let found: Found | null = null;
    if (due) {
      const step = reporter.stage('terms', 2 * stats.read, 'readings');
      found = await findTerms(db, runner, workers, step);
      step.done();
    }
    const lexicon = found?.lexicon ?? kept?.lexicon;
    if (!lexicon) throw new Error('no terms were found and none are kept');
    const same = JSON.stringify(kept?.lexicon) === JSON.stringify(lexicon);
    const files = await readHeld(db, runner, workers, lexicon, same, reporter);
    await keep(db, { state, lexicon }, found, same, files);
    return stats;
  } finally {
    await runner.close();
    await db.run('DROP TABLE IF EXISTS scratch.term_window');
  }
}

/** Makes the scratch table `term_window`: papers in order of date and id, in chunks of their own. */
async function makeWindow(db: WorkDb, limits: TermLimits): Promise<TermStats> {
  const [n] = await db.rows<{ papers: bigint; full: bigint; month: string | null }>(`
    WITH last AS (SELECT date_trunc('month', max(first_seen))::DATE AS month FROM paper)
    SELECT count(*) AS papers, count_if(first_seen < month) AS "full", any_value(month)::VARCHAR AS month
    FROM paper, last`);
  const counts = { papers: Number(n?.papers ?? 0), full: Number(n?.full ?? 0), month: n?.month ?? null };
  const { through, papers: window, every } = termWindow(counts, limits);
  await db.run(`
    CREATE OR REPLACE TABLE scratch.term_window AS
    SELECT *, (row_number() OVER (ORDER BY first_seen, paper_id) - 1) // ${CHUNK} AS chunk
    FROM (
      SELECT paper_id, first_seen, title_id, text_id, field, text_key FROM paper
      WHERE ${through === null ? 'true' : `first_seen < DATE '${through}'`}
        ${every === 1 ? '' : `AND md5_number_lower(paper_id) % ${every} = 0`}
    )`);
  const [read] = await db.rows<{ n: bigint }>('SELECT count(*) AS n FROM term_window');
  return { window, read: Number(read?.n ?? 0), through };
}

async function findTerms(
  db: WorkDb,
  runner: Runner<TermTask, TermOutcome>,
  workers: number,
  step: Step,
): Promise<Found> {
  const span = await spanOfWindow(db);
  const counts = noCounts();
  await inFlight(chunksOf(db), Math.max(1, workers * 2), async (docs) => {
    const outcome = await runner.run({ pass: 'count', docs });
    if (outcome.counts) addCounts(counts, outcome.counts);
    step.add(outcome.papers);
  });
  const candidates = candidateTerms(counts);
  const wanted = join(db.spool, 'wanted.json');
  const file: WantedFile = { keys: [...candidates.kept.keys()], longOf: [...candidates.longOf] };
  writeFileSync(wanted, JSON.stringify(file));
  const uses: TermUses = new Map();
  await inFlight(chunksOf(db), Math.max(1, workers * 2), async (docs) => {
    const outcome = await runner.run({ pass: 'use', docs, wanted, eras: span });
    if (outcome.uses) addUses(uses, outcome.uses);
    step.add(outcome.papers);
  });
  const chosen = chooseTerms(candidates, uses, span);
  return { chosen, lexicon: lexiconOf(chosen, candidates) };
}

/** The same as `spanOf` says of the window's days. */
async function spanOfWindow(db: WorkDb): Promise<TermSpan> {
  type Row = { third: string | null; half: string | null; newer: bigint; all: bigint; months: bigint };
  const [row] = await db.rows<Row>(`
    WITH days AS (SELECT first_seen AS day, row_number() OVER (ORDER BY first_seen) - 1 AS nth FROM term_window),
    eras AS (
      SELECT max(day) FILTER (nth = (SELECT count(*) // 3 FROM days)) AS third,
        max(day) FILTER (nth = (SELECT count(*) // 2 FROM days)) AS half
      FROM days
    )
    SELECT any_value(e.third)::VARCHAR AS third, any_value(e.half)::VARCHAR AS half, count_if(d.day >= e.half) AS newer,
      count(*) AS "all", count(DISTINCT date_trunc('month', d.day)) AS months
    FROM days d, eras e`);
  if (!row) throw new Error('no span of the window');
  const newer = Number(row.newer);
  return {
    third: row.third ?? '',
    half: row.half ?? '',
    newer,
    older: Number(row.all) - newer,
    months: Number(row.months),
  };
}

async function* chunksOf(db: WorkDb): AsyncGenerator<TermDoc[]> {
  const [last] = await db.rows<{ n: bigint | null }>('SELECT max(chunk) AS n FROM term_window');
  for (let chunk = 0; chunk <= Number(last?.n ?? -1); chunk++) {
    const docs: TermDoc[] = [];
    for await (const batch of docsOf(db, `(SELECT * FROM term_window WHERE chunk = ${chunk})`))
      docs.push(...batch);
    yield docs;
  }
}

/** In no order: neither a chunk's counts nor what a paper holds depend on one. */
async function* docsOf(db: WorkDb, papers: string): AsyncGenerator<TermDoc[]> {
  const key = 'concat(u.first_seen::VARCHAR, u.paper_id)';
  for await (const { keys, titles, texts } of textsOf(db, papers, key))
    yield keys.map((k, i) => ({
      date: k.slice(0, 10),
      paper_id: k.slice(10),
      title: titles[i] ?? '',
      text: texts[i] ?? '',
    }));
}

/** Which papers hold the terms: the changed papers when the terms are the same, else all. Returns the spool files. */
async function readHeld(
  db: WorkDb,
  runner: Runner<TermTask, TermOutcome>,
  workers: number,
  lexicon: TermLexicon,
  same: boolean,
  reporter: Reporter,
): Promise<string[]> {
  const papers = `(
    SELECT paper_id, first_seen, title_id, text_id, field FROM paper
    WHERE ${same ? 'paper_id IN (SELECT paper_id FROM changed)' : 'true'})`;
  const [n] = await db.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${papers}`);
  const step = reporter.stage('holders', Number(n?.n ?? 0), 'papers');
  const files: string[] = [];
  await inFlight(docsOf(db, papers), Math.max(1, workers * 2), async (docs) => {
    const spool = join(db.spool, `held-${files.length}.ndjson`);
    files.push(spool);
    step.add((await runner.run({ pass: 'hold', docs, lexicon, spool })).papers);
  });
  step.done();
  return files;
}

/** All or nothing: terms, their holders, and of which papers they are. */
async function keep(
  db: WorkDb,
  now: Kept,
  found: Found | null,
  same: boolean,
  files: string[],
): Promise<void> {
  const list = join(db.spool, 'terms.ndjson');
  if (found)
    writeSpool(
      list,
      found.chosen.map(({ topic_id, label, scope }) => ({ topic_id, label, scope })),
    );
  await db.transaction(async () => {
    if (found) {
      await db.run('DELETE FROM term');
      await db.run(`INSERT INTO term BY NAME SELECT * FROM ${spooled(list, TERM_COLUMNS)}`);
    }
    await db.run(`DELETE FROM paper_term ${same ? 'WHERE paper_id IN (SELECT paper_id FROM changed)' : ''}`);
    if (files.length > 0)
      await db.run(`INSERT INTO paper_term BY NAME SELECT * FROM ${spooled(files, PAPER_TERM_COLUMNS)}`);
    await db.setState('terms', `'${JSON.stringify(now).replaceAll("'", "''")}'`);
    if (!same && (await db.state('derived')) !== null) await db.setState('derived', "'but-terms'");
  });
  for (const file of files) rmSync(file, { force: true });
}
