/** Every claim with its number, what it is against, and the text that it stands in: the ledger, a page at a time. */
import type { Form, Measure, Qualifier, Sense } from '../core/paper.ts';
import { list, raw, sql, type Query } from '../db/query.ts';
import { whereMetrics, type Filter } from './filter.ts';

export const LEDGER_KINDS = ['gain', 'score', 'both'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** The order of each column's heading, and of it the other way round. Ties by date, then by id, so that pages never overlap. */
const COLUMNS = {
  date: 'g.date',
  factor: 'g.factor_high',
  number: 'g.high',
  measure: 'g.measure',
  paper: 'lower(p.title)',
  baseline: 'lower(g.baseline)',
  benchmark: 'lower(g.benchmark)',
} as const;
export type LedgerColumn = keyof typeof COLUMNS;
export const LEDGER_COLUMNS = Object.keys(COLUMNS) as LedgerColumn[];
export type LedgerOrder = { by: LedgerColumn; down: boolean };

const kept = (filter: Filter, kind: LedgerKind): Query =>
  kind === 'both' ? whereMetrics(filter) : sql`g.kind = ${kind} AND ${whereMetrics(filter)}`;

export type LedgerCount = { claims: number; papers: number };
export const ledgerCount = (filter: Filter, kind: LedgerKind): Query<LedgerCount> => sql<LedgerCount>`
  SELECT count(*)::INT AS claims, count(DISTINCT g.paper_id)::INT AS papers
  FROM metrics g JOIN papers p USING (paper_id) WHERE ${kept(filter, kind)}`;

/** The ledger as one query, to be read and changed in the SQL console. */
export const ledgerQuery = (filter: Filter, kind: LedgerKind, { by, down }: LedgerOrder): Query => sql`
  SELECT g.date, p.title AS paper, g.kind, g.measure, g.form, g.low, g.high, g.unit, g.factor_low, g.factor_high,
    g.qualifier, g.sense, g.target, g.name, g.baseline, g.benchmark, g.paper_id, g.metric_id
  FROM metrics g JOIN papers p USING (paper_id) WHERE ${kept(filter, kind)}
  ORDER BY ${raw(COLUMNS[by])} ${raw(down ? 'DESC' : 'ASC')} NULLS LAST, g.date DESC, g.metric_id`;

export type LedgerKey = { metric_id: string; date: string };

/** `limit` claims from `offset` on. Reads no text. What has no value in the column of the order stands last. */
export const ledgerKeys = (
  filter: Filter,
  kind: LedgerKind,
  { by, down }: LedgerOrder,
  offset: number,
  limit: number,
): Query<LedgerKey> => sql<LedgerKey>`
  SELECT g.metric_id, g.date FROM metrics g JOIN papers p USING (paper_id) WHERE ${kept(filter, kind)}
  ORDER BY ${raw(COLUMNS[by])} ${raw(down ? 'DESC' : 'ASC')} NULLS LAST, g.date DESC, g.metric_id
  LIMIT ${limit}::INT OFFSET ${offset}::INT`;

export type LedgerRow = {
  metric_id: string;
  paper_id: string;
  title: string;
  date: string;
  kind: 'gain' | 'score';
  measure: Measure;
  /** Null for a score, as is `sense`. */
  form: Form | null;
  low: number;
  high: number;
  unit: string | null;
  name: string | null;
  factor_low: number | null;
  factor_high: number | null;
  qualifier: Qualifier;
  sense: Sense | null;
  target: string | null;
  benchmark: string | null;
  baseline: string | null;
  /** The text that it was read from, and where in it number and sentence stand (UTF-16 units). */
  text: string | null;
  start: number;
  length: number;
  sentence_start: number;
  sentence_length: number;
};

/** What stands behind some keys, in any order; the days bound what is read of a large file. `keys` is not empty. */
export function ledgerRows(keys: readonly LedgerKey[]): Query<LedgerRow> {
  const days = keys.map(({ date }) => date).sort();
  const [first, last] = [days[0] ?? '', days.at(-1) ?? ''];
  return sql<LedgerRow>`
  WITH chosen AS (
    SELECT * FROM metrics WHERE date BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE)
      AND metric_id IN (${list(keys.map(({ metric_id }) => metric_id))})
  ), said AS (
    SELECT s.paper_id, s.digest_id, any_value(s.summary) AS summary FROM mentions s
    WHERE s.date >= CAST(${first} AS DATE) AND s.paper_id IN (SELECT paper_id FROM chosen WHERE field = 'summary')
    GROUP BY ALL
  )
  SELECT g.metric_id, g.paper_id, p.title, g.date, g.kind, g.measure, g.form, g.low, g.high, g.unit, g.name,
    g.factor_low, g.factor_high, g.qualifier, g.sense, g.target, g.benchmark, g.baseline,
    CASE g.field WHEN 'summary' THEN m.summary ELSE p.abstract END AS text,
    g.start, g.length, g.sentence_start, g.sentence_length
  FROM chosen g JOIN papers p ON p.paper_id = g.paper_id
  LEFT JOIN said m ON m.paper_id = g.paper_id AND m.digest_id = g.digest_id
  WHERE p.first_seen BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE)`;
}

/** Rows in the order of their keys; a key without a row is left out. */
export function ledgerInOrder(keys: readonly LedgerKey[], rows: readonly LedgerRow[]): LedgerRow[] {
  const by = new Map(rows.map((row) => [row.metric_id, row]));
  return keys.flatMap(({ metric_id }) => by.get(metric_id) ?? []);
}
