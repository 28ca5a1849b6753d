/** Which mentions a merge must look at: all of them the first time, then those that a change can reach. */
import { blocksOf, near } from './ranges.ts';
import { sqlText } from './sql-text.ts';
import type { WorkDb } from './workdb.ts';

/** What identity and order of a mention depend on; never its texts. */
const NARROW = `
  SELECT mention_id, file_key, local_id, source, date, file, line, rank, seq, arxiv_id, doi, norm_title, own_id,
    published, upvotes, author_count, title_length, abstract_length, summary_length,
    title_hash, abstract_hash, summary_hash,
    coalesce(url, '') <> '' AS has_url, coalesce(code_url, '') <> '' AS has_code,
    CASE WHEN doi IS NOT NULL THEN hash(doi) END AS doi_key,
    CASE WHEN norm_title <> '' THEN hash(norm_title) END AS title_key
  FROM mention`;

/** From this part of a corpus of this size on, merging all of it costs less than finding out what to merge. */
const MOST_CHANGED = 0.2;
const LARGE = 5000;

/**
 * Makes the scratch tables `scope` (mentions to merge), `identified` (their papers), `reread` (mentions whose old
 * places go) and `touched` (papers whose old rows may go). `upto` is the last mention that was merged, null: none.
 */
export async function makeScope(db: WorkDb, upto: string | null): Promise<'all' | 'some' | 'nothing'> {
  if (upto !== null) {
    const found = await findChanged(db, upto);
    if (found === 'nothing') return 'nothing';
    if (found === 'some') {
      await reach(db);
      return 'some';
    }
  }
  await db.run(`CREATE OR REPLACE TABLE scratch.scope AS ${NARROW}`);
  await db.run(`CREATE OR REPLACE TABLE scratch.identified AS ${sqlText('identified')}`);
  return 'all';
}

async function narrowOf(db: WorkDb, table: string): Promise<string> {
  const blocks = await db.rows<{ block: bigint }>(blocksOf(`SELECT mention_id AS id FROM ${table}`));
  const where = near(
    'mention_id',
    blocks.map((b) => b.block),
  );
  return `${NARROW} WHERE ${where} AND mention_id IN (SELECT mention_id FROM ${table})`;
}

/** Makes `fresh`: mentions that came, and those of digests whose ids changed with them; `lost`: those that went. */
async function findChanged(db: WorkDb, upto: string): Promise<'all' | 'some' | 'nothing'> {
  await db.run(`
    CREATE OR REPLACE TABLE scratch.lost AS
    SELECT * FROM listed WHERE mention_id IN (SELECT mention_id FROM gone)`);
  await db.run(`
    CREATE OR REPLACE TABLE scratch.fresh AS
    ${NARROW} WHERE mention_id > ${BigInt(upto)}
    UNION ALL
    ${NARROW} WHERE mention_id IN (
      SELECT l.mention_id FROM listed l
      JOIN (SELECT * FROM issue EXCEPT SELECT * FROM issue_now) o ON o.digest_id = l.digest_id
      WHERE l.mention_id NOT IN (SELECT mention_id FROM gone))`);
  type Counts = { lost: bigint; fresh: bigint; all: bigint; issues: bigint };
  const [n] = await db.rows<Counts>(`
    SELECT (SELECT count(*) FROM gone) AS lost, (SELECT count(*) FROM fresh) AS fresh,
      (SELECT count(*) FROM mention) AS "all",
      (SELECT count(*) FROM (SELECT * FROM issue_now EXCEPT SELECT * FROM issue))
        + (SELECT count(*) FROM (SELECT * FROM issue EXCEPT SELECT * FROM issue_now)) AS issues`);
  if (!n) throw new Error('no counts of what changed');
  if (n.lost + n.fresh + n.issues === 0n) return 'nothing';
  const part = Number(n.lost + n.fresh) / Number(n.all);
  return Number(n.all) >= LARGE && part > MOST_CHANGED ? 'all' : 'some';
}

/** From what changed to all that shares a DOI or a title with it, then to all mentions of the papers of those. */
async function reach(db: WorkDb): Promise<void> {
  const make = (name: string, text: string) => db.run(`CREATE OR REPLACE TABLE scratch.${name} AS ${text}`);
  const sharing = (key: 'doi_key' | 'title_key', of: string) => `
    SELECT mention_id, doi_key, title_key FROM listed
    WHERE ${key} IN (SELECT ${key} FROM (${of}) WHERE ${key} IS NOT NULL)`;
  const keys = (table: string) => `SELECT mention_id, doi_key, title_key FROM ${table}`;
  await make('reach_1', `${keys('fresh')} UNION ${keys('lost')}`);
  await make('reach_2', `${keys('reach_1')} UNION ${sharing('doi_key', keys('reach_1'))}`);
  await make('reach_3', `${keys('reach_2')} UNION ${sharing('title_key', keys('reach_2'))}`);
  await make('reach_4', `${keys('reach_3')} UNION ${sharing('doi_key', keys('reach_3'))}`);
  await make('reach', 'SELECT mention_id FROM reach_4 ANTI JOIN gone USING (mention_id)');
  await make('scope', await narrowOf(db, 'reach'));
  await make('reidentified', sqlText('identified'));
  await make(
    'touched',
    `SELECT paper_id FROM reidentified
    UNION SELECT paper_id FROM listed WHERE mention_id IN (SELECT mention_id FROM reach UNION ALL SELECT mention_id FROM gone)`,
  );
  // The other mentions of those papers keep their papers; they are read for the papers' sake.
  await make(
    'identified',
    `FROM reidentified
    UNION ALL
    SELECT mention_id, paper_id FROM listed
    WHERE paper_id IN (SELECT paper_id FROM touched)
      AND mention_id NOT IN (SELECT mention_id FROM reach UNION ALL SELECT mention_id FROM gone)`,
  );
  await make('scope', await narrowOf(db, 'identified'));
  await make('reread', 'SELECT mention_id FROM identified UNION SELECT mention_id FROM gone');
  for (const table of ['fresh', 'lost', 'reach_1', 'reach_2', 'reach_3', 'reach_4', 'reach', 'reidentified'])
    await db.run(`DROP TABLE scratch.${table}`);
}
