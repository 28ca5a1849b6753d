/** The first paper of each topic that the filter keeps. */
import { sql } from '../db/query.ts';
import { whereFilter, type Filter } from './filter.ts';

export type FirstPaperRow = { topic_id: string; paper_id: string; title: string; first_seen: string };

/** Topics and areas stay out: every topic is asked for its own first paper. Papers of one day stand by id. */
export const firstPapers = (filter: Filter) => sql<FirstPaperRow>`
  WITH kept AS (
    SELECT p.paper_id, p.first_seen FROM papers p WHERE ${whereFilter({ ...filter, topics: [], areas: [] })}
  ), firsts AS (
    SELECT pt.topic_id, arg_min(k.paper_id, (k.first_seen, k.paper_id)) AS paper_id
    FROM paper_topics pt JOIN kept k USING (paper_id) GROUP BY pt.topic_id
  )
  SELECT f.topic_id, p.paper_id, p.title, CAST(p.first_seen AS VARCHAR) AS first_seen
  FROM firsts f JOIN papers p USING (paper_id) ORDER BY f.topic_id`;
