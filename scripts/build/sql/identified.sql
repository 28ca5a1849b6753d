-- Which paper each mention in scope is of (src/core/papers/merge.ts in SQL). The scope holds, with a mention, all
-- others that share its DOI, or its title where one of them has nothing else.
WITH arxiv_of_doi AS (
  SELECT doi, concat('arxiv:', min(arxiv_id)) AS paper_id
  FROM scope
  WHERE arxiv_id IS NOT NULL AND doi IS NOT NULL
  GROUP BY doi
),
owned AS (
  SELECT
    m.mention_id,
    m.norm_title,
    m.arxiv_id IS NULL AND m.doi IS NULL AS by_title,
    CASE WHEN m.arxiv_id IS NULL AND m.doi IS NOT NULL THEN coalesce(a.paper_id, m.own_id) ELSE m.own_id END AS own_id
  FROM scope m
  LEFT JOIN arxiv_of_doi a ON a.doi = m.doi
),
id_of_title AS (
  SELECT norm_title, min(own_id) AS paper_id
  FROM owned
  WHERE NOT by_title
    AND norm_title <> ''
    AND norm_title IN (SELECT norm_title FROM owned WHERE by_title)
  GROUP BY norm_title
)
SELECT o.mention_id, coalesce(t.paper_id, o.own_id) AS paper_id
FROM owned o
LEFT JOIN id_of_title t ON o.by_title AND t.norm_title = o.norm_title
