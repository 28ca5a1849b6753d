/** Extractions → the tables `metrics` and `paper_topics` and the cubes rolled up from them: of all papers or the changed. */
import type { Problem } from '../../src/core/problem.ts';
import { TOPICS } from '../../src/core/topics/taxonomy.ts';
import { tables } from '../../src/core/tables/schema.ts';
import { correctMetrics, type CorrectionFiles } from './corrections.ts';
import { blocksOf, near, onDays, startOf } from './ranges.ts';
import { sqlText } from './sql-text.ts';
import { columnList, type WorkDb } from './workdb.ts';

type TopicRow = { topic_id: string; label: string; area: string | null; kind: string; scope: string | null };

/** Cells of one period depend on that period's papers alone. */
const CUBES = [
  { name: 'trend_cube', column: 'week', unit: 'week' },
  { name: 'metric_cube', column: 'month', unit: 'month' },
] as const;

/**
 * `corrections` are worked into the metrics before anything is counted; those that no longer fit come back. Papers
 * that they speak of are derived anew when they or those papers changed.
 */
export async function deriveTables(
  db: WorkDb,
  { corrections, hash }: Corrections = NONE,
): Promise<Problem[]> {
  await db.run(`CREATE OR REPLACE TABLE scratch.topics (${columnList(tables.topics)})`);
  await addTopics(
    db,
    TOPICS.map((t) => ({ ...t, kind: 'curated' })),
  );
  await db.run(
    `INSERT INTO scratch.topics BY NAME SELECT topic_id, label, 'discovered' AS kind, scope FROM term`,
  );
  const derived = await db.state('derived');
  const kept = JSON.parse((await db.state('corrected')) ?? '{"hash":"","papers":[],"lost":[]}') as Corrected;
  const papers = [...new Set(corrections.map((one) => one.paper_id))];
  const redo = derived === null || hash !== kept.hash || (await anyChanged(db, papers));
  if (redo && derived !== null) await noteChanged(db, [...kept.papers, ...papers]);
  const correct = async (): Promise<void> => {
    if (redo) await keepCorrected(db, { hash, papers, lost: await correctMetrics(db, corrections) });
  };
  if (derived === null) await deriveAll(db, correct);
  else await deriveChanged(db, derived === 'but-terms', correct);
  const now = JSON.parse((await db.state('corrected')) ?? 'null') as Corrected | null;
  return now?.lost ?? [];
}

type Corrections = Pick<CorrectionFiles, 'corrections' | 'hash'>;
const NONE: Corrections = { corrections: [], hash: '' };
type Corrected = { hash: string; papers: string[]; lost: Problem[] };

const keepCorrected = (db: WorkDb, now: Corrected): Promise<void> =>
  db.setState('corrected', `'${JSON.stringify(now).replaceAll("'", "''")}'`);

const listed = (ids: readonly string[]): string =>
  ids.length === 0 ? "('')" : `(${ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ')})`;

async function anyChanged(db: WorkDb, papers: readonly string[]): Promise<boolean> {
  const [row] = await db.rows<{ n: bigint }>(
    `SELECT count(*) AS n FROM changed WHERE paper_id IN ${listed(papers)}`,
  );
  return (row?.n ?? 0n) > 0n;
}

const noteChanged = (db: WorkDb, papers: readonly string[]): Promise<void> =>
  db.run(`
    INSERT INTO changed BY NAME
    SELECT paper_id, first_seen AS day_before, first_seen AS day_now FROM paper WHERE paper_id IN ${listed(papers)}`);

async function deriveAll(db: WorkDb, correct: () => Promise<void>): Promise<void> {
  await db.run('CREATE OR REPLACE VIEW scratch.paper_now AS FROM work.main.paper');
  await db.run('CREATE OR REPLACE VIEW scratch.extraction_now AS FROM work.main.extraction');
  await db.transaction(async () => {
    for (const table of ['metrics', 'paper_topics']) {
      await db.run(`DELETE FROM ${table}`);
      await db.run(`INSERT INTO ${table} BY NAME ${sqlText(table)}`);
    }
    await correct();
    for (const cube of CUBES) await recount(db, cube, null);
    for (const table of ['changed', 'dirty', 'part']) await db.run(`DELETE FROM ${table}`);
    // A paper without an extraction (a failed one) is looked at again by the next build.
    await db.run(`
      INSERT INTO changed BY NAME SELECT paper_id, first_seen AS day_before, first_seen AS day_now FROM paper
      WHERE text_key NOT IN (SELECT text_key FROM extraction)`);
    await db.setState('derived', "'all'");
  });
  for (const view of ['paper_now', 'extraction_now']) await db.run(`DROP VIEW scratch.${view}`);
}

async function deriveChanged(db: WorkDb, terms: boolean, correct: () => Promise<void>): Promise<void> {
  const days = await db.rows<{ before: string | null; now: string | null }>(
    'SELECT DISTINCT day_before::VARCHAR AS before, day_now::VARCHAR AS now FROM changed',
  );
  if (!terms && days.length === 0) {
    await correct();
    return;
  }
  const now = days.flatMap((d) => d.now ?? []);
  const both = [...now, ...days.flatMap((d) => d.before ?? [])];
  await db.run(`
    CREATE OR REPLACE TABLE scratch.paper_now AS
    SELECT * FROM paper WHERE ${onDays('first_seen', now)} AND paper_id IN (SELECT paper_id FROM changed)`);
  const read = 'SELECT rowid AS id FROM extraction WHERE text_key IN (SELECT text_key FROM paper_now)';
  const blocks = (await db.rows<{ block: bigint }>(blocksOf(read))).map((b) => b.block);
  await db.run(`
    CREATE OR REPLACE TABLE scratch.extraction_now AS
    SELECT * FROM extraction WHERE ${near('rowid', blocks)} AND text_key IN (SELECT text_key FROM paper_now)`);
  await db.transaction(async () => {
    for (const table of ['metrics', 'paper_topics']) {
      await db.run(
        `DELETE FROM ${table} WHERE ${onDays('date', both)} AND paper_id IN (SELECT paper_id FROM changed)`,
      );
      await db.run(`INSERT INTO ${table} BY NAME ${sqlText(table)}`);
    }
    await correct();
    if (terms) await replaceTerms(db);
    for (const cube of CUBES) await recount(db, cube, terms ? null : both);
    await db.run(`
      INSERT INTO dirty
      SELECT 'paper' AS kind, day FROM (SELECT unnest([day_before, day_now]) AS day FROM changed) WHERE day IS NOT NULL`);
    await db.run(`
      DELETE FROM changed WHERE paper_id NOT IN (
        SELECT paper_id FROM paper_now WHERE text_key NOT IN (SELECT text_key FROM extraction_now))`);
    await db.setState('derived', "'all'");
  });
  for (const table of ['paper_now', 'extraction_now']) await db.run(`DROP TABLE scratch.${table}`);
}

/** The rows of discovered terms, after other terms were found: of all papers. */
async function replaceTerms(db: WorkDb): Promise<void> {
  await db.run("DELETE FROM paper_topics WHERE starts_with(topic_id, 'term:')");
  await db.run(`
    INSERT INTO paper_topics BY NAME
    SELECT p.paper_id, t.topic_id, p.first_seen AS date, t.weight, false AS main, t.phrase AS phrases
    FROM paper_term t
    JOIN paper p ON p.paper_id = t.paper_id`);
  await db.run("DELETE FROM part WHERE name IN ('paper_topics', 'trend_cube', 'metric_cube')");
}

/** Counts the cells of the periods anew that hold the days; of all periods when `days` is null. */
async function recount(db: WorkDb, cube: (typeof CUBES)[number], days: string[] | null): Promise<void> {
  const { name, column, unit } = cube;
  const starts = days === null ? null : [...new Set(days.map((day) => startOf(day, unit)))];
  const within = (of: string) => (starts === null ? 'true' : onDays(of, starts, unit));
  await db.run(`DELETE FROM ${name} WHERE ${within(column)}`);
  const tables = [
    `papers AS (SELECT paper_id, first_seen, sources FROM work.main.paper WHERE ${within('first_seen')})`,
    `paper_topics AS (SELECT * FROM work.main.paper_topics WHERE ${within('date')})`,
    `metrics AS (SELECT * FROM work.main.metrics WHERE ${within('date')})`,
  ];
  // The text of the cube is shared with other engines; what it reads is narrowed from outside.
  await db.run(
    `INSERT INTO ${name} BY NAME ${sqlText(name).replace(/^WITH /m, `WITH ${tables.join(', ')}, `)}`,
  );
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
