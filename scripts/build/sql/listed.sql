-- The mentions in scope under their papers (table `identified`), each with its place among its paper's mentions.
SELECT
  m.mention_id,
  i.paper_id,
  s.digest_id,
  CAST(row_number() OVER (
    PARTITION BY i.paper_id
    ORDER BY m.date, m.source, m.file, m.line, m.local_id, m.rank, m.seq
  ) AS INTEGER) AS place,
  m.date,
  m.source,
  m.upvotes,
  m.author_count,
  m.title_length,
  m.abstract_length,
  m.summary_length,
  CASE WHEN m.abstract_length > 0 THEN 0 WHEN m.author_count > 0 THEN 1 ELSE 2 END AS title_tier,
  m.has_url,
  m.has_code,
  CASE WHEN i.paper_id = concat('arxiv:', m.arxiv_id) THEN m.published END AS published,
  m.title_hash,
  m.abstract_hash,
  m.summary_hash,
  m.doi_key,
  m.title_key
FROM identified i
JOIN scope m ON m.mention_id = i.mention_id
JOIN issue_now s ON s.file_key = m.file_key AND s.local_id = m.local_id
