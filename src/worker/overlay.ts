/** Whole papers with their extractions → the rows that change the dataset's tables. */
import type { Extraction } from '../core/paper.ts';
import { metricId, metricRowsOf, topicRowOf } from '../core/tables/metric-rows.ts';
import { NULL_MARK, type OwnTable } from '../core/tables/own.ts';
import { tables } from '../core/tables/schema.ts';
import type { ParsedDigest } from '../core/digest/parse.ts';
import { cubeCells, type Counted } from './cells.ts';
import { bytesOf, csvOf, quoted } from './csv.ts';
import { readingOf, type BaseRow, type Whole } from './join.ts';
import type { Overlay, OwnSource } from './protocol.ts';

/** An extraction, or null where the dataset's own rows stand. */
export type Read = { whole: Whole; extraction: Extraction | null };
type Row = Record<string, string | number | boolean | null>;

/** A term that the corpus shares was not found by reading one paper, so reading it again does not lose it. */
const isShared = (row: BaseRow) => row['topic_id']?.startsWith('term:') ?? false;

/** A paper's topics, those that the dataset found and that stand among them. */
const topicsOf = ({ whole: { base }, extraction }: Read): string[] => [
  ...(extraction?.topics ?? []).map(({ topic_id }) => topic_id),
  ...(base?.topics ?? [])
    .filter((row) => extraction === null || isShared(row))
    .map((row) => row['topic_id'] ?? ''),
];

/** As csvOf writes rows of paper_topics, without the rows: there are several a paper. */
function topicLines({ whole: { paper, base }, extraction }: Read, into: string[]): void {
  const { first_seen: date } = paper;
  const id = quoted(paper.paper_id);
  for (const topic of extraction?.topics ?? []) {
    const { topic_id, weight, main, phrases } = topicRowOf(topic);
    into.push(`${id},${quoted(topic_id)},${date},${weight},${main},${quoted(phrases)}`);
  }
  for (const row of base?.topics ?? []) {
    if (extraction !== null && !isShared(row)) continue;
    const phrases = row['phrases'] ?? null;
    into.push(
      `${id},${quoted(row['topic_id'] ?? '')},${date},${row['weight'] ?? NULL_MARK},${row['main'] ?? NULL_MARK},` +
        (phrases === null ? NULL_MARK : quoted(phrases)),
    );
  }
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
  paper_id: paper.paper_id,
  title: paper.title,
  abstract: paper.abstract,
  url: paper.url,
  code_url: paper.code_url,
  published: paper.published,
  first_seen: paper.first_seen,
  upvotes: paper.upvotes,
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

export type Rows = Omit<Overlay, 'files' | 'joined' | 'extracted'>;

/** `missing` are topics that own papers may have and the dataset does not name. */
export function overlayRows(
  parsed: ParsedDigest,
  reads: readonly Read[],
  areaOf: (topic: string) => string | null,
  missing: readonly Row[],
): Rows {
  const topics = reads.map(topicsOf);
  const lines: string[] = [];
  for (const read of reads) topicLines(read, lines);
  const metrics = reads.map(metricRows);
  const papers = reads.map(({ whole }, i) => paperRow(whole, metrics[i] ?? []));
  const based = reads.flatMap(({ whole: { base } }) => base ?? []);
  const before = based.map(({ row, topics: old }): Counted => ({
    first_seen: row['first_seen'] ?? '',
    sources: row['sources'] ?? '',
    topics: old.map((topic) => topic['topic_id'] ?? ''),
  }));
  const after = reads.map(({ whole: { paper, sources } }, i): Counted => ({
    first_seen: paper.first_seen,
    sources,
    topics: topics[i] ?? [],
  }));
  const named = new Set(topics.flat());
  const wholes = reads.map(({ whole }) => whole);
  const rows: Record<Exclude<OwnTable, 'paper_topics'>, readonly object[]> = {
    papers,
    digests: parsed.digests,
    mentions: wholes.flatMap(mentionRows),
    topics: missing.filter((row) => named.has(String(row['topic_id']))),
    metrics: metrics.flat(),
    rejects: [...parsed.problems, ...parsed.rejects].map((p) => ({ ...p, reason: `${p.code}: ${p.detail}` })),
  };
  return {
    tables: {
      ...(Object.fromEntries(
        Object.entries(rows).map(([table, list]) => [table, csvOf(tables[table as OwnTable], list)]),
      ) as Omit<Overlay['tables'], 'paper_topics'>),
      paper_topics: bytesOf(lines),
    },
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
