-- The tables of the dataset, under the names that the shared roll-ups read.

CREATE OR REPLACE TEMPORARY VIEW topics AS
SELECT topic_id, label, area, 'curated' AS kind, scope FROM curated
UNION ALL
SELECT term.topic_id, term.label, CAST(NULL AS STRING) AS area, 'discovered' AS kind, term.scope
FROM found
WHERE term IS NOT NULL;

INSERT OVERWRITE DIRECTORY '${work}/paper_topics' USING parquet
SELECT p.paper_id, t.topic_id, p.first_seen AS date, t.weight, t.main, t.phrases
FROM (SELECT paper_id, explode(topics) AS t FROM extraction) x
JOIN paper p ON p.paper_id = x.paper_id
UNION ALL
-- A discovered term is never a paper's main topic: what it is about is the taxonomy's to say.
SELECT p.paper_id, held.topic_id, p.first_seen AS date, held.weight, false AS main, held.phrase AS phrases
FROM found f
JOIN paper p ON p.paper_id = f.held.paper_id
WHERE held IS NOT NULL;

CREATE OR REPLACE TEMPORARY VIEW paper_topics USING parquet OPTIONS (path '${work}/paper_topics');

INSERT OVERWRITE DIRECTORY '${work}/metrics' USING parquet
SELECT
  concat(p.paper_id, '#', CASE WHEN m.kind = 'gain' THEN 'g' ELSE 's' END, m.n) AS metric_id,
  p.paper_id,
  p.first_seen AS date,
  m.kind,
  m.measure,
  m.form,
  m.low,
  m.high,
  m.unit,
  m.name,
  m.factor_low,
  m.factor_high,
  m.qualifier,
  m.sense,
  m.target,
  m.benchmark,
  m.baseline,
  p.field,
  p.digest_id,
  m.start,
  m.length,
  m.sentence_start,
  m.sentence_length,
  m.n
FROM (SELECT paper_id, explode(metrics) AS m FROM extraction) x
JOIN paper p ON p.paper_id = x.paper_id;

CREATE OR REPLACE TEMPORARY VIEW metrics USING parquet OPTIONS (path '${work}/metrics');

CREATE OR REPLACE TEMPORARY VIEW papers AS
SELECT p.*, coalesce(x.gains, 0) AS gains, coalesce(x.scores, 0) AS scores
FROM paper p
LEFT JOIN extraction x ON x.paper_id = p.paper_id;

CREATE OR REPLACE TEMPORARY VIEW mentions AS
SELECT paper_id, digest_id, date, rank, upvotes, summary, place FROM listed;

CREATE OR REPLACE TEMPORARY VIEW digests AS
SELECT * FROM issue;

CREATE OR REPLACE TEMPORARY VIEW rejects AS
SELECT file, line, concat(code, ': ', detail) AS reason, excerpt, seq FROM reject;
