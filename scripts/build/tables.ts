/** The dataset's tables as queries on the working database, in the order that a filter reads few row groups in. */
import { tables, type TableName } from '../../src/core/tables/schema.ts';

export type TablePlan = {
  table: TableName;
  /** Rows with at least the columns of the schema, of the days that stand for `$days`. */
  from: string;
  /** The table whose rows these are, for counting them. */
  of: string;
  orderBy: string;
  /** The day by which a large table is parted, and whose range the manifest tells; null: none. */
  day: string | null;
  /** Of which days the table's rows are: a file is written again when one of its days is dirty. Null: always. */
  dirtyBy: 'paper' | 'mention' | null;
  /** The period that a row's day begins, where it is no day of its own. */
  period?: 'week' | 'month';
  /** Ids of the mentions that `from` reads texts of, where `$near` stands for a condition on them. */
  reads?: string;
  /** Up to so many rows the table is one file. */
  oneFile: number;
  /** Rows a row group: what a drill-down fetches at least, texts aside. DuckDB writes multiples of 2048. */
  rowGroup: number;
  /** Of tables that are read by range: the columns by which row groups are chosen, and those that are long. */
  byRange?: { keys: readonly string[]; texts: readonly string[] };
};

/** Papers with their texts. `$days` limits the papers, `$near` the mentions that are read for their texts. */
const papers = `
  SELECT p.*, t.title, a.abstract, coalesce(replace(au.authors, chr(10), ', '), '') AS authors, c.code_url,
    CASE WHEN starts_with(p.paper_id, 'arxiv:') THEN concat('https://arxiv.org/abs/', substr(p.paper_id, 7)) ELSE u.url END AS url,
    coalesce(x.gains, 0) AS gains, coalesce(x.scores, 0) AS scores
  FROM (SELECT * FROM paper WHERE $days) p
  JOIN (SELECT mention_id, title FROM mention WHERE $near) t ON t.mention_id = p.title_id
  LEFT JOIN (SELECT mention_id, abstract FROM mention WHERE $near) a ON a.mention_id = p.abstract_id
  LEFT JOIN (SELECT mention_id, authors FROM mention WHERE $near) au ON au.mention_id = p.authors_id
  LEFT JOIN (SELECT mention_id, url FROM mention WHERE $near) u ON u.mention_id = p.url_id
  LEFT JOIN (SELECT mention_id, code_url FROM mention WHERE $near) c ON c.mention_id = p.code_id
  LEFT JOIN (
    SELECT paper_id, count_if(kind = 'gain') AS gains, count_if(kind = 'score') AS scores
    FROM (SELECT paper_id, kind, date AS first_seen FROM metrics) WHERE $days GROUP BY paper_id
  ) x ON x.paper_id = p.paper_id`;

const mentions = `
  SELECT l.paper_id, l.digest_id, l.date, m.rank, l.upvotes, m.summary, l.place
  FROM (SELECT * FROM listed WHERE $days) l
  JOIN (SELECT mention_id, rank, summary FROM mention WHERE $near) m ON m.mention_id = l.mention_id`;

const rejects = `SELECT file, line, concat(code, ': ', detail) AS reason, excerpt, seq FROM reject`;

/** Of tables whose rows a drill-down reads: what is rewritten for one digest stays small. */
const ONE_FILE = 50_000;
/** Of tables that are read whole, and at once. */
const CUBE_FILE = 1_000_000;
const never = Number.POSITIVE_INFINITY;

export const TABLE_PLANS: readonly TablePlan[] = [
  {
    table: 'papers',
    from: papers,
    of: 'paper',
    orderBy: 'first_seen, paper_id',
    day: 'first_seen',
    dirtyBy: 'paper',
    reads: 'SELECT unnest([title_id, abstract_id, authors_id, url_id, code_id]) AS id FROM paper WHERE $days',
    oneFile: ONE_FILE,
    rowGroup: 8192,
    byRange: { keys: ['paper_id', 'first_seen'], texts: ['title', 'abstract', 'authors'] },
  },
  {
    table: 'digests',
    from: 'SELECT * FROM issue WHERE $days',
    of: 'issue',
    orderBy: 'date, digest_id',
    day: 'date',
    dirtyBy: null,
    oneFile: CUBE_FILE,
    rowGroup: 8192,
  },
  {
    // By paper: the mentions of one paper are asked for, and arXiv ids run with time.
    table: 'mentions',
    from: mentions,
    of: 'listed',
    orderBy: 'paper_id, date, place',
    day: 'date',
    dirtyBy: 'mention',
    reads: 'SELECT mention_id AS id FROM listed WHERE $days',
    oneFile: ONE_FILE,
    rowGroup: 8192,
    byRange: { keys: ['paper_id', 'date'], texts: ['summary'] },
  },
  {
    table: 'topics',
    from: 'SELECT * FROM topics',
    of: 'topics',
    orderBy: 'kind, topic_id',
    day: null,
    dirtyBy: null,
    oneFile: never,
    rowGroup: 8192,
  },
  {
    table: 'paper_topics',
    from: 'SELECT * FROM paper_topics WHERE $days',
    of: 'paper_topics',
    // A week's topics lie together: what is asked for is a topic in some months, or a paper.
    orderBy: 'year(date), weekofyear(date), topic_id, date, paper_id',
    day: 'date',
    dirtyBy: 'paper',
    oneFile: 4 * ONE_FILE,
    rowGroup: 2048,
    byRange: { keys: ['paper_id', 'topic_id', 'date'], texts: [] },
  },
  {
    table: 'metrics',
    from: 'SELECT * FROM metrics WHERE $days',
    of: 'metrics',
    orderBy: 'date, paper_id, kind, n',
    day: 'date',
    dirtyBy: 'paper',
    oneFile: 2 * ONE_FILE,
    rowGroup: 4096,
    byRange: { keys: ['paper_id', 'date'], texts: [] },
  },
  {
    table: 'trend_cube',
    from: 'SELECT * FROM trend_cube WHERE $days',
    of: 'trend_cube',
    orderBy: 'topic, week, sources',
    day: 'week',
    dirtyBy: 'paper',
    period: 'week',
    oneFile: CUBE_FILE,
    rowGroup: 122_880,
  },
  {
    table: 'metric_cube',
    from: 'SELECT * FROM metric_cube WHERE $days',
    of: 'metric_cube',
    orderBy: 'kind, measure, topic, month, sources, bin NULLS FIRST',
    day: 'month',
    dirtyBy: 'paper',
    period: 'month',
    oneFile: CUBE_FILE,
    rowGroup: 122_880,
  },
  {
    table: 'rejects',
    from: rejects,
    of: 'reject',
    orderBy: 'file, line, seq, reason',
    day: null,
    dirtyBy: null,
    oneFile: never,
    rowGroup: 8192,
  },
];

/** The plan's rows with exactly the schema's columns, types and order, of some days and near some mentions. */
export function tableSql({ table, from, orderBy }: TablePlan, days = 'true', near = 'true'): string {
  const columns = Object.entries(tables[table]).map(
    ([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`,
  );
  const rows = from.replaceAll('$days', days).replaceAll('$near', near);
  return `SELECT ${columns.join(', ')} FROM (${rows}) ORDER BY ${orderBy}`;
}
