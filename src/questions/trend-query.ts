/** What a chart drawn from the trend cube counts, as one query to be read and changed in the SQL console. */
import { join, list, raw, sql, type Query } from '../db/query.ts';
import { beyondCube, cubeAnswers, type Filter } from './filter.ts';
import type { Unit } from './period.ts';
import { trendCells } from './trend-cells.ts';
import { ALL } from './trend-cube.ts';

export type TrendCountRow = {
  period: string;
  /** topic_id, `area:<area>` or `*`; one row a source as well where asked. */
  topic: string;
  source?: string;
  papers: number;
  total: number;
  share: number;
};

/** Weeks whose Thursday lies in the chosen days, of sets that share a source with the chosen ones: as the charts count. */
function cellsOf(filter: Filter, unit: Unit): Query {
  const conditions: Query[] = [];
  const thursday = sql`c.week + INTERVAL 3 DAY`;
  if (filter.from) conditions.push(sql`${thursday} >= CAST(${filter.from} AS DATE)`);
  if (filter.to) conditions.push(sql`${thursday} <= CAST(${filter.to} AS DATE)`);
  const sources = filter.sources.map((source) => sql`contains('+' || c.sources || '+', ${`+${source}+`})`);
  if (sources.length > 0) conditions.push(sql`(${join(sources, 'OR', 'true')})`);
  // A week counts to the month of its Thursday; a week itself begins on its Monday.
  const period = unit === 'week' ? raw('c.week') : sql`CAST(date_trunc('${raw(unit)}', ${thursday}) AS DATE)`;
  return sql`${period} AS period, c.topic, c.sources, c.papers FROM cells c WHERE ${join(conditions, 'AND', 'true')}`;
}

/**
 * Papers of `topics` by period, among all papers of it. The share is as counted; where a chart evens the mix of
 * sources, its line lies a little beside. `apart` gives a row to each source.
 */
export function trendQuery(
  filter: Filter,
  topics: readonly string[],
  unit: Unit,
  apart = false,
): Query<TrendCountRow> {
  const part: Query = cubeAnswers(filter)
    ? raw('SELECT topic, week, sources, papers FROM trend_cube')
    : trendCells(beyondCube(filter));
  const source = raw(apart ? `, unnest(string_split(sources, '+')) AS source` : '');
  const by = raw(apart ? ', source' : '');
  const wanted = topics.length > 0 ? sql`topic IN (${list(topics)})` : raw('true');
  return sql<TrendCountRow>`
  WITH counted AS (
    SELECT period, topic${by}, sum(papers)::INT AS papers FROM (
      SELECT period, topic, papers${source} FROM (
        WITH cells AS (${part})
        SELECT ${cellsOf(filter, unit)}
      )
    ) WHERE ${wanted} GROUP BY ALL
  ), everything AS (
    SELECT period${by}, sum(papers)::INT AS total FROM (
      SELECT period, papers${source} FROM (
        WITH cells AS (SELECT topic, week, sources, papers FROM trend_cube WHERE topic = ${ALL})
        SELECT ${cellsOf(filter, unit)}
      )
    ) GROUP BY ALL
  )
  SELECT period, topic${by}, papers, total, round(papers / total, 4) AS share
  FROM counted JOIN everything USING (period${by})
  ORDER BY topic${by}, period`;
}
