import { arxivMonth } from '../digest/ids.ts';
import type { Mention, Paper } from '../paper.ts';
import { normaliseTitle, paperIdOf } from './identity.ts';

type Order = -1 | 0 | 1;
const compare = (a: string | number, b: string | number): Order => (a < b ? -1 : a > b ? 1 : 0);

/** First by date; then by anything that tells two mentions apart, so that the order of input never shows. */
function compareMentions(a: Mention, b: Mention): Order {
  return (
    compare(a.date, b.date) ||
    compare(a.source, b.source) ||
    compare(a.file, b.file) ||
    compare(a.line, b.line) ||
    compare(a.digest_id, b.digest_id) ||
    compare(a.rank, b.rank) ||
    compare(a.title, b.title) ||
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Longer first, then by code units: a total order of distinct strings. */
const longerFirst = (a: string, b: string): Order => compare(b.length, a.length) || compare(a, b);

const LONGEST_PLAUSIBLE_TITLE = 250;

/**
 * The paper's own title: records with an abstract carry it, then listings with authors; weekly lists shorten it
 * ("LaMer") or let a sentence run into it.
 */
function titleOf(mentions: Mention[]): string {
  const ranked = [mentions.filter((m) => m.abstract), mentions.filter((m) => m.authors.length > 0), mentions];
  const titles = (ranked.find((r) => r.length > 0) ?? mentions).map((m) => m.title).sort(longerFirst);
  return titles.find((t) => t.length <= LONGEST_PLAUSIBLE_TITLE) ?? titles.at(-1) ?? '';
}

/** One paper of all its mentions. */
export function paperOf(paper_id: string, unsorted: Mention[]): Paper {
  const mentions = unsorted.sort(compareMentions);
  const abstracts = mentions.flatMap((m) => m.abstract ?? []).sort(longerFirst);
  const authors = mentions
    .map((m) => m.authors)
    .sort((a, b) => compare(b.length, a.length) || compare(a.join('\n'), b.join('\n')));
  const arxiv = paper_id.startsWith('arxiv:') ? paper_id.slice('arxiv:'.length) : null;
  const upvotes = mentions.reduce<number | null>(
    (most, m) => (m.upvotes === null ? most : Math.max(most ?? 0, m.upvotes)),
    null,
  );
  return {
    paper_id,
    title: titleOf(mentions),
    abstract: abstracts[0] ?? null,
    authors: authors[0] ?? [],
    url: arxiv ? `https://arxiv.org/abs/${arxiv}` : (mentions.find((m) => m.url)?.url ?? null),
    code_url: mentions.find((m) => m.code_url)?.code_url ?? null,
    published: arxiv ? arxivMonth(arxiv) : null,
    first_seen: mentions[0]?.date ?? '',
    mentions,
    upvotes,
  };
}

/** The smaller value wins, so that which came first does not matter. */
function keepSmaller(map: Map<string, string>, key: string, value: string): void {
  const old = map.get(key);
  if (old === undefined || value < old) map.set(key, value);
}

/**
 * Mentions → papers, sorted by first_seen and paper_id; every mention is in exactly one paper. A mention with only
 * a DOI joins the arXiv paper that some mention gives the same DOI; a mention with neither joins a paper of the same
 * normalised title. Two ids are two papers, whatever their titles.
 */
export function mergeMentions(mentions: Mention[]): Paper[] {
  const arxivOfDoi = new Map<string, string>();
  for (const m of mentions) if (m.arxiv_id && m.doi) keepSmaller(arxivOfDoi, m.doi, `arxiv:${m.arxiv_id}`);
  const ownId = (m: Mention) =>
    !m.arxiv_id && m.doi ? (arxivOfDoi.get(m.doi) ?? paperIdOf(m)) : paperIdOf(m);

  const idOfTitle = new Map<string, string>();
  const wanted = new Set(mentions.filter((m) => !m.arxiv_id && !m.doi).map((m) => normaliseTitle(m.title)));
  wanted.delete('');
  if (wanted.size > 0)
    for (const m of mentions) {
      if (!m.arxiv_id && !m.doi) continue;
      const title = normaliseTitle(m.title);
      if (wanted.has(title)) keepSmaller(idOfTitle, title, ownId(m));
    }

  const groups = new Map<string, Mention[]>();
  for (const m of mentions) {
    const joined = !m.arxiv_id && !m.doi ? idOfTitle.get(normaliseTitle(m.title)) : undefined;
    const id = joined ?? ownId(m);
    const group = groups.get(id);
    if (group) group.push(m);
    else groups.set(id, [m]);
  }
  return [...groups]
    .map(([id, group]) => paperOf(id, group))
    .sort((a, b) => compare(a.first_seen, b.first_seen) || compare(a.paper_id, b.paper_id));
}
