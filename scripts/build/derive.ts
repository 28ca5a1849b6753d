/** Extractions → the scratch tables `metrics`, `paper_topics` and `topics`, and the cubes rolled up from them. */
import type { Filed } from '../../src/core/corrections.ts';
import type { Problem } from '../../src/core/problem.ts';
import { TOPICS } from '../../src/core/topics/taxonomy.ts';
import { correctMetrics } from './corrections.ts';
import { sqlText } from './merge.ts';
import { columnList, type WorkDb } from './workdb.ts';
import { tables } from '../../src/core/tables/schema.ts';

type TopicRow = { topic_id: string; label: string; area: string | null; kind: string; scope: string | null };

/** `corrections` are worked into the metrics before anything is counted; those that no longer fit come back. */
export async function deriveTables(db: WorkDb, corrections: readonly Filed[] = []): Promise<Problem[]> {
  await db.run(`CREATE OR REPLACE TABLE metrics AS ${sqlText('metrics')}`);
  const lost = await correctMetrics(db, corrections);
  await db.run(`CREATE OR REPLACE TABLE paper_topics AS ${sqlText('paper_topics')}`);
  await db.run(`CREATE OR REPLACE TABLE topics (${columnList(tables.topics)})`);
  await addTopics(
    db,
    TOPICS.map((t) => ({ ...t, kind: 'curated' })),
  );
  await db.run(`INSERT INTO topics BY NAME SELECT topic_id, label, 'discovered' AS kind, scope FROM term`);
  await db.run(sqlText('discovered_topics'));
  await db.run('CREATE OR REPLACE VIEW papers AS SELECT paper_id, first_seen, sources FROM paper');
  for (const cube of ['trend_cube', 'metric_cube'])
    await db.run(`CREATE OR REPLACE TABLE ${cube} AS ${sqlText(cube)}`);
  return lost;
}

async function addTopics(db: WorkDb, topics: readonly TopicRow[]): Promise<void> {
  const appender = await db.connection.createAppender('topics', 'main', 'scratch');
  for (const t of topics) {
    for (const value of [t.topic_id, t.label, t.area, t.kind, t.scope]) {
      if (value === null) appender.appendNull();
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}
