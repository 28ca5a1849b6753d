-- Which paper each mention is of (src/core/papers/merge.ts in SQL), and its place among all mentions.
WITH arxiv_of_doi AS (
  SELECT doi, concat('arxiv:', min(arxiv_id)) AS paper_id
  FROM mention
  WHERE arxiv_id IS NOT NULL AND doi IS NOT NULL
  GROUP BY doi
),
owned AS (
  SELECT
    m.mention_id,
    m.norm_title,
    m.arxiv_id IS NULL AND m.doi IS NULL AS by_title,
    CASE WHEN m.arxiv_id IS NULL AND m.doi IS NOT NULL THEN coalesce(a.paper_id, m.own_id) ELSE m.own_id END AS own_id
  FROM mention m
  LEFT JOIN arxiv_of_doi a ON a.doi = m.doi
),
id_of_title AS (
  SELECT norm_title, min(own_id) AS paper_id
  FROM owned
  WHERE NOT by_title
    AND norm_title <> ''
    AND norm_title IN (SELECT norm_title FROM owned WHERE by_title)
  GROUP BY norm_title
),
identified AS (
  SELECT o.mention_id, coalesce(t.paper_id, o.own_id) AS paper_id
  FROM owned o
  LEFT JOIN id_of_title t ON o.by_title AND t.norm_title = o.norm_title
)
SELECT
  m.mention_id,
  i.paper_id,
  row_number() OVER (ORDER BY m.date, m.source, m.file, m.line, m.local_id, m.rank, m.seq) AS place,
  m.date,
  m.source,
  m.upvotes,
  m.author_count,
  m.title_length,
  m.abstract_length,
  m.summary_length,
  CASE WHEN m.abstract_length > 0 THEN 0 WHEN m.author_count > 0 THEN 1 ELSE 2 END AS title_tier,
  coalesce(m.url, '') <> '' AS has_url,
  coalesce(m.code_url, '') <> '' AS has_code,
  CASE WHEN i.paper_id = concat('arxiv:', m.arxiv_id) THEN m.published END AS published,
  s.digest_id
FROM identified i
JOIN mention m ON m.mention_id = i.mention_id
JOIN issue s ON s.file_key = m.file_key AND s.local_id = m.local_id
