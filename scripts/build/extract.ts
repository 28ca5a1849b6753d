/** The extraction stage: texts not read before go to workers, and what they found into the working database. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtractOutcome, ExtractTask } from './extract-batch.ts';
import { gather } from './gather.ts';
import { inFlight, openRunner } from './pool.ts';
import type { Reporter } from './report.ts';
import { EXTRACTION_COLUMNS } from './spool.ts';
import { textsOf } from './texts.ts';
import { spooled, type Lane, type WorkDb } from './workdb.ts';

const BATCH_PAPERS = 512;
/** Below this many texts, starting threads costs more than it saves. */
const ALONE_PAPERS = 1500;
/** Rows that go into the database in one transaction: few enough to lose little, enough to cost little. */
const STORED_AT_ONCE = 32_768;

/** Of papers with the same title and text, one. Only papers that changed can have a text not read yet. */
const unread = (papers: string): string => `
  SELECT text_key, min(paper_id) AS paper_id, arg_min(title_id, paper_id) AS title_id,
    arg_min(text_id, paper_id) AS text_id, arg_min(field, paper_id) AS field
  FROM paper
  WHERE ${papers} AND text_key NOT IN (SELECT text_key FROM extraction)
  GROUP BY text_key`;

export type ExtractStats = { extracted: number; failures: ExtractOutcome['failures'] };

/** Reads the texts that no earlier build read. A text that the extractor fails on is tried again by the next build. */
export async function extractTexts(
  db: WorkDb,
  bundle: string,
  threads: number,
  reporter: Reporter,
): Promise<ExtractStats> {
  const papers = (await db.state('derived')) === null ? 'true' : 'paper_id IN (SELECT paper_id FROM changed)';
  await db.run(`CREATE OR REPLACE TABLE scratch.unread AS ${unread(papers)}`);
  const [row] = await db.rows<{ n: bigint }>('SELECT count(*) AS n FROM unread');
  const total = Number(row?.n ?? 0);
  const failures: ExtractOutcome['failures'] = [];
  const step = reporter.stage('extract', total, 'papers');
  if (total > 0) {
    const workers = total < ALONE_PAPERS ? 0 : threads;
    const runner = await openRunner<ExtractTask, ExtractOutcome>(bundle, workers);
    const beside = await db.lane();
    const gathered = gather<ExtractOutcome>(STORED_AT_ONCE, (outcomes) => store(beside, outcomes));
    try {
      await inFlight(unreadBatches(db), Math.max(1, workers * 2), async (task) => {
        const outcome = await runner.run(task);
        step.add(outcome.papers);
        failures.push(...outcome.failures);
        await gathered.add(outcome, outcome.papers);
      });
      await gathered.flush();
    } finally {
      await runner.close();
    }
  }
  step.done();
  await db.run('DROP TABLE scratch.unread');
  return { extracted: total - failures.length, failures };
}

async function* unreadBatches(db: WorkDb): AsyncGenerator<ExtractTask> {
  let n = 0;
  for await (const { keys, titles, texts } of textsOf(db, 'unread')) {
    for (let i = 0; i < keys.length; i += BATCH_PAPERS, n++) {
      const part = <T>(all: T[]) => all.slice(i, i + BATCH_PAPERS);
      yield {
        keys: part(keys),
        titles: part(titles),
        texts: part(texts),
        spool: join(db.spool, `extract-${n}`),
      };
    }
  }
}

/** On a connection of its own: the papers stream on the other. */
async function store(lane: Lane, outcomes: ExtractOutcome[]): Promise<void> {
  const files = outcomes.map((o) => `${o.spool}.extractions.ndjson`);
  await lane.run(`INSERT INTO extraction BY NAME SELECT * FROM ${spooled(files, EXTRACTION_COLUMNS)}`);
  for (const file of files) rmSync(file, { force: true });
}
