-- One row a paper; the mentions whose title, abstract, … it takes stand as ids, so that no text is held or sorted.
SELECT
  paper_id,
  min(date) AS first_seen,
  array_to_string(list_sort(list_distinct(list(source))), '+') AS sources,
  CAST(count(*) AS INTEGER) AS mentions,
  max(upvotes) AS upvotes,
  max(published) AS published,
  arg_min(mention_id, place) FILTER (has_url) AS url_id,
  arg_min(mention_id, place) FILTER (has_code) AS code_id,
  max(abstract_length) AS abstract_length,
  max(summary_length) AS summary_length,
  max(author_count) AS author_count,
  min(title_tier) AS title_tier
FROM listed_now
GROUP BY paper_id
