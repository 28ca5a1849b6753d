/** What a point's tooltip says beside its number. */
import type { Measure } from '../core/paper.ts';
import { sql, type Query } from '../db/query.ts';
import { whereMetrics, type Filter } from './filter.ts';

export type GainDetailRow = {
  metric_id: string;
  title: string;
  target: string | null;
  benchmark: string | null;
  baseline: string | null;
};

const details = (where: Query) => sql<GainDetailRow>`
  SELECT g.metric_id, p.title, g.target, g.benchmark, g.baseline
  FROM metrics g JOIN papers p USING (paper_id)
  WHERE ${where}`;

/** Of all gains of a measure: for a few thousand, so that no tooltip has to wait. */
export const gainDetails = (filter: Filter, measure: Measure) =>
  details(sql`g.kind = 'gain' AND g.measure = ${measure} AND ${whereMetrics(filter)}`);

/** Of one gain. Its day narrows both sorted tables to the few row groups that hold it. */
export const gainDetail = (metric_id: string, date: string) =>
  details(sql`g.metric_id = ${metric_id} AND g.date = CAST(${date} AS DATE)
    AND p.first_seen = CAST(${date} AS DATE)`);

export const detailsById = (rows: readonly GainDetailRow[]): ReadonlyMap<string, GainDetailRow> =>
  new Map(rows.map((row) => [row.metric_id, row]));
