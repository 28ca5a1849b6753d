-- One row a paper and topic. A discovered term is never the main one: what a paper is about is the taxonomy's to say.
SELECT p.paper_id, t.topic_id, p.first_seen AS date, t.weight, t.main, t.phrases
FROM (SELECT text_key, unnest(topics) AS t FROM extraction_now WHERE len(topics) > 0) x
JOIN paper_now p ON p.text_key = x.text_key
UNION ALL
SELECT p.paper_id, t.topic_id, p.first_seen AS date, t.weight, false AS main, t.phrase AS phrases
FROM paper_term t
JOIN paper_now p ON p.paper_id = t.paper_id
