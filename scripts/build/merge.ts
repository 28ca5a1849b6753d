/** Mentions → papers in DuckDB: the same rules as src/core/papers/merge.ts (a test compares them), flat in memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './options.ts';
import type { WorkDb } from './workdb.ts';

/** A statement of scripts/build/sql. */
export const sqlText = (name: string): string =>
  readFileSync(join(ROOT, 'scripts/build/sql', `${name}.sql`), 'utf8').trim();

/**
 * Which mention a paper takes a field from: of those with the greatest `length`, the first by the text itself. Only
 * papers with several such mentions have their texts looked at.
 */
const longest = (field: string, length: string): string => `
  WITH candidates AS (
    SELECT l.paper_id, l.mention_id, l.place, count(*) OVER (PARTITION BY l.paper_id) AS rivals
    FROM listed l
    JOIN merged p ON p.paper_id = l.paper_id AND p.${length} = l.${length}
  )
  SELECT paper_id, mention_id FROM candidates WHERE rivals = 1
  UNION ALL
  SELECT c.paper_id, arg_min(c.mention_id, c.nth) AS mention_id
  FROM (
    SELECT c.paper_id, c.mention_id, row_number() OVER (PARTITION BY c.paper_id ORDER BY m.${field}, c.place) AS nth
    FROM candidates c
    JOIN mention m ON m.mention_id = c.mention_id
    WHERE c.rivals > 1
  ) c
  GROUP BY c.paper_id`;

/** The longest plausible title of the most trusted tier, else the shortest: see titleOf in merge.ts. */
const PLAUSIBLE = 250;
const title = `
  WITH tiers AS (
    SELECT paper_id, min(title_tier) AS tier FROM listed GROUP BY paper_id
  ),
  candidates AS (
    SELECT l.paper_id, l.mention_id, l.place, l.title_length, count(*) OVER (PARTITION BY l.paper_id) AS rivals
    FROM listed l
    JOIN tiers t ON t.paper_id = l.paper_id AND t.tier = l.title_tier
  )
  SELECT paper_id, mention_id FROM candidates WHERE rivals = 1
  UNION ALL
  SELECT paper_id, arg_min(mention_id, nth) AS mention_id
  FROM (
    SELECT c.paper_id, c.mention_id, row_number() OVER (
      PARTITION BY c.paper_id
      ORDER BY
        c.title_length > ${PLAUSIBLE},
        CASE WHEN c.title_length > ${PLAUSIBLE} THEN c.title_length ELSE -c.title_length END,
        CASE WHEN c.title_length <= ${PLAUSIBLE} THEN m.title END,
        CASE WHEN c.title_length > ${PLAUSIBLE} THEN m.title END DESC,
        c.place
    ) AS nth
    FROM candidates c
    JOIN mention m ON m.mention_id = c.mention_id
    WHERE c.rivals > 1
  )
  GROUP BY paper_id`;

/**
 * Makes the scratch tables `issue` (digests under their final ids), `listed` (mention → paper), `merged` (papers
 * without their texts) and `paper` (whole papers, with the text that extraction reads and its key).
 */
export async function mergeInDatabase(db: WorkDb): Promise<number> {
  const make = (name: string, text: string) => db.run(`CREATE OR REPLACE TABLE ${name} AS ${text}`);
  await make('issue', sqlText('issue'));
  await make('listed', sqlText('listed'));
  await make('merged', sqlText('merged'));
  await make('pick_title', title);
  await make('pick_abstract', longest('abstract', 'abstract_length'));
  await make('pick_summary', longest('summary', 'summary_length'));
  await make('pick_authors', longest('authors', 'author_count'));
  await make('paper', sqlText('paper'));
  for (const field of ['title', 'abstract', 'summary', 'authors']) await db.run(`DROP TABLE pick_${field}`);
  await db.run('DROP TABLE merged');
  const [row] = await db.rows<{ papers: bigint }>('SELECT count(*) AS papers FROM paper');
  return Number(row?.papers ?? 0);
}
