-- What the papers claim and are about: the line filters of the build, one long-lived process a task.

INSERT OVERWRITE DIRECTORY '${work}/extraction' USING parquet
SELECT x.*
FROM (
  SELECT from_json(line, '${extraction}') AS x
  FROM (
    SELECT TRANSFORM (to_json(struct(paper_id, title, text)))
    USING '${node} ${extract}' AS (line STRING)
    FROM (SELECT /*+ REPARTITION(${tasks}) */ paper_id, title, text FROM paper)
  )
);

CREATE OR REPLACE TEMPORARY VIEW extraction USING parquet OPTIONS (path '${work}/extraction');

-- Terms beyond the taxonomy are found by two passes over all papers in order: one task, which keeps counts, not texts.
INSERT OVERWRITE DIRECTORY '${work}/terms' USING parquet
SELECT x.*
FROM (
  SELECT from_json(line, '${found}') AS x
  FROM (
    SELECT TRANSFORM (line)
    USING '${node} ${terms}' AS (line STRING)
    FROM (
      SELECT /*+ REPARTITION(1) */ first_seen, paper_id, to_json(struct(paper_id, first_seen AS date, title, text)) AS line
      FROM paper
      SORT BY first_seen, paper_id
    )
  )
);

CREATE OR REPLACE TEMPORARY VIEW found USING parquet OPTIONS (path '${work}/terms');
CREATE OR REPLACE TEMPORARY VIEW curated USING json OPTIONS (path '${in}/topics.ndjson');
