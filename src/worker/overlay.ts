/** Whole papers with their extractions → the rows that change the dataset's tables. */
import type { Extraction } from '../core/paper.ts';
import { metricId, metricRowsOf, topicRowOf } from '../core/tables/metric-rows.ts';
import type { OwnTable } from '../core/tables/own.ts';
import { tables } from '../core/tables/schema.ts';
import type { ParsedDigest } from '../core/digest/parse.ts';
import { cubeCells, type Counted } from './cells.ts';
import { csvOf } from './csv.ts';
import { readingOf, type BaseRow, type Whole } from './join.ts';
import type { Overlay, OwnSource } from './protocol.ts';

/** An extraction, or null where the dataset's own rows stand. */
export type Read = { whole: Whole; extraction: Extraction | null };
type Row = Record<string, string | number | boolean | null>;

/** A term that the corpus shares was not found by reading one paper, so reading it again does not lose it. */
const isShared = (row: BaseRow) => row['topic_id']?.startsWith('term:') ?? false;

function topicRows({ whole: { paper, base }, extraction }: Read): Row[] {
  const { paper_id, first_seen: date } = paper;
  const kept = (base?.topics ?? []).filter((row) => extraction === null || isShared(row));
  return [
    ...(extraction?.topics ?? []).map((topic) => ({ paper_id, date, ...topicRowOf(topic) })),
    ...kept.map((row) => ({ ...row, date })),
  ];
}

function metricRows({ whole: { paper, base }, extraction }: Read): Row[] {
  const { paper_id, first_seen: date } = paper;
  if (extraction === null) return (base?.metrics ?? []).map((row) => ({ ...row, date }));
  const { field, digest_id } = readingOf(paper);
  return metricRowsOf(extraction).map(({ n, ...row }) => ({
    ...row,
    metric_id: metricId(paper_id, { kind: row.kind, n }),
    paper_id,
    date,
    field,
    digest_id,
  }));
}

const paperRow = ({ paper, sources }: Whole, metrics: readonly Row[]): Row => ({
  ...paper,
  authors: paper.authors.join(', '),
  sources,
  mentions: paper.mentions.length,
  gains: metrics.filter((row) => row['kind'] === 'gain').length,
  scores: metrics.filter((row) => row['kind'] === 'score').length,
});

const mentionRows = ({ paper, own }: Whole): Row[] =>
  own.map(({ digest_id, date, rank, upvotes, summary }) => ({
    paper_id: paper.paper_id,
    digest_id,
    date,
    rank,
    upvotes,
    summary,
  }));

function sourcesOf(parsed: ParsedDigest, wholes: readonly Whole[]): OwnSource[] {
  const sources = new Map<string, OwnSource>();
  for (const { source, date } of parsed.digests) {
    const old = sources.get(source) ?? { source, digests: 0, papers: 0, first: date, last: date };
    sources.set(source, {
      ...old,
      digests: old.digests + 1,
      first: date < old.first ? date : old.first,
      last: date > old.last ? date : old.last,
    });
  }
  for (const { own } of wholes)
    for (const name of new Set(own.map((m) => m.source))) {
      const source = sources.get(name);
      if (source) source.papers++;
    }
  return [...sources.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
}

const counted = (first_seen: string, sources: string, topics: readonly Row[]): Counted => ({
  first_seen,
  sources,
  topics: topics.map((row) => String(row['topic_id'])),
});

export type Rows = Omit<Overlay, 'files' | 'joined' | 'extracted'>;

/** `missing` are topics that own papers may have and the dataset does not name. */
export function overlayRows(
  parsed: ParsedDigest,
  reads: readonly Read[],
  areaOf: (topic: string) => string | null,
  missing: readonly Row[],
): Rows {
  const topics = reads.map(topicRows);
  const metrics = reads.map(metricRows);
  const papers = reads.map(({ whole }, i) => paperRow(whole, metrics[i] ?? []));
  const based = reads.flatMap(({ whole: { base } }) => base ?? []);
  const before = based.map(({ row, topics: old }) =>
    counted(row['first_seen'] ?? '', row['sources'] ?? '', old),
  );
  const after = reads.map(({ whole: { paper, sources } }, i) =>
    counted(paper.first_seen, sources, topics[i] ?? []),
  );
  const named = new Set(topics.flat().map((row) => row['topic_id']));
  const wholes = reads.map(({ whole }) => whole);
  const rows: Record<OwnTable, readonly object[]> = {
    papers,
    digests: parsed.digests,
    mentions: wholes.flatMap(mentionRows),
    topics: missing.filter((row) => named.has(row['topic_id'] ?? null)),
    paper_topics: topics.flat(),
    metrics: metrics.flat(),
    rejects: [...parsed.problems, ...parsed.rejects].map((p) => ({ ...p, reason: `${p.code}: ${p.detail}` })),
  };
  return {
    tables: Object.fromEntries(
      Object.entries(rows).map(([table, list]) => [table, csvOf(tables[table as OwnTable], list)]),
    ) as Overlay['tables'],
    replaced: csvOf(
      { paper_id: 'VARCHAR' },
      based.map(({ row }) => ({ paper_id: row['paper_id'] ?? null })),
    ),
    cube: cubeCells(before, after, areaOf),
    sources: sourcesOf(parsed, wholes),
    papers: reads.length,
    gains: papers.reduce((sum, p) => sum + Number(p['gains']), 0),
    scores: papers.reduce((sum, p) => sum + Number(p['scores']), 0),
  };
}
