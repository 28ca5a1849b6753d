/** Own papers and the dataset's rows of the same works → whole papers, each of all its mentions from both sides. */
import type { Field, Mention, Paper } from '../core/paper.ts';
import { normaliseTitle, paperIdOf } from '../core/papers/identity.ts';
import { paperOf } from '../core/papers/merge.ts';

type Text = string | null;
/** Rows of the dataset as texts, column by column. */
export type BaseRow = Record<string, Text>;
export type BaseRows = {
  papers: BaseRow[];
  mentions: BaseRow[];
  paper_topics: BaseRow[];
  metrics: BaseRow[];
};

export type Base = { row: BaseRow; mentions: Mention[]; topics: BaseRow[]; metrics: BaseRow[] };
export type Whole = {
  paper: Paper;
  /** The mentions that are the reader's own. */
  own: Mention[];
  base: Base | null;
  /** The set of sources, sorted and joined with "+". */
  sources: string;
};
export type Reading = { text: string; field: Field | null; digest_id: string | null };

/** The text that is read for gains: the abstract, else the longest summary. As the build picks it. */
export function readingOf({ abstract, mentions }: Pick<Paper, 'abstract' | 'mentions'>): Reading {
  if (abstract) return { text: abstract, field: 'abstract', digest_id: null };
  let best: Mention | null = null;
  for (const m of mentions) {
    if (m.summary === null) continue;
    const longer = m.summary.length - (best?.summary?.length ?? -1);
    if (longer > 0 || (longer === 0 && m.summary < (best?.summary ?? ''))) best = m;
  }
  return best?.summary
    ? { text: best.summary, field: 'summary', digest_id: best.digest_id }
    : { text: '', field: null, digest_id: null };
}

const titlesOf = (paper: Paper) => [...new Set(paper.mentions.map((m) => m.title))];

/** Ids under which the dataset may know an own paper, the surest first. */
function candidatesOf(paper: Paper, idOfTitle: ReadonlyMap<string, string>): string[] {
  if (!paper.paper_id.startsWith('title:')) {
    const byTitle = titlesOf(paper).map((title) => paperIdOf({ arxiv_id: null, doi: null, title }));
    // The dataset may know by its DOI alone what the reader's digests know as arXiv's, too.
    const byDoi = paper.mentions.flatMap(({ doi }) => (doi ? [`doi:${doi}`] : []));
    return [...new Set([paper.paper_id, ...byDoi, ...byTitle])];
  }
  const known = titlesOf(paper).flatMap((title) => idOfTitle.get(normaliseTitle(title)) ?? []);
  return [...known, paper.paper_id];
}

/** Normalised titles that only a look through the dataset's titles can place. */
export const titlesToPlace = (papers: readonly Paper[]): Set<string> => {
  const titles = papers.filter((p) => p.paper_id.startsWith('title:')).flatMap(titlesOf);
  const wanted = new Set(titles.map(normaliseTitle));
  wanted.delete('');
  return wanted;
};

/** Of the dataset's papers with an id: which one has a wanted title. The smaller id wins, as in a merge. */
export function placeTitles(wanted: ReadonlySet<string>, titles: readonly BaseRow[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { paper_id, title } of titles) {
    if (!paper_id || !title) continue;
    const norm = normaliseTitle(title);
    if (!wanted.has(norm)) continue;
    const other = found.get(norm);
    if (other === undefined || paper_id < other) found.set(norm, paper_id);
  }
  return found;
}

export type Candidates = Map<Paper, string[]>;
export const allCandidates = (papers: readonly Paper[], idOfTitle: ReadonlyMap<string, string>): Candidates =>
  new Map(papers.map((paper) => [paper, candidatesOf(paper, idOfTitle)]));

const group = (rows: readonly BaseRow[]): Map<string, BaseRow[]> => {
  const groups = new Map<string, BaseRow[]>();
  for (const row of rows) {
    const id = row['paper_id'] ?? '';
    const old = groups.get(id);
    if (old) old.push(row);
    else groups.set(id, [row]);
  }
  return groups;
};

const numberOf = (cell: Text | undefined) => (cell === null || cell === undefined ? null : Number(cell));

/**
 * The dataset's mentions of a paper. It keeps a paper's best title, abstract and authors and not whose they were: the
 * first mention carries them, which gives the same paper back.
 */
function baseMentions(paper: BaseRow, rows: readonly BaseRow[]): Mention[] {
  const id = paper['paper_id'] ?? '';
  const sorted = rows.toSorted((a, b) => ((a['date'] ?? '') < (b['date'] ?? '') ? -1 : 1));
  return sorted.map((row, i) => ({
    digest_id: row['digest_id'] ?? '',
    source: row['source'] ?? (row['digest_id'] ?? '').split('/')[0] ?? '',
    date: row['date'] ?? paper['first_seen'] ?? '',
    rank: numberOf(row['rank']) ?? 0,
    file: '',
    line: 0,
    title: paper['title'] ?? '',
    abstract: i === 0 ? (paper['abstract'] ?? null) : null,
    summary: row['summary'] ?? null,
    authors: i === 0 && paper['authors'] ? paper['authors'].split(', ') : [],
    url: i === 0 ? (paper['url'] ?? null) : null,
    code_url: i === 0 ? (paper['code_url'] ?? null) : null,
    arxiv_id: id.startsWith('arxiv:') ? id.slice('arxiv:'.length) : null,
    doi: id.startsWith('doi:') ? id.slice('doi:'.length) : null,
    upvotes: numberOf(row['upvotes']),
  }));
}

const sourcesOf = (base: BaseRow | null, own: readonly Mention[]): string =>
  [...new Set([...(base?.['sources']?.split('+') ?? []), ...own.map((m) => m.source)])].sort().join('+');

/** Every own paper with the dataset's part of it; two own papers that turn out to be one are one. */
export function joinPapers(candidates: Candidates, rows: BaseRows): Whole[] {
  const [papers, mentions] = [group(rows.papers), group(rows.mentions)];
  const [topics, metrics] = [group(rows.paper_topics), group(rows.metrics)];
  const own = new Map<string, Paper[]>();
  for (const [paper, ids] of candidates) {
    const id = ids.find((candidate) => papers.has(candidate)) ?? paper.paper_id;
    const same = own.get(id);
    if (same) same.push(paper);
    else own.set(id, [paper]);
  }
  return [...own].map(([id, same]) => {
    const row = papers.get(id)?.[0] ?? null;
    const mine = same.flatMap(({ mentions }) => mentions);
    if (!row) {
      const [paper] = same;
      const whole = paper && same.length === 1 && paper.paper_id === id ? paper : paperOf(id, [...mine]);
      return { paper: whole, own: mine, base: null, sources: sourcesOf(null, mine) };
    }
    const theirs = baseMentions(row, mentions.get(id) ?? []);
    const base = { row, mentions: theirs, topics: topics.get(id) ?? [], metrics: metrics.get(id) ?? [] };
    return { paper: paperOf(id, [...theirs, ...mine]), own: mine, base, sources: sourcesOf(row, mine) };
  });
}

/** True where the dataset has read the very text that would be read now, so that its rows stand. */
export function isReadAlready({ paper, base }: Whole): boolean {
  if (!base) return false;
  const before = readingOf({ abstract: base.row['abstract'] ?? null, mentions: base.mentions });
  const now = readingOf(paper);
  return before.text === now.text && before.field === now.field && base.row['title'] === paper.title;
}
