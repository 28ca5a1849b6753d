/** How do reported gains compare, and against what? One row a claim and group that it stands in. */
import type { Measure } from '../core/paper.ts';
import { join, list, raw, sql, type Query } from '../db/query.ts';
import { whereMetrics, type Filter } from './filter.ts';
import { DAY, type GainRow } from './gains.ts';

export const GROUPINGS = ['topic', 'baseline', 'benchmark', 'year', 'source'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** `key` is the group as stored: a topic_id, a verbatim baseline or benchmark (null where none is named), a year, a source. */
export type CompareRow = GainRow & { key: string | null; baseline: string | null };

/** Where topics or areas are chosen only those are compared; else the curated ones (a discovered term is no method). */
function comparedTopics(filter: Filter): Query {
  const chosen: Query[] = [];
  if (filter.topics.length > 0) chosen.push(sql`t.topic_id IN (${list(filter.topics)})`);
  if (filter.areas.length > 0) chosen.push(sql`t.area IN (${list(filter.areas)})`);
  return chosen.length > 0 ? sql`(${join(chosen, 'OR', 'true')})` : sql`t.kind = 'curated'`;
}

const COLUMNS = sql`g.metric_id, g.paper_id, ${DAY} AS day, g.form, g.low, g.high,
    g.factor_low, g.factor_high, g.qualifier, g.sense, g.baseline`;

/**
 * The claims of one measure by group. A claim stands under every topic and every source of its paper, so groups of
 * those overlap; under its one baseline, benchmark text and year.
 */
export function compareClaims(filter: Filter, measure: Measure, by: Grouping): Query<CompareRow> {
  const where = sql`g.kind = 'gain' AND g.measure = ${measure} AND ${whereMetrics(filter)}`;
  if (by === 'topic') {
    return sql<CompareRow>`SELECT ${COLUMNS}, t.topic_id AS key
  FROM metrics g JOIN papers p USING (paper_id)
    JOIN paper_topics k ON k.paper_id = p.paper_id JOIN topics t ON t.topic_id = k.topic_id
  WHERE ${where} AND ${comparedTopics(filter)}
  ORDER BY g.date, g.metric_id, key`;
  }
  const key = {
    baseline: raw('g.baseline'),
    benchmark: raw('g.benchmark'),
    year: raw('CAST(year(g.date) AS VARCHAR)'),
    source: raw(`unnest(string_split(p.sources, '+'))`),
  }[by];
  return sql<CompareRow>`SELECT ${COLUMNS}, ${key} AS key
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE ${where}
  ORDER BY g.date, g.metric_id, key`;
}
