/**
 * Mentions → papers in DuckDB: the same rules as src/core/papers/merge.ts (a test compares them), flat in memory.
 * After the first time only papers whose mentions changed are merged again; a test holds both ways equal.
 */
import { pickAuthors, pickLongest, pickTitle } from './picks.ts';
import { makeScope } from './scope.ts';
import { sqlText } from './sql-text.ts';
import type { WorkDb } from './workdb.ts';

export { sqlText } from './sql-text.ts';

const DERIVED = ['issue', 'listed', 'paper', 'changed', 'dirty', 'gone'] as const;

/**
 * Brings the tables `issue` (digests under their final ids), `listed` (mention → paper) and `paper` (papers without
 * their texts) to what the mentions say; what that changed is noted in `changed` and `dirty`. Returns the papers.
 */
export async function mergeInDatabase(db: WorkDb): Promise<number> {
  const upto = await db.state('merged');
  if (upto === null) await db.transaction(() => forgetMerged(db));
  await db.run(`CREATE OR REPLACE TABLE scratch.issue_now AS ${sqlText('issue')}`);
  const whole = await makeScope(db, upto);
  if (whole !== 'nothing') {
    const make = (name: string, text: string) => db.run(`CREATE OR REPLACE TABLE scratch.${name} AS ${text}`);
    await make('listed_now', sqlText('listed'));
    await make('merged', sqlText('merged'));
    await make('pick_title', pickTitle);
    await make('pick_abstract', pickLongest('abstract'));
    await make('pick_summary', pickLongest('summary'));
    await make('pick_authors', pickAuthors);
    await make('paper_now', sqlText('paper'));
    await db.transaction(() => (whole === 'all' ? storeAll(db) : storeChanges(db)));
    const made = 'listed_now merged pick_title pick_abstract pick_summary pick_authors paper_now identified';
    for (const table of made.split(' ')) await db.run(`DROP TABLE scratch.${table}`);
  }
  const [row] = await db.rows<{ papers: bigint }>('SELECT count(*) AS papers FROM paper');
  return Number(row?.papers ?? 0);
}

/** Empties what merging and deriving made, so that the next merge begins anew. Within a transaction. */
export async function forgetMerged(db: WorkDb): Promise<void> {
  for (const table of DERIVED) await db.run(`DELETE FROM ${table}`);
  await db.setState('merged', null);
  await db.setState('derived', null);
}

const MERGED = 'SELECT coalesce(max(mention_id), 0)::VARCHAR FROM mention';

async function storeAll(db: WorkDb): Promise<void> {
  await forgetMerged(db);
  await db.run('INSERT INTO issue BY NAME FROM scratch.issue_now');
  await db.run('INSERT INTO listed BY NAME FROM scratch.listed_now');
  await db.run('INSERT INTO paper BY NAME FROM scratch.paper_now');
  await db.setState('merged', MERGED);
}

async function storeChanges(db: WorkDb): Promise<void> {
  await db.run(`
    INSERT INTO changed BY NAME
    SELECT coalesce(o.paper_id, n.paper_id) AS paper_id, o.first_seen AS day_before, n.first_seen AS day_now,
      o.text_key AS key_before
    FROM (SELECT * FROM paper WHERE paper_id IN (SELECT paper_id FROM scratch.touched)) o
    FULL JOIN scratch.paper_now n ON n.paper_id = o.paper_id
    WHERE o IS DISTINCT FROM n`);
  await db.run(`
    INSERT INTO dirty BY NAME
    SELECT DISTINCT 'mention' AS kind, unnest([o.date, n.date]) AS day
    FROM (SELECT * FROM listed WHERE mention_id IN (SELECT mention_id FROM scratch.reread)) o
    FULL JOIN scratch.listed_now n ON n.mention_id = o.mention_id
    WHERE o IS DISTINCT FROM n`);
  await db.run('DELETE FROM listed WHERE mention_id IN (SELECT mention_id FROM scratch.reread)');
  await db.run('INSERT INTO listed BY NAME FROM scratch.listed_now');
  // Only rows that differ move: what stays in its place keeps the table's order by date.
  const moved = 'SELECT paper_id FROM scratch.touched WHERE paper_id IN (SELECT paper_id FROM changed)';
  await db.run(`DELETE FROM paper WHERE paper_id IN (${moved})`);
  await db.run(`INSERT INTO paper BY NAME SELECT * FROM scratch.paper_now WHERE paper_id IN (${moved})`);
  await db.run('DELETE FROM issue');
  await db.run('INSERT INTO issue BY NAME FROM scratch.issue_now');
  await db.run('DELETE FROM gone');
  await db.setState('merged', MERGED);
}
