/** The papers behind any selection, a page at a time. */
import { list, raw, sql, within, type Query } from '../db/query.ts';
import { searchWords, whereFilter, type Filter } from './filter.ts';
import { reachOf, reachOfPapers } from './reach.ts';
import { byRelevance, type SearchIn } from './search.ts';

export type PaperRow = {
  paper_id: string;
  title: string;
  authors: string | null;
  url: string | null;
  code_url: string | null;
  first_seen: string;
  sources: string;
  mentions: number;
  upvotes: number | null;
  gains: number;
  scores: number;
  /** The metric that stands for the paper: of the chosen measure if there is one, the largest factor first. */
  metric_id: string | null;
  /** The text that the metric was read from, and where in it number and sentence stand (UTF-16 units). */
  text: string | null;
  start: number | null;
  length: number | null;
  sentence_start: number | null;
  sentence_length: number | null;
  /** Every mention that the text may come from was looked at. */
  told_all: boolean;
};

export const PAPER_ORDERS = {
  /** How well a paper answers the words of the search; without any, the newest first. */
  relevance: 'p.score DESC, p.first_seen DESC',
  newest: 'p.first_seen DESC',
  oldest: 'p.first_seen',
  upvotes: 'p.upvotes DESC NULLS LAST, p.first_seen DESC',
  gains: 'p.gains DESC NULLS LAST, p.first_seen DESC',
  mentions: 'p.mentions DESC NULLS LAST, p.first_seen DESC',
  title: 'lower(p.title)',
} as const;
export type PaperOrder = keyof typeof PAPER_ORDERS;

export const paperCount = (
  filter: Filter,
  where: SearchIn = 'texts',
): Query<{ papers: number; gains: number }> =>
  within(
    reachOf(filter, ['gains']),
    sql<{
      papers: number;
      gains: number;
    }>`SELECT count(*)::INT AS papers, coalesce(sum(p.gains), 0)::INT AS gains FROM papers p WHERE ${whereFilter(filter, where)}`,
  );

const wanted = (name: 'measure' | 'benchmark' | 'baseline', values: readonly string[]): Query =>
  values.length === 0
    ? raw('0')
    : sql`CASE WHEN lower(g.${raw(name)}) IN (${list(values.map((v) => v.toLowerCase()))}) THEN 0 ELSE 1 END`;

export type PaperKey = { paper_id: string; first_seen: string };

/**
 * `limit` papers from `offset` on in the given order; ties by id, so that pages never overlap. Reads texts only for a
 * search. `where` says whether `search_words` is there.
 */
export function paperKeys(
  filter: Filter,
  order: PaperOrder,
  offset: number,
  limit: number,
  where: SearchIn = 'texts',
): Query<PaperKey> {
  const kept = whereFilter(filter, where);
  const from =
    order === 'relevance' && searchWords(filter.text).length > 0
      ? sql`(${byRelevance(filter.text, kept, where)}) p`
      : sql`(SELECT *, 0 AS score FROM papers) p WHERE ${kept}`;
  return within(
    reachOf(
      filter,
      ['title', 'upvotes', 'gains', 'mentions'].filter((name) => PAPER_ORDERS[order].includes(name)),
    ),
    sql<PaperKey>`
  SELECT p.paper_id, p.first_seen FROM ${from}
  ORDER BY ${raw(PAPER_ORDERS[order])}, p.paper_id LIMIT ${limit}::INT OFFSET ${offset}::INT`,
  );
}

/**
 * What stands behind some keys, in any order; the days bound what is read of a large file. `keys` is not empty.
 * Mentions after `heard` (ISO) are left out; a row whose text may come from one of them has `told_all` false.
 */
export function paperRows(
  keys: readonly PaperKey[],
  filter: Filter,
  heard: string | null = null,
): Query<PaperRow> {
  const ids = list(keys.map(({ paper_id }) => paper_id));
  const days = keys.map(({ first_seen }) => first_seen).sort();
  const [first, last] = [days[0] ?? '', days.at(-1) ?? ''];
  const until = heard === null ? raw('') : sql` AND s.date <= CAST(${heard} AS DATE)`;
  return within(
    reachOfPapers(
      keys.map(({ paper_id }) => paper_id),
      first,
      last,
      heard,
    ),
    sql<PaperRow>`
  WITH best AS (
    SELECT g.*, row_number() OVER (
      PARTITION BY g.paper_id
      ORDER BY ${wanted('measure', filter.measures)}, ${wanted('benchmark', filter.benchmarks)},
        ${wanted('baseline', filter.baselines)}, g.kind, g.factor_high DESC NULLS LAST, g.start
    ) AS nth
    FROM metrics g
    WHERE g.date BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE) AND g.paper_id IN (${ids})
  ), told AS (
    SELECT s.paper_id, s.digest_id, s.summary,
      row_number() OVER (PARTITION BY s.paper_id ORDER BY length(s.summary) DESC NULLS LAST, s.digest_id) AS nth,
      count(*) OVER (PARTITION BY s.paper_id) AS heard
    FROM mentions s WHERE s.date >= CAST(${first} AS DATE)${until} AND s.paper_id IN (${ids})
  ), said AS (
    SELECT paper_id, digest_id, any_value(summary) AS summary FROM told GROUP BY ALL
  )
  SELECT p.paper_id, p.title, p.authors, p.url, p.code_url, p.first_seen, p.sources, p.mentions, p.upvotes,
    p.gains, p.scores, b.metric_id,
    CASE b.field WHEN 'summary' THEN m.summary WHEN 'abstract' THEN p.abstract
      ELSE coalesce(p.abstract, t.summary) END AS text,
    b.start, b.length, b.sentence_start, b.sentence_length,
    coalesce(b.field, CASE WHEN p.abstract IS NULL THEN 'summary' END) IS DISTINCT FROM 'summary'
      OR coalesce(t.heard, 0) >= p.mentions AS told_all
  FROM papers p
  LEFT JOIN best b ON b.paper_id = p.paper_id AND b.nth = 1
  LEFT JOIN said m ON m.paper_id = b.paper_id AND m.digest_id = b.digest_id
  LEFT JOIN told t ON t.paper_id = p.paper_id AND t.nth = 1
  WHERE p.first_seen BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE) AND p.paper_id IN (${ids})`,
  );
}

/** Rows in the order of their keys; a key without a row is left out. */
export function inOrder(keys: readonly PaperKey[], rows: readonly PaperRow[]): PaperRow[] {
  const by = new Map(rows.map((row) => [row.paper_id, row]));
  return keys.flatMap(({ paper_id }) => by.get(paper_id) ?? []);
}
