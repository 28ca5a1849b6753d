-- One row an extracted number. The id counts gains and scores of a paper in the order of the text; `first` marks
-- the first of its kind and measure, so that papers are counted by it.
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
  m."name",
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
  m.n,
  row_number() OVER (PARTITION BY p.paper_id, m.kind, m.measure ORDER BY m.n) = 1 AS first
FROM (SELECT text_key, unnest(metrics) AS m FROM extraction_now WHERE gains + scores > 0) x
JOIN paper_now p ON p.text_key = x.text_key
