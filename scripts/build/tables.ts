/** The dataset's tables as queries on the working database, in the order that a filter reads few row groups in. */
import { tables, type TableName } from '../../src/core/tables/schema.ts';

export type TablePlan = {
  table: TableName;
  /** Rows with at least the columns of the schema. */
  from: string;
  orderBy: string;
  /** The day by which a large table is parted into years, and whose range the manifest tells; null: none. */
  day: string | null;
  /** Rows a row group: what a drill-down fetches at least. DuckDB writes multiples of 2048. */
  rowGroup: number;
};

const papers = `
  SELECT p.*, coalesce(c.gains, x.gains, 0) AS gains, coalesce(c.scores, x.scores, 0) AS scores
  FROM paper p
  LEFT JOIN extraction x ON x.text_key = p.text_key
  LEFT JOIN corrected c ON c.paper_id = p.paper_id`;

const mentions = `
  SELECT l.paper_id, l.digest_id, l.date, m.rank, l.upvotes, m.summary, l.place
  FROM listed l
  JOIN mention m ON m.mention_id = l.mention_id`;

const rejects = `SELECT file, line, concat(code, ': ', detail) AS reason, excerpt, seq FROM reject`;

export const TABLE_PLANS: readonly TablePlan[] = [
  { table: 'papers', from: papers, orderBy: 'first_seen, paper_id', day: 'first_seen', rowGroup: 4096 },
  { table: 'digests', from: 'SELECT * FROM issue', orderBy: 'date, digest_id', day: 'date', rowGroup: 8192 },
  // By paper: the mentions of one paper are asked for, and arXiv ids run with time.
  { table: 'mentions', from: mentions, orderBy: 'paper_id, date, place', day: 'date', rowGroup: 8192 },
  { table: 'topics', from: 'SELECT * FROM topics', orderBy: 'kind, topic_id', day: null, rowGroup: 8192 },
  {
    table: 'paper_topics',
    from: 'SELECT * FROM paper_topics',
    orderBy: 'topic_id, date, paper_id',
    day: 'date',
    rowGroup: 16_384,
  },
  {
    table: 'metrics',
    from: 'SELECT * FROM metrics',
    orderBy: 'date, paper_id, kind, n',
    day: 'date',
    rowGroup: 8192,
  },
  {
    table: 'trend_cube',
    from: 'SELECT * FROM trend_cube',
    orderBy: 'topic, week, sources',
    day: 'week',
    rowGroup: 122_880,
  },
  {
    table: 'metric_cube',
    from: 'SELECT * FROM metric_cube',
    orderBy: 'kind, measure, topic, month, sources, bin NULLS FIRST',
    day: 'month',
    rowGroup: 122_880,
  },
  { table: 'rejects', from: rejects, orderBy: 'file, line, seq, reason', day: null, rowGroup: 8192 },
];

/** The plan's rows with exactly the schema's columns, types and order; `where` limits them to a part. */
export function tableSql({ table, from, orderBy }: TablePlan, where = 'true'): string {
  const columns = Object.entries(tables[table]).map(
    ([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`,
  );
  return `SELECT ${columns.join(', ')} FROM (${from}) WHERE ${where} ORDER BY ${orderBy}`;
}
