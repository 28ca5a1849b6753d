/** In which measures do papers claim gains? A paper counts once a measure, however many numbers it gives. */
import type { Measure } from '../core/paper.ts';
import { sql } from '../db/query.ts';
import { notLeftOut, whereFilter, type Filter } from './filter.ts';

export type MeasureRow = {
  measure: Measure;
  papers: number;
  /** Papers with any gain, and all papers that the filter keeps. */
  with_gain: number;
  all_papers: number;
};

export const measuresClaimed = (filter: Filter) => sql<MeasureRow>`
  WITH kept AS (SELECT p.paper_id FROM papers p WHERE ${whereFilter({ ...filter, measures: [] })}),
  claimed AS (
    SELECT DISTINCT g.paper_id, g.measure FROM metrics g JOIN kept USING (paper_id)
    WHERE g.kind = 'gain' AND g.sense = 'better' AND ${notLeftOut(filter)}
  )
  SELECT measure, count(*)::INT AS papers,
    (SELECT count(DISTINCT paper_id) FROM claimed)::INT AS with_gain, (SELECT count(*) FROM kept)::INT AS all_papers
  FROM claimed GROUP BY measure ORDER BY papers DESC, measure`;
