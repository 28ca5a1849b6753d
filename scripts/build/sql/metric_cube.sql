-- Gains and scores by measure, topic, month, set of sources and factor bin (quarters of a doubling).
-- One text for DuckDB and Spark SQL: reads papers, paper_topics, topics and metrics.
WITH numbered AS (
  SELECT
    m.paper_id,
    m.kind,
    m.measure,
    CAST(date_trunc('month', m.date) AS DATE) AS month,
    p.sources,
    CASE WHEN m.factor_high > 0 THEN CAST(floor(log2(m.factor_high) * 4) AS INT) END AS bin
  FROM metrics m
  JOIN papers p ON p.paper_id = m.paper_id
),
cells AS (
  SELECT paper_id, kind, measure, month, sources, bin, count(*) AS metrics
  FROM numbered
  GROUP BY paper_id, kind, measure, month, sources, bin
),
topical AS (
  SELECT topic_id AS topic, paper_id
  FROM paper_topics
  UNION ALL
  SELECT DISTINCT concat('area:', t.area) AS topic, p.paper_id
  FROM paper_topics p
  JOIN topics t ON t.topic_id = p.topic_id
  WHERE t.area IS NOT NULL
),
counted AS (
  SELECT c.kind, c.measure, t.topic, c.month, c.sources, c.bin, sum(c.metrics) AS metrics, count(*) AS papers
  FROM cells c
  JOIN topical t ON t.paper_id = c.paper_id
  GROUP BY c.kind, c.measure, t.topic, c.month, c.sources, c.bin
  UNION ALL
  SELECT kind, measure, '*' AS topic, month, sources, bin, sum(metrics) AS metrics, count(*) AS papers
  FROM cells
  GROUP BY kind, measure, month, sources, bin
)
SELECT
  kind,
  measure,
  topic,
  month,
  sources,
  bin,
  CAST(metrics AS INT) AS metrics,
  CAST(papers AS INT) AS papers
FROM counted
ORDER BY kind, measure, topic, month, sources, bin NULLS FIRST
