/** Whole papers with their extractions → the rows that change the dataset's tables. */
import type { Extraction } from '../core/paper.ts';
import { metricId, metricRowsOf, topicRowOf } from '../core/tables/metric-rows.ts';
import { NULL_MARK, type OwnPart } from '../core/tables/own.ts';
import { tables } from '../core/tables/schema.ts';
import type { ParsedDigest } from '../core/digest/parse.ts';
import { cubeCells, type Counted } from './cells.ts';
import { bytesOf, csvOf, quoted } from './csv.ts';
import { readingOf, type Whole } from './join.ts';
import type { FoundTerm, Overlay, OwnSource } from './protocol.ts';

/** What was read out of a paper, or null where the dataset's own rows stand. */
export type Read = { whole: Whole; found: { extraction: Extraction; terms: readonly FoundTerm[] } | null };
type Row = Record<string, string | number | boolean | null>;

/** A paper's topics; where its own text was read anew, the dataset's terms were looked for in that. */
const topicsOf = ({ whole: { base }, found }: Read): string[] =>
  found
    ? [...found.extraction.topics, ...found.terms].map(({ topic_id }) => topic_id)
    : (base?.topics ?? []).map((row) => row['topic_id'] ?? '');

/** As csvOf writes rows of paper_topics, without the rows: there are several a paper. */
function topicLines({ whole: { paper, base }, found }: Read, into: string[]): void {
  const { first_seen: date } = paper;
  const id = quoted(paper.paper_id);
  for (const topic of found?.extraction.topics ?? []) {
    const { topic_id, weight, main, phrases } = topicRowOf(topic);
    into.push(`${id},${quoted(topic_id)},${date},${weight},${main},${quoted(phrases)}`);
  }
  for (const { topic_id, weight, phrase } of found?.terms ?? [])
    into.push(`${id},${quoted(topic_id)},${date},${weight},false,${quoted(phrase)}`);
  for (const row of found ? [] : (base?.topics ?? [])) {
    const phrases = row['phrases'] ?? null;
    into.push(
      `${id},${quoted(row['topic_id'] ?? '')},${date},${row['weight'] ?? NULL_MARK},${row['main'] ?? NULL_MARK},` +
        (phrases === null ? NULL_MARK : quoted(phrases)),
    );
  }
}

function metricRows({ whole: { paper, base }, found }: Read): Row[] {
  const { paper_id, first_seen: date } = paper;
  if (!found) return (base?.metrics ?? []).map((row) => ({ ...row, date }));
  const { field, digest_id } = readingOf(paper);
  return metricRowsOf(found.extraction).map(({ n, ...row }) => ({
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

export type Counts = { gains: number; scores: number };

/** The rows of papers that were read, and how many metrics stand in them. */
export function partOf(reads: readonly Read[]): { part: OwnPart } & Counts {
  const lines: string[] = [];
  for (const read of reads) topicLines(read, lines);
  const metrics = reads.map(metricRows);
  const papers = reads.map(({ whole }, i) => paperRow(whole, metrics[i] ?? []));
  return {
    part: {
      papers: csvOf(tables.papers, papers),
      mentions: csvOf(
        tables.mentions,
        reads.flatMap(({ whole }) => mentionRows(whole)),
      ),
      metrics: csvOf(tables.metrics, metrics.flat()),
      paper_topics: bytesOf(lines),
    },
    gains: papers.reduce((sum, p) => sum + Number(p['gains']), 0),
    scores: papers.reduce((sum, p) => sum + Number(p['scores']), 0),
  };
}

export type Rest = Pick<Overlay, 'rest' | 'replaced' | 'cube' | 'sources' | 'papers'>;

/** All that is no paper's own. `missing` are topics that own papers may have and the dataset does not name. */
export function restOf(
  parsed: ParsedDigest,
  reads: readonly Read[],
  areaOf: (topic: string) => string | null,
  missing: readonly Row[],
): Rest {
  const topics = reads.map(topicsOf);
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
  const rejects = [...parsed.problems, ...parsed.rejects];
  return {
    rest: {
      digests: csvOf(tables.digests, parsed.digests),
      topics: csvOf(
        tables.topics,
        missing.filter((row) => named.has(String(row['topic_id']))),
      ),
      rejects: csvOf(
        tables.rejects,
        rejects.map((p) => ({ ...p, reason: `${p.code}: ${p.detail}` })),
      ),
    },
    replaced: csvOf(
      { paper_id: 'VARCHAR' },
      based.map(({ row }) => ({ paper_id: row['paper_id'] ?? null })),
    ),
    cube: cubeCells(before, after, areaOf),
    sources: sourcesOf(
      parsed,
      reads.map(({ whole }) => whole),
    ),
    papers: reads.length,
  };
}
