-- A discovered term is never a paper's main topic: what it is about is the taxonomy's to say.
INSERT INTO paper_topics BY NAME
SELECT p.paper_id, t.topic_id, p.first_seen AS date, t.weight, false AS main, t.phrase AS phrases
FROM paper_term t
JOIN paper p ON p.paper_id = t.paper_id
