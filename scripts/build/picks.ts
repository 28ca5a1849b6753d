/** Which mention a paper takes a field from: SQL over the scratch tables `listed_now` and `merged`. */

/**
 * Of a paper's mentions with the longest text the first by the text itself. Only where such mentions differ are
 * their texts looked at.
 */
export const pickLongest = (field: 'abstract' | 'summary'): string => `
  WITH candidates AS (
    SELECT l.paper_id, l.mention_id, l.place, min(l.${field}_hash) OVER paper <> max(l.${field}_hash) OVER paper AS differ
    FROM listed_now l
    JOIN merged p ON p.paper_id = l.paper_id AND p.${field}_length = l.${field}_length
    WINDOW paper AS (PARTITION BY l.paper_id)
  )
  SELECT paper_id, arg_min(mention_id, place) AS mention_id FROM candidates WHERE NOT differ GROUP BY paper_id
  UNION ALL
  ${firstOf(`SELECT * FROM candidates WHERE differ`, `m.${field}`, field)}`;

/** Of those with the most authors the first by their names. */
export const pickAuthors = `
  WITH candidates AS (
    SELECT l.paper_id, l.mention_id, l.place, count(*) OVER (PARTITION BY l.paper_id) AS rivals
    FROM listed_now l
    JOIN merged p ON p.paper_id = l.paper_id AND p.author_count = l.author_count
    WHERE p.author_count > 0
  )
  SELECT paper_id, mention_id FROM candidates WHERE rivals = 1
  UNION ALL
  ${firstOf('SELECT * FROM candidates WHERE rivals > 1', 'm.authors', 'authors')}`;

/** The longest plausible title of the most trusted tier, else the shortest: see titleOf in merge.ts. */
const PLAUSIBLE = 250;
export const pickTitle = `
  WITH candidates AS (
    SELECT l.paper_id, l.mention_id, l.place, l.title_length,
      min(l.title_hash) OVER paper <> max(l.title_hash) OVER paper AS differ
    FROM listed_now l
    JOIN merged p ON p.paper_id = l.paper_id AND p.title_tier = l.title_tier
    WINDOW paper AS (PARTITION BY l.paper_id)
  )
  SELECT paper_id, arg_min(mention_id, place) AS mention_id FROM candidates WHERE NOT differ GROUP BY paper_id
  UNION ALL
  ${firstOf(
    'SELECT * FROM candidates WHERE differ',
    `c.title_length > ${PLAUSIBLE},
        CASE WHEN c.title_length > ${PLAUSIBLE} THEN c.title_length ELSE -c.title_length END,
        CASE WHEN c.title_length <= ${PLAUSIBLE} THEN m.title END,
        CASE WHEN c.title_length > ${PLAUSIBLE} THEN m.title END DESC`,
    'title',
  )}`;

function firstOf(candidates: string, order: string, field: string): string {
  return `
  SELECT c.paper_id, arg_min(c.mention_id, c.nth) AS mention_id
  FROM (
    SELECT c.paper_id, c.mention_id, row_number() OVER (PARTITION BY c.paper_id ORDER BY ${order}, c.place) AS nth
    FROM (${candidates}) c
    JOIN (SELECT mention_id, ${field} FROM mention) m ON m.mention_id = c.mention_id
  ) c
  GROUP BY c.paper_id`;
}
