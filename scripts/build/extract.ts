/** The extraction stage: texts not read before go to workers, and what they found into the working database. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtractOutcome, ExtractTask } from './extract-batch.ts';
import { inFlight, openRunner } from './pool.ts';
import type { Reporter } from './report.ts';
import { EXTRACTION_COLUMNS } from './spool.ts';
import { spooled, type WorkDb } from './workdb.ts';

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

/** Returns how many texts were read now; those of earlier builds are kept. */
export async function extractTexts(
  db: WorkDb,
  bundle: string,
  threads: number,
  reporter: Reporter,
): Promise<number> {
  await db.run(`CREATE OR REPLACE TEMP TABLE unread AS ${UNREAD}`);
  const [row] = await db.rows<{ n: bigint }>('SELECT count(*) AS n FROM unread');
  const total = Number(row?.n ?? 0);
  const step = reporter.stage('extract', total, 'papers');
  if (total > 0) {
    const workers = total < ALONE_PAPERS ? 0 : threads;
    const runner = await openRunner<ExtractTask, ExtractOutcome>(bundle, workers);
    const store = storing(db);
    try {
      await inFlight(unreadBatches(db), Math.max(1, workers * 2), async (task) => {
        const outcome = await runner.run(task);
        step.add(outcome.papers);
        await store.add(outcome);
      });
      await store.flush();
    } finally {
      await runner.close();
    }
  }
  step.done();
  await db.run('DROP TABLE unread');
  return total;
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

/** Gathers outcomes and stores them many at a time, on a connection of its own: the papers stream on the other. */
function storing(db: WorkDb) {
  let waiting: ExtractOutcome[] = [];
  let papers = 0;
  let last = Promise.resolve();
  const flush = (): Promise<void> => {
    const files = waiting.map((o) => `${o.spool}.extractions.ndjson`);
    waiting = [];
    papers = 0;
    if (files.length === 0) return last;
    const mine = last.then(async () => {
      await db.beside(`INSERT INTO extraction BY NAME SELECT * FROM ${spooled(files, EXTRACTION_COLUMNS)}`);
      for (const file of files) rmSync(file, { force: true });
    });
    // A failure is thrown to the one that flushed; the next flush must not fail for it again.
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    add: async (outcome: ExtractOutcome): Promise<void> => {
      waiting.push(outcome);
      papers += outcome.papers;
      if (papers >= STORED_AT_ONCE) await flush();
    },
    flush,
  };
}
