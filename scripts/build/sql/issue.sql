-- Digests under their final ids: several of a source on one day are numbered over all files, by file and place.
SELECT
  concat(source, '/', strftime(date, '%Y-%m-%d'), CASE WHEN nth > 1 THEN concat('#', nth) ELSE '' END) AS digest_id,
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
)
