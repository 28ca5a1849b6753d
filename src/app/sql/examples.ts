/** Questions that the tables answer, to begin from. Every one is run by tests/app/sql/examples.test.ts. */

export type Example = { asks: string; query: string };

export const EXAMPLES: readonly Example[] = [
  {
    asks: 'Which topics grew most from the year before the last to the last?',
    query: `WITH days AS (SELECT max(first_seen) AS last FROM papers),
counts AS (
  SELECT t.topic_id,
    count(*) FILTER (t.date > last - INTERVAL 1 YEAR) AS now,
    count(*) FILTER (t.date <= last - INTERVAL 1 YEAR AND t.date > last - INTERVAL 2 YEAR) AS before
  FROM paper_topics t, days
  GROUP BY t.topic_id
)
SELECT label AS topic, before, now, round(now / before, 2) AS ratio
FROM counts JOIN topics USING (topic_id)
WHERE kind = 'curated' AND before >= 10
ORDER BY ratio DESC
LIMIT 20`,
  },
  {
    asks: 'What speedup do papers of a topic report, and against what?',
    query: `SELECT coalesce(lower(g.baseline), '(none named)') AS against,
  count(*) AS claims,
  median(g.factor_high) AS median_factor,
  max(g.factor_high) AS largest
FROM metrics g JOIN paper_topics t USING (paper_id)
WHERE g.kind = 'gain' AND g.measure = 'speed'
  AND g.factor_high IS NOT NULL AND t.topic_id = 'speculative-decoding'
GROUP BY against
ORDER BY claims DESC`,
  },
  {
    asks: 'Which papers claim more than ten times less memory, in their own words?',
    query: `SELECT g.factor_high AS factor, p.title, p.paper_id,
  substring(CASE g.field WHEN 'abstract' THEN p.abstract ELSE m.summary END,
    g.sentence_start + 1, g.sentence_length) AS sentence
FROM metrics g JOIN papers p USING (paper_id)
  LEFT JOIN mentions m ON m.paper_id = g.paper_id AND m.digest_id = g.digest_id
WHERE g.kind = 'gain' AND g.measure = 'memory' AND g.factor_high > 10
ORDER BY factor DESC`,
  },
  {
    asks: 'How many papers a month, and how many of them report a gain?',
    query: `SELECT date_trunc('month', first_seen) AS month,
  count(*) AS papers,
  count(*) FILTER (gains > 0) AS with_a_gain
FROM papers
GROUP BY month
ORDER BY month`,
  },
  {
    asks: 'Which two topics stand together more often than chance would have it?',
    query: `WITH n AS (SELECT count(*) AS papers FROM papers),
alone AS (SELECT topic_id, count(*) AS papers FROM paper_topics GROUP BY topic_id),
pairs AS (
  SELECT a.topic_id AS one, b.topic_id AS other, count(*) AS papers
  FROM paper_topics a JOIN paper_topics b ON a.paper_id = b.paper_id AND a.topic_id < b.topic_id
  GROUP BY one, other
  HAVING count(*) >= 15
)
SELECT x.label AS one, y.label AS other, p.papers,
  round(p.papers * n.papers / (c.papers * d.papers), 1) AS lift
FROM pairs p, n
  JOIN alone c ON c.topic_id = p.one JOIN alone d ON d.topic_id = p.other
  JOIN topics x ON x.topic_id = p.one JOIN topics y ON y.topic_id = p.other
ORDER BY lift DESC
LIMIT 30`,
  },
  {
    asks: 'Which papers were listed most often, and by whom?',
    query: `SELECT p.title, p.mentions, p.sources, p.upvotes, p.first_seen, p.paper_id
FROM papers p
ORDER BY p.mentions DESC, p.upvotes DESC NULLS LAST
LIMIT 50`,
  },
  {
    asks: 'What benchmarks do papers report on, and the best score named?',
    query: `SELECT lower(benchmark) AS benchmark, name AS metric, unit,
  count(*) AS scores, median(high) AS median, max(high) AS best
FROM metrics
WHERE kind = 'score' AND benchmark IS NOT NULL
GROUP BY ALL
HAVING count(*) >= 3
ORDER BY scores DESC`,
  },
  { asks: 'What is in a table?', query: 'SUMMARIZE papers' },
];
