-- Which paper each mention is of, and one row a paper: src/core/papers/merge.ts, spread over a cluster by paper.
-- Reads ${in}/mention, ${in}/digest and ${in}/reject (Parquet, written by `npm run spark:mentions`).

CREATE OR REPLACE TEMPORARY VIEW mention USING parquet OPTIONS (path '${in}/mention');
CREATE OR REPLACE TEMPORARY VIEW digest USING parquet OPTIONS (path '${in}/digest');
CREATE OR REPLACE TEMPORARY VIEW reject USING parquet OPTIONS (path '${in}/reject');

-- Several digests of a source on one day are numbered over all files, by file and place.
CREATE OR REPLACE TEMPORARY VIEW issue AS
SELECT
  concat(source, '/', date_format(date, 'yyyy-MM-dd'), CASE WHEN nth > 1 THEN concat('#', nth) ELSE '' END) AS digest_id,
  source,
  date,
  format,
  file,
  entries,
  rejected,
  file_key,
  local_id
FROM (
  SELECT *, row_number() OVER (PARTITION BY source, date ORDER BY file, seq) AS nth
  FROM digest
);

CREATE OR REPLACE TEMPORARY VIEW arxiv_of_doi AS
SELECT doi, concat('arxiv:', min(arxiv_id)) AS paper_id
FROM mention
WHERE arxiv_id IS NOT NULL AND doi IS NOT NULL
GROUP BY doi;

CREATE OR REPLACE TEMPORARY VIEW owned AS
SELECT
  m.*,
  m.arxiv_id IS NULL AND m.doi IS NULL AS by_title,
  CASE WHEN m.arxiv_id IS NULL AND m.doi IS NOT NULL THEN coalesce(a.paper_id, m.own_id) ELSE m.own_id END AS id
FROM mention m
LEFT JOIN arxiv_of_doi a ON a.doi = m.doi;

CREATE OR REPLACE TEMPORARY VIEW id_of_title AS
SELECT norm_title, min(id) AS paper_id
FROM owned
WHERE NOT by_title
  AND norm_title <> ''
  AND norm_title IN (SELECT norm_title FROM owned WHERE by_title)
GROUP BY norm_title;

-- `place` is where a mention stands among all: by its columns, since one numbering of a million rows is one task.
INSERT OVERWRITE DIRECTORY '${work}/listed' USING parquet
SELECT
  coalesce(t.paper_id, o.id) AS paper_id,
  s.digest_id,
  o.date,
  o.source,
  o.rank,
  o.upvotes,
  o.title,
  o.abstract,
  o.summary,
  o.authors,
  o.url,
  o.code_url,
  o.title_length,
  o.abstract_length,
  o.summary_length,
  o.author_count,
  CASE WHEN o.abstract_length > 0 THEN 0 WHEN o.author_count > 0 THEN 1 ELSE 2 END AS title_tier,
  CASE WHEN coalesce(t.paper_id, o.id) = concat('arxiv:', o.arxiv_id) THEN o.published END AS published,
  struct(o.date, o.source, o.file, o.line, o.local_id, coalesce(o.rank, 2147483647) AS rank, o.seq) AS place
FROM owned o
LEFT JOIN id_of_title t ON o.by_title AND t.norm_title = o.norm_title
JOIN issue s ON s.file_key = o.file_key AND s.local_id = o.local_id;

CREATE OR REPLACE TEMPORARY VIEW listed USING parquet OPTIONS (path '${work}/listed');

-- The same orders as scripts/build/merge.ts: the longest text, of equals the first by the text itself.
CREATE OR REPLACE TEMPORARY VIEW picked AS
SELECT
  *,
  row_number() OVER (
    PARTITION BY paper_id
    ORDER BY
      title_tier,
      title_length > 250,
      CASE WHEN title_length > 250 THEN title_length ELSE -title_length END,
      CASE WHEN title_length <= 250 THEN title END NULLS LAST,
      CASE WHEN title_length > 250 THEN title END DESC NULLS LAST,
      place
  ) AS nth_title,
  row_number() OVER (PARTITION BY paper_id ORDER BY abstract_length DESC NULLS LAST, abstract NULLS LAST, place) AS nth_abstract,
  row_number() OVER (PARTITION BY paper_id ORDER BY summary_length DESC NULLS LAST, summary NULLS LAST, place) AS nth_summary,
  row_number() OVER (PARTITION BY paper_id ORDER BY author_count DESC NULLS LAST, authors NULLS LAST, place) AS nth_authors
FROM listed;

CREATE OR REPLACE TEMPORARY VIEW merged AS
SELECT
  paper_id,
  max(CASE WHEN nth_title = 1 THEN title END) AS title,
  max(CASE WHEN nth_abstract = 1 THEN abstract END) AS abstract,
  max(CASE WHEN nth_summary = 1 THEN summary END) AS summary,
  max(CASE WHEN nth_summary = 1 THEN digest_id END) AS summary_digest,
  max(CASE WHEN nth_authors = 1 THEN authors END) AS authors,
  min_by(url, place) FILTER (WHERE url <> '') AS url,
  min_by(code_url, place) FILTER (WHERE code_url <> '') AS code_url,
  max(published) AS published,
  min(date) AS first_seen,
  array_join(sort_array(collect_set(source)), '+') AS sources,
  count(*) AS mentions,
  max(upvotes) AS upvotes
FROM picked
GROUP BY paper_id;

INSERT OVERWRITE DIRECTORY '${work}/paper' USING parquet
SELECT
  paper_id,
  title,
  abstract,
  replace(authors, chr(10), ', ') AS authors,
  CASE WHEN startswith(paper_id, 'arxiv:') THEN concat('https://arxiv.org/abs/', substr(paper_id, 7)) ELSE url END AS url,
  code_url,
  published,
  first_seen,
  sources,
  mentions,
  upvotes,
  CASE WHEN coalesce(abstract, '') <> '' THEN 'abstract' WHEN summary IS NOT NULL THEN 'summary' END AS field,
  CASE WHEN coalesce(abstract, '') = '' AND summary IS NOT NULL THEN summary_digest END AS digest_id,
  CASE WHEN coalesce(abstract, '') <> '' THEN abstract ELSE coalesce(summary, abstract, '') END AS text
FROM merged;

CREATE OR REPLACE TEMPORARY VIEW paper USING parquet OPTIONS (path '${work}/paper');
