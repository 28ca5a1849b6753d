-- Papers without their texts. The text that is read is the abstract, else the longest summary of its mentions.
WITH read AS (
  SELECT
    p.*,
    pa.mention_id AS abstract_id,
    ps.mention_id AS summary_id,
    coalesce(p.abstract_length, 0) = 0 AND ps.mention_id IS NOT NULL AS reads_summary
  FROM merged p
  LEFT JOIN pick_abstract pa ON pa.paper_id = p.paper_id
  LEFT JOIN pick_summary ps ON ps.paper_id = p.paper_id
)
SELECT
  p.paper_id,
  p.first_seen,
  p.sources,
  p.mentions,
  p.upvotes,
  p.published,
  pt.mention_id AS title_id,
  p.abstract_id,
  p.summary_id,
  pu.mention_id AS authors_id,
  CASE WHEN NOT starts_with(p.paper_id, 'arxiv:') THEN p.url_id END AS url_id,
  p.code_id,
  CASE WHEN p.reads_summary THEN 'summary' WHEN p.abstract_length > 0 THEN 'abstract' END AS field,
  CASE WHEN p.reads_summary THEN s.digest_id END AS digest_id,
  CASE WHEN p.reads_summary THEN p.summary_id WHEN p.abstract_length > 0 THEN p.abstract_id END AS text_id,
  concat(t.title_hash, CASE WHEN p.reads_summary THEN s.summary_hash WHEN p.abstract_length > 0 THEN a.abstract_hash END) AS text_key
FROM read p
JOIN pick_title pt ON pt.paper_id = p.paper_id
JOIN listed_now t ON t.mention_id = pt.mention_id
LEFT JOIN listed_now a ON a.mention_id = p.abstract_id
LEFT JOIN listed_now s ON s.mention_id = p.summary_id
LEFT JOIN pick_authors pu ON pu.paper_id = p.paper_id
ORDER BY p.first_seen, p.paper_id
