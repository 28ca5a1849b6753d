/** Papers as records of a file: everything that is known of them, without what the page adds to show them. */
import { list, sql, type Query } from '../db/query.ts';
import { whereFilter, whereMetrics, type Filter } from './filter.ts';
import type { PaperKey } from './papers.ts';

export type PaperRecord = {
  paper_id: string;
  title: string;
  authors: string | null;
  published: string | null;
  first_seen: string;
  sources: string;
  mentions: number;
  upvotes: number | null;
  gains: number;
  scores: number;
  /** Labels, the main one first, joined with "; ". */
  topics: string | null;
  url: string | null;
  code_url: string | null;
  abstract: string | null;
};

export const RECORD_FIELDS: readonly (keyof PaperRecord)[] = [
  ...(['paper_id', 'title', 'authors', 'published', 'first_seen', 'sources', 'mentions'] as const),
  ...(['upvotes', 'gains', 'scores', 'topics', 'url', 'code_url', 'abstract'] as const),
];

/** In any order; the days bound what is read of a large file. `keys` is not empty. */
export function paperRecords(keys: readonly PaperKey[]): Query<PaperRecord> {
  const ids = list(keys.map(({ paper_id }) => paper_id));
  const days = keys.map(({ first_seen }) => first_seen).sort();
  const [first, last] = [days[0] ?? '', days.at(-1) ?? ''];
  return sql<PaperRecord>`
  WITH named AS (
    SELECT pt.paper_id, string_agg(t.label, '; ' ORDER BY pt.main DESC, pt.weight DESC, t.label) AS topics
    FROM paper_topics pt JOIN topics t USING (topic_id)
    WHERE pt.date BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE) AND pt.paper_id IN (${ids})
    GROUP BY pt.paper_id
  )
  SELECT p.paper_id, p.title, p.authors, p.published, p.first_seen, p.sources, p.mentions, p.upvotes, p.gains,
    p.scores, n.topics, p.url, p.code_url, p.abstract
  FROM papers p LEFT JOIN named n ON n.paper_id = p.paper_id
  WHERE p.first_seen BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE) AND p.paper_id IN (${ids})`;
}

/** The rows of the tables that a filter keeps, with all columns, as a Parquet file of them holds. */
export const keptPapers = (filter: Filter): Query => sql`
  SELECT p.* FROM papers p WHERE ${whereFilter(filter)} ORDER BY p.first_seen, p.paper_id`;
export const keptMetrics = (filter: Filter): Query => sql`
  SELECT g.* FROM metrics g JOIN papers p USING (paper_id) WHERE ${whereMetrics(filter)}
  ORDER BY g.date, g.paper_id, g.metric_id`;
