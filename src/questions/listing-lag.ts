/** How long after the month in its arXiv id a paper was listed, by source. */
import { sql } from '../db/query.ts';
import { whereFilter, type Filter } from './filter.ts';

export type LagRow = {
  source: string;
  /** First day of the quarter in which the source first listed the paper, ISO. */
  quarter: string;
  /** Days from the first of the id's month to the source's first listing. */
  lag: number;
  papers: number;
};

/** A histogram, since quantiles of any part come of it. A paper counts once a source; papers without an id's month are left out. */
export const listingLag = (filter: Filter) => sql<LagRow>`
  WITH listed AS (
    SELECT d.source, p.paper_id, any_value(p.published) AS published, min(m.date) AS listed
    FROM mentions m JOIN digests d USING (digest_id) JOIN papers p USING (paper_id)
    WHERE p.published IS NOT NULL AND ${whereFilter({ ...filter, sources: [] })} GROUP BY ALL
  )
  SELECT source, CAST(date_trunc('quarter', listed)::DATE AS VARCHAR) AS quarter,
    date_diff('day', published, listed)::INT AS lag, count(*)::INT AS papers
  FROM listed GROUP BY ALL ORDER BY ALL`;
