/** Everything on one paper, for its own page. */
import type { RowOf } from '../core/tables/schema.ts';
import { sql, type Query } from '../db/query.ts';

export type PaperRecord = RowOf<'papers'>;
export type MetricRecord = RowOf<'metrics'>;
export type MentionRecord = RowOf<'mentions'> & { source: string | null; file: string | null };
export type TopicRecord = {
  topic_id: string;
  label: string;
  area: string;
  weight: number;
  main: boolean;
  phrases: string | null;
};

export const paperRecord = (id: string): Query<PaperRecord> =>
  sql<PaperRecord>`SELECT * FROM papers WHERE paper_id = ${id}`;

export const paperMetrics = (id: string): Query<MetricRecord> =>
  sql<MetricRecord>`SELECT * FROM metrics WHERE paper_id = ${id} ORDER BY field, digest_id, start, metric_id`;

/** Where a digest lists a paper twice, both stand. */
export const paperMentions = (id: string): Query<MentionRecord> => sql<MentionRecord>`
  SELECT m.*, d.source, d.file FROM mentions m LEFT JOIN digests d USING (digest_id)
  WHERE m.paper_id = ${id} ORDER BY m.date, m.digest_id, m.rank`;

export const paperTopics = (id: string): Query<TopicRecord> => sql<TopicRecord>`
  SELECT pt.topic_id, coalesce(t.label, pt.topic_id) AS label, coalesce(t.area, '') AS area, pt.weight, pt.main, pt.phrases
  FROM paper_topics pt LEFT JOIN topics t USING (topic_id)
  WHERE pt.paper_id = ${id} ORDER BY pt.main DESC, pt.weight DESC, pt.topic_id`;
