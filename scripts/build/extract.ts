/** The extraction stage: texts not read before go to workers, and what they found into the working database. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtractOutcome, ExtractTask } from './extract-batch.ts';
import { gather } from './gather.ts';
import { inFlight, openRunner } from './pool.ts';
import type { Reporter } from './report.ts';
import { EXTRACTION_COLUMNS } from './spool.ts';
import { spooled, type Lane, type WorkDb } from './workdb.ts';

const BATCH_PAPERS = 512;
/** Below this many texts, starting threads costs more than it saves. */
const ALONE_PAPERS = 1500;
/** Rows that go into the database in one transaction: few enough to lose little, enough to cost little. */
const STORED_AT_ONCE = 32_768;

const UNREAD = `
  SELECT min(paper_id) AS paper_id
  FROM paper
  WHERE text_key NOT IN (SELECT text_key FROM extraction)
  GROUP BY text_key`;

export type ExtractStats = { extracted: number; failures: ExtractOutcome['failures'] };

/** Reads the texts that no earlier build read. A text that the extractor fails on is tried again by the next build. */
export async function extractTexts(
  db: WorkDb,
  bundle: string,
  threads: number,
  reporter: Reporter,
): Promise<ExtractStats> {
  await db.run(`CREATE OR REPLACE TABLE unread AS ${UNREAD}`);
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
  await db.run('DROP TABLE unread');
  return { extracted: total - failures.length, failures };
}

async function* unreadBatches(db: WorkDb): AsyncGenerator<ExtractTask> {
  const result = await db.connection.stream(`
    SELECT text_key, title, coalesce(summary, abstract) AS text
    FROM paper
    WHERE paper_id IN (SELECT paper_id FROM unread)`);
  for (let n = 0; ;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [keys, titles, texts] = chunk.getColumns() as [string[], string[], (string | null)[]];
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
