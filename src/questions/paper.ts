/** Everything on one paper, for its own page. */
import { tables, type RowOf, type TableName } from '../core/tables/schema.ts';
import { raw, sql, within, type Query } from '../db/query.ts';
import { monthsBefore, toDay, toIso } from './period.ts';

export type PaperRecord = RowOf<'papers'>;
export type MetricRecord = RowOf<'metrics'>;
export type MentionRecord = RowOf<'mentions'> & { source: string | null; file: string | null };
export type TopicRecord = {
  topic_id: string;
  label: string;
  area: string;
  weight: number;
  main: boolean;
  phrases: string | null;
};

/** Days that a paper's rows stand at; null: not known. */
export type Days = { from: string | null; to: string | null };

const ofPaper = <Row>(table: TableName, id: string, { from, to }: Days, query: Query<Row>): Query<Row> =>
  within({ [table]: { papers: [id], from, to, columns: Object.keys(tables[table]) } }, query);

const ANY: Days = { from: null, to: null };
const between = (column: string, { from, to }: Days): Query =>
  sql`${from === null ? raw('') : sql` AND ${raw(column)} >= CAST(${from} AS DATE)`}${to === null ? raw('') : sql` AND ${raw(column)} <= CAST(${to} AS DATE)`}`;

export const paperRecord = (id: string, seen: Days = ANY): Query<PaperRecord> =>
  ofPaper(
    'papers',
    id,
    seen,
    sql<PaperRecord>`SELECT * FROM papers WHERE paper_id = ${id}${between('first_seen', seen)}`,
  );

/** `seen`: when the paper was first seen. */
export const paperMetrics = (id: string, seen: Days = ANY): Query<MetricRecord> =>
  ofPaper(
    'metrics',
    id,
    seen,
    sql<MetricRecord>`SELECT * FROM metrics WHERE paper_id = ${id}${between('date', seen)}
  ORDER BY field, digest_id, start, metric_id`,
  );

/** Where a digest lists a paper twice, both stand. `heard`: when the mentions are of. */
export const paperMentions = (id: string, heard: Days = ANY): Query<MentionRecord> =>
  ofPaper(
    'mentions',
    id,
    heard,
    sql<MentionRecord>`
  SELECT m.*, d.source, d.file FROM mentions m LEFT JOIN digests d USING (digest_id)
  WHERE m.paper_id = ${id}${between('m.date', heard)} ORDER BY m.date, m.digest_id, m.rank`,
  );

export const paperTopics = (id: string, seen: Days = ANY): Query<TopicRecord> =>
  ofPaper(
    'paper_topics',
    id,
    seen,
    sql<TopicRecord>`
  SELECT pt.topic_id, coalesce(t.label, pt.topic_id) AS label, coalesce(t.area, '') AS area, pt.weight, pt.main, pt.phrases
  FROM paper_topics pt LEFT JOIN topics t USING (topic_id)
  WHERE pt.paper_id = ${id}${between('pt.date', seen)} ORDER BY pt.main DESC, pt.weight DESC, pt.topic_id`,
  );

/** Where to look for a paper by its id alone, likely days first: digests list a paper in the months of its arXiv id. */
export function likelyDays(id: string): Days[] {
  const [, year, month] = /^arxiv:(\d\d)(\d\d)\./.exec(id) ?? [];
  const first = `20${year}-${month}-01`;
  if (year === undefined || Number.isNaN(Date.parse(first))) return [ANY];
  const from = toDay(first);
  return [{ from: toIso(monthsBefore(from, 1)), to: toIso(monthsBefore(from, -3)) }, ANY];
}
