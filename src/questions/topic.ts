/** What stands around one topic: gains by measure, and topics it shares papers with. */
import type { Measure } from '../core/paper.ts';
import { list, sql, type Query } from '../db/query.ts';
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

export type PairRow = {
  one: string;
  two: string;
  /** Papers with both, with each, and all papers of the filter. */
  shared: number;
  papers_one: number;
  papers_two: number;
  all_papers: number;
  lift: number;
};

/** Every two of some topics, also such as share no paper; `ids` is not empty. */
export const topicPairs = (ids: readonly string[], filter: Filter): Query<PairRow> => sql<PairRow>`
  WITH kept AS (SELECT p.paper_id FROM papers p WHERE ${whereFilter({ ...filter, topics: [], areas: [] })}),
  named AS (
    SELECT DISTINCT pt.paper_id, pt.topic_id FROM paper_topics pt JOIN kept USING (paper_id)
    WHERE pt.topic_id IN (${list(ids)})
  ),
  sizes AS (SELECT topic_id, count(*) AS papers FROM named GROUP BY topic_id),
  pairs AS (
    SELECT a.topic_id AS one, b.topic_id AS two, count(*) AS papers
    FROM named a JOIN named b ON a.paper_id = b.paper_id AND a.topic_id < b.topic_id GROUP BY ALL
  )
  SELECT x.topic_id AS one, y.topic_id AS two, coalesce(p.papers, 0)::INT AS shared, x.papers::INT AS papers_one,
    y.papers::INT AS papers_two, k.papers::INT AS all_papers,
    round(shared * k.papers / (x.papers * y.papers), 2) AS lift
  FROM sizes x JOIN sizes y ON x.topic_id < y.topic_id CROSS JOIN (SELECT count(*) AS papers FROM kept) k
  LEFT JOIN pairs p ON p.one = x.topic_id AND p.two = y.topic_id
  ORDER BY lift DESC, one, two`;

export type FirstWithinRow = { topic_id: string; paper_id: string; title: string; first_seen: string };

/** The first paper of each of some topics among a topic's papers; papers of one day stand by id. */
export const firstWithin = (
  topic: string,
  ids: readonly string[],
  filter: Filter,
): Query<FirstWithinRow> => sql<FirstWithinRow>`
  WITH kept AS (SELECT p.paper_id, p.first_seen FROM papers p WHERE ${whereFilter(ofTopic(filter, topic))}),
  firsts AS (
    SELECT pt.topic_id, arg_min(k.paper_id, (k.first_seen, k.paper_id)) AS paper_id
    FROM paper_topics pt JOIN kept k USING (paper_id)
    WHERE pt.topic_id IN (${list(ids)}) GROUP BY pt.topic_id
  )
  SELECT f.topic_id, p.paper_id, p.title, CAST(p.first_seen AS VARCHAR) AS first_seen
  FROM firsts f JOIN papers p USING (paper_id) ORDER BY f.topic_id`;

/** Names that a topic's gains are compared with, or measured on, as they are spelled; most papers first. */
export type NamedRow = { name: string; papers: number };
const named = (column: Query, topic: string, filter: Filter): Query<NamedRow> => sql<NamedRow>`
  SELECT ${column} AS name, count(DISTINCT g.paper_id)::INT AS papers
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE ${column} IS NOT NULL AND ${whereMetrics(ofTopic(filter, topic))}
  GROUP BY 1 ORDER BY papers DESC, name`;
export const topicBaselines = (topic: string, filter: Filter) => named(sql`g.baseline`, topic, filter);
export const topicBenchmarks = (topic: string, filter: Filter) => named(sql`g.benchmark`, topic, filter);
