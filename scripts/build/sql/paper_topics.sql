-- One row a paper and topic.
SELECT p.paper_id, t.topic_id, p.first_seen AS date, t.weight, t.main, t.phrases
FROM (SELECT text_key, unnest(topics) AS t FROM extraction WHERE len(topics) > 0) x
JOIN paper p ON p.text_key = x.text_key
