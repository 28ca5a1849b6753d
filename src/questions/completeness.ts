/** What papers lack, by the set of sources that lists them. */
import { sql } from '../db/query.ts';
import { whereFilter, type Filter } from './filter.ts';

export type CompletenessRow = {
  /** "a+b": the paper is listed by both. */
  sources: string;
  papers: number;
  /** More than one mention: merged from several entries. */
  merged: number;
  no_abstract: number;
  /** Neither abstract nor summary: nothing to read but the title. */
  no_text: number;
  /** Known by its title only: no arXiv id, no DOI. */
  no_id: number;
  no_topic: number;
  no_gain: number;
};

export const completeness = (filter: Filter) => sql<CompletenessRow>`
  WITH told AS (SELECT DISTINCT paper_id FROM mentions WHERE length(trim(summary)) > 0),
  named AS (SELECT DISTINCT paper_id FROM paper_topics)
  SELECT p.sources, count(*)::INT AS papers,
    count(*) FILTER (p.mentions > 1)::INT AS merged,
    count(*) FILTER (p.abstract IS NULL OR trim(p.abstract) = '')::INT AS no_abstract,
    count(*) FILTER ((p.abstract IS NULL OR trim(p.abstract) = '') AND t.paper_id IS NULL)::INT AS no_text,
    count(*) FILTER (NOT starts_with(p.paper_id, 'arxiv:') AND NOT starts_with(p.paper_id, 'doi:'))::INT AS no_id,
    count(*) FILTER (n.paper_id IS NULL)::INT AS no_topic,
    count(*) FILTER (coalesce(p.gains, 0) = 0)::INT AS no_gain
  FROM papers p LEFT JOIN told t USING (paper_id) LEFT JOIN named n USING (paper_id)
  WHERE ${whereFilter(filter)} GROUP BY p.sources ORDER BY p.sources`;
