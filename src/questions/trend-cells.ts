/** The trend cube of a part of the papers: what the cube file cannot answer (text, and what is said of metrics). */
import { sql, type Query } from '../db/query.ts';
import { beyondCube, whereFilter, type Filter } from './filter.ts';
import { toDay } from './period.ts';
import { ALL, trendCube, type TrendCube } from './trend-cube.ts';

export type TrendCell = { topic: string; week: string; sources: string; papers: number };

/** Dates, sources, topics and areas stay out: the cube that comes of it is rolled up by them in memory. */
export const trendCells = (filter: Filter): Query<TrendCell> => sql<TrendCell>`
  WITH kept AS (
    SELECT p.paper_id, date_trunc('week', p.first_seen)::DATE AS week, p.sources FROM papers p
    WHERE ${whereFilter(beyondCube(filter))}
  ), named AS (
    SELECT paper_id, topic_id AS topic FROM paper_topics
    UNION SELECT pt.paper_id, 'area:' || t.area FROM paper_topics pt JOIN topics t USING (topic_id)
    UNION ALL SELECT paper_id, ${ALL} FROM kept
  )
  SELECT n.topic, k.week, k.sources, count(*)::INT AS papers
  FROM kept k JOIN named n USING (paper_id) GROUP BY ALL`;

/** Rows → a cube in the frame of the whole one. */
export const cubeOfCells = (cells: readonly TrendCell[], whole: TrendCube): TrendCube =>
  trendCube(
    {
      rows: cells.length,
      topic: cells.map((cell) => cell.topic),
      week: cells.map((cell) => toDay(cell.week)),
      sources: cells.map((cell) => cell.sources),
      papers: cells.map((cell) => cell.papers),
    },
    whole,
  );
