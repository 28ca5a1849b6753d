/** Terms that the corpus shares beyond the taxonomy: found in two passes over all papers, kept while neither changes. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Discovered, TermDoc } from '../../src/core/topics/discover.ts';
import type { Bundle } from './bundle.ts';
import type { Reporter } from './report.ts';
import { PAPER_TERM_COLUMNS, TERM_COLUMNS, writeSpool } from './spool.ts';
import { spooled, type WorkDb } from './workdb.ts';

type Finder = typeof import('./term-finder.ts');

/** All that the terms depend on: which papers, their days and texts. */
const CORPUS = `
  SELECT concat(count(*), '-', sum(hash(paper_id, first_seen, text_key)::UHUGEINT)) AS state FROM paper`;

/** Fills `term` and `paper_term`, unless they hold the terms of just these papers already. */
export async function discoverTopics(db: WorkDb, bundle: Bundle, reporter: Reporter): Promise<void> {
  const [row] = await db.rows<{ state: string }>(CORPUS);
  const state = `${bundle.version} ${row?.state}`;
  const [kept] = await db.rows<{ state: string }>('SELECT state FROM term_state');
  if (kept?.state === state) return;

  const [count] = await db.rows<{ n: bigint }>('SELECT count(*) AS n FROM paper');
  const step = reporter.stage('discover', 2 * Number(count?.n ?? 0), 'readings');
  const { termFinder } = (await import(pathToFileURL(bundle.file).href)) as Finder;
  const finder = termFinder();
  await eachPaper(db, step.add, finder.count);
  const members = finder.candidates();
  await eachPaper(db, step.add, members.add);
  await keep(db, state, members.finish());
  step.done();
}

/** In the order of the table, which is by date and id: what is found must not depend on how the papers came in. */
async function eachPaper(
  db: WorkDb,
  told: (n: number) => void,
  visit: (doc: TermDoc) => void,
): Promise<void> {
  const result = await db.connection.stream(`
    SELECT paper_id, first_seen::VARCHAR, title, coalesce(summary, abstract, '') FROM paper`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [ids, dates, titles, texts] = chunk.getColumns() as [string[], string[], string[], string[]];
    for (const [i, paper_id] of ids.entries())
      visit({ paper_id, date: dates[i] ?? '', title: titles[i] ?? '', text: texts[i] ?? '' });
    told(ids.length);
  }
}

async function keep(db: WorkDb, state: string, { topics, papers }: Discovered): Promise<void> {
  const [terms, holders] = [join(db.spool, 'terms.ndjson'), join(db.spool, 'paper-terms.ndjson')];
  writeSpool(terms, topics);
  writeSpool(holders, papers);
  await db.transaction(async () => {
    for (const table of ['term', 'paper_term', 'term_state']) await db.run(`DELETE FROM ${table}`);
    await db.run(`INSERT INTO term BY NAME SELECT * FROM ${spooled(terms, TERM_COLUMNS)}`);
    await db.run(`INSERT INTO paper_term BY NAME SELECT * FROM ${spooled(holders, PAPER_TERM_COLUMNS)}`);
    await db.run('INSERT INTO term_state VALUES (?)', [state]);
  });
}
