/** What stands around one topic: gains by measure, and topics it shares papers with. */
import type { Measure } from '../core/paper.ts';
import { sql, type Query } from '../db/query.ts';
import { whereFilter, whereMetrics, type Filter } from './filter.ts';
import { DAY, type GainRow } from './gains.ts';

export type TopicGainRow = GainRow & { measure: Measure };

const ofTopic = (filter: Filter, topic: string): Filter => ({ ...filter, topics: [topic], areas: [] });

/** Every gain of the topic's papers, oldest first: the same claims that Gains and Compare show of the topic. */
export const topicGains = (topic: string, filter: Filter): Query<TopicGainRow> => sql<TopicGainRow>`
  SELECT g.measure, g.metric_id, g.paper_id, ${DAY} AS day, g.form, g.low, g.high,
    g.factor_low, g.factor_high, g.qualifier, g.sense
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE g.kind = 'gain' AND ${whereMetrics(ofTopic(filter, topic))}
  ORDER BY g.date, g.metric_id`;

export type TogetherRow = {
  topic_id: string;
  /** Papers with both, with the other, with this topic, and all papers of the filter. */
  shared: number;
  other: number;
  own: number;
  all_papers: number;
};

export const topicsTogether = (topic: string, filter: Filter): Query<TogetherRow> => {
  const wide = { ...filter, topics: [], areas: [] };
  return sql<TogetherRow>`
  WITH kept AS (SELECT p.paper_id FROM papers p WHERE ${whereFilter(wide)}),
  pairs AS (SELECT DISTINCT pt.paper_id, pt.topic_id FROM paper_topics pt JOIN kept USING (paper_id)),
  mine AS (SELECT paper_id FROM pairs WHERE topic_id = ${topic})
  SELECT o.topic_id, count(m.paper_id)::INT AS shared, count(*)::INT AS other,
    (SELECT count(*) FROM mine)::INT AS own, (SELECT count(*) FROM kept)::INT AS all_papers
  FROM pairs o LEFT JOIN mine m USING (paper_id)
  WHERE o.topic_id <> ${topic} GROUP BY o.topic_id HAVING count(m.paper_id) > 0
  ORDER BY shared DESC, o.topic_id`;
};

/** Names that a topic's gains are compared with, or measured on, as they are spelled; most papers first. */
export type NamedRow = { name: string; papers: number };
const named = (column: Query, topic: string, filter: Filter): Query<NamedRow> => sql<NamedRow>`
  SELECT ${column} AS name, count(DISTINCT g.paper_id)::INT AS papers
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE ${column} IS NOT NULL AND ${whereMetrics(ofTopic(filter, topic))}
  GROUP BY 1 ORDER BY papers DESC, name`;
export const topicBaselines = (topic: string, filter: Filter) => named(sql`g.baseline`, topic, filter);
export const topicBenchmarks = (topic: string, filter: Filter) => named(sql`g.benchmark`, topic, filter);
