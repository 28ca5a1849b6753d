/** What gains do papers report over time? A gain stands at the day its paper was first seen. */
import type { Form, Measure, Qualifier, Sense } from '../core/paper.ts';
import { raw, sql } from '../db/query.ts';
import { whereMetrics, type Filter } from './filter.ts';

/** `low` and `high` as the paper writes them; the factors are null where a gain is no multiple. */
export type GainRow = {
  metric_id: string;
  paper_id: string;
  /** Days since 1970-01-01 of the day that its paper was first seen: a number, since text of many rows is slow. */
  day: number;
  form: Form;
  low: number;
  high: number;
  factor_low: number | null;
  factor_high: number | null;
  qualifier: Qualifier;
  sense: Sense;
};

/** The day of `metrics g` as a number. */
export const DAY = raw(`(g.date - DATE '1970-01-01')::INT`);

/**
 * Every gain of one measure that the filter keeps, oldest first. No text columns: a million papers' titles stay
 * where they are until a point is looked at (gain-detail.ts).
 */
export const gains = (filter: Filter, measure: Measure) => sql<GainRow>`
  SELECT g.metric_id, g.paper_id, ${DAY} AS day, g.form, g.low, g.high,
    g.factor_low, g.factor_high, g.qualifier, g.sense
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE g.kind = 'gain' AND g.measure = ${measure} AND ${whereMetrics(filter)}
  ORDER BY g.date, g.metric_id`;

export type GainCountRow = {
  measure: Measure;
  form: Form;
  gains: number;
  /** Of those, how many have a factor. */
  factors: number;
};

/** How many gains the filter keeps of each measure and form, so that every switch can say what it leads to. */
export const gainCounts = (filter: Filter) => sql<GainCountRow>`
  SELECT g.measure, g.form, count(*)::INT AS gains, count(g.factor_high)::INT AS factors
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE g.kind = 'gain' AND ${whereMetrics(filter)}
  GROUP BY ALL ORDER BY ALL`;
