/** What each source listed, and when: digests and papers by week. */
import { sql } from '../db/query.ts';
import { whereFilter, type Filter } from './filter.ts';

export type SourceWeekRow = {
  source: string;
  /** Monday, ISO. */
  week: string;
  digests: number;
  /** Papers listed in the week, each once, and those of them that no source had listed before. */
  papers: number;
  first: number;
};

/** Weeks in which the source has a digest. The filter narrows the papers; digests are counted whatever they list. */
export const sourceWeeks = (filter: Filter) => sql<SourceWeekRow>`
  WITH issues AS (
    SELECT source, date_trunc('week', date)::DATE AS week, count(*) AS digests
    FROM digests WHERE date IS NOT NULL GROUP BY ALL
  ), listed AS (
    SELECT d.source, date_trunc('week', m.date)::DATE AS week, m.paper_id, bool_or(m.date = p.first_seen) AS first
    FROM mentions m JOIN digests d USING (digest_id) JOIN papers p USING (paper_id)
    WHERE ${whereFilter({ ...filter, from: null, to: null, sources: [] })} GROUP BY ALL
  ), counted AS (
    SELECT source, week, count(*) AS papers, count(*) FILTER (first) AS first FROM listed GROUP BY ALL
  )
  SELECT source, CAST(week AS VARCHAR) AS week, coalesce(i.digests, 0)::INT AS digests,
    coalesce(c.papers, 0)::INT AS papers, coalesce(c.first, 0)::INT AS first
  FROM issues i FULL JOIN counted c USING (source, week) ORDER BY source, week`;
