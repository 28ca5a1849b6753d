-- Whole papers, by date: each year is then written from a stretch of the table.
-- The text that is read is the abstract, else the longest summary of its mentions.
WITH texts AS (
  SELECT
    p.paper_id,
    t.title,
    a.abstract,
    coalesce(a.abstract, '') = '' AND s.summary IS NOT NULL AS reads_summary,
    CASE WHEN coalesce(a.abstract, '') <> '' THEN a.abstract ELSE s.summary END AS text,
    l.digest_id
  FROM merged p
  JOIN pick_title pt ON pt.paper_id = p.paper_id
  JOIN mention t ON t.mention_id = pt.mention_id
  LEFT JOIN pick_abstract pa ON pa.paper_id = p.paper_id
  LEFT JOIN mention a ON a.mention_id = pa.mention_id
  LEFT JOIN pick_summary ps ON ps.paper_id = p.paper_id
  LEFT JOIN mention s ON s.mention_id = ps.mention_id
  LEFT JOIN listed l ON l.mention_id = ps.mention_id
)
SELECT
  p.paper_id,
  x.title,
  x.abstract,
  replace(au.authors, chr(10), ', ') AS authors,
  CASE WHEN starts_with(p.paper_id, 'arxiv:') THEN concat('https://arxiv.org/abs/', substr(p.paper_id, 7)) ELSE u.url END AS url,
  c.code_url,
  p.published,
  p.first_seen,
  p.sources,
  p.mentions,
  p.upvotes,
  CASE WHEN x.text IS NULL THEN NULL WHEN x.reads_summary THEN 'summary' ELSE 'abstract' END AS field,
  CASE WHEN x.reads_summary THEN x.digest_id END AS digest_id,
  CASE WHEN x.reads_summary THEN x.text END AS summary,
  md5(concat(length(x.title), ':', x.title, x.text)) AS text_key
FROM merged p
JOIN texts x ON x.paper_id = p.paper_id
LEFT JOIN pick_authors pu ON pu.paper_id = p.paper_id
LEFT JOIN mention au ON au.mention_id = pu.mention_id
LEFT JOIN mention u ON u.mention_id = p.url_id
LEFT JOIN mention c ON c.mention_id = p.code_id
ORDER BY p.first_seen, p.paper_id
