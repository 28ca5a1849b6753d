-- Papers by topic, week (its Monday) and set of sources, with the week's papers of the same sources beside them.
-- One text for DuckDB and Spark SQL: reads papers, paper_topics and topics.
WITH dated AS (
  SELECT paper_id, CAST(date_trunc('week', first_seen) AS DATE) AS week, sources
  FROM papers
),
totals AS (
  SELECT week, sources, count(*) AS total
  FROM dated
  GROUP BY week, sources
),
topical AS (
  SELECT topic_id AS topic, paper_id
  FROM paper_topics
  UNION ALL
  -- A paper counts once in an area, however many of its topics lie there.
  SELECT DISTINCT concat('area:', t.area) AS topic, p.paper_id
  FROM paper_topics p
  JOIN topics t ON t.topic_id = p.topic_id
  WHERE t.area IS NOT NULL
),
counted AS (
  SELECT t.topic, d.week, d.sources, count(*) AS papers
  FROM topical t
  JOIN dated d ON d.paper_id = t.paper_id
  GROUP BY t.topic, d.week, d.sources
  UNION ALL
  SELECT '*' AS topic, week, sources, total AS papers
  FROM totals
)
SELECT
  c.topic,
  c.week,
  c.sources,
  CAST(c.papers AS INT) AS papers,
  CAST(t.total AS INT) AS total
FROM counted c
JOIN totals t ON t.week = c.week AND t.sources = c.sources
ORDER BY c.topic, c.week, c.sources
