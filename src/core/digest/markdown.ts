import { type Block, blocksOf } from './blocks.ts';
import { dateIn, rangeIn } from './dates.ts';
import { arxivIdIn, doiIn } from './ids.ts';
import {
  type DigestText,
  excerptOf,
  type Format,
  type Issue,
  type Link,
  type RawEntry,
  type RefusedEntry,
} from './issue.ts';
import { unwrap } from './lines.ts';
import { linksIn } from './links.ts';
import { isReadable, plainTitle } from './titles.ts';

/** What names a paper in a line of text: an arXiv or DOI address, or `arXiv:2401.12345`. */
const PAPER_LINE =
  /https?:\/\/\S*(?:arxiv\.org|huggingface\.co\/papers\/|doi\.org|openreview\.net|aclanthology\.org|10\.\d{4,9}\/)|\barxiv:\s?\d{4}\.\d/i;
const VENUE = /openreview\.net\/(?:forum|pdf)|aclanthology\.org\/\S/i;
const isPaperUrl = (url: string) => arxivIdIn(url) !== null || doiIn(url) !== null || VENUE.test(url);

/** Labels that name no paper. */
const BLAND =
  /^(?:(?:paper|pdf|link|arxiv|here|abs|abstract|html|read|more|source|url|code|project|web|site|https?:\S{0,300}|arxiv:\S{0,20}|[\W\d_])\s?)*$/i;

const LINK = /!?\[([^\][]{0,500})\]\([^()\s]{0,2100}\)/g;
const REFERENCE = /\[([^\][]{1,300})\]\[([^\][]{0,100})\]/g;
const DEFINITION = /^ {0,3}\[([^\][]{1,100})\]:\s*<?(\S{1,2100}?)>?(?:\s+["'(].*)?\s*$/;
const STRONG = /\*\*\s?([^*\s][^*]{0,500}?)\s?\*\*|__([^_]{1,500})__/;

type Piece = Block & { links: Link[]; text: string };
type Entry = RawEntry | RefusedEntry;

const idsOf = (p: Piece) => p.links.flatMap((l) => arxivIdIn(l.url) ?? doiIn(l.url) ?? []);
const namesPaper = (p: Piece) => p.links.some((l) => isPaperUrl(l.url)) || arxivIdIn(p.text) !== null;

/** The digest's own words: what follows the title, without the links that stand directly behind it. */
function wordsAfter(raw: string, title: string): string {
  const at = raw.indexOf(title.slice(0, 60));
  const behind =
    at < 0
      ? raw
      : raw.slice(at + title.length).replace(/^[*_\]]{0,6}(?:\([^()\s]{0,2100}\))?[*_]{0,4}\s*/, '');
  const rest = behind
    .replace(/^(?:[\s,;.|(]{0,9}\[[^\][]{0,60}\]\([^()\s]{0,2100}\)[\s,;.|)]{0,9}){1,20}/, '')
    .replace(/^\s*(?:<?https?:\/\/\S{1,2100}>?)?\s*[-–—:.|]+\s*/, '');
  const words = unwrap(rest.split('\n'));
  return /\p{L}{3}/u.test(words.replace(LINK, '').replace(/https?:\S+/g, '')) ? words : '';
}

/** An item or a paragraph that names a paper: title by its link's text, its bold words, or what stands before the link. */
function entryOf(piece: Piece): Entry {
  const { first: line, last: end, raw, links, text } = piece;
  const paper = links.find((l) => isPaperUrl(l.url));
  const strong = STRONG.exec(raw);
  const [lead = ''] = text
    .replace(/^\s*(?:[-*+•●▪]|\d{1,3}[.)])\s+/, '')
    .split(/\s[-–—|]\s|:\s|\n|https?:|\(\s?(?:arxiv|paper|pdf)|\barxiv:/i, 1);
  const named = paper && !BLAND.test(paper.label) ? paper.label : null;
  const title = plainTitle(named ?? strong?.[1] ?? strong?.[2] ?? lead.slice(0, 400));
  if (!isReadable(title) || BLAND.test(title)) {
    const detail = 'a paper link with no title beside it';
    return { line, end, refused: 'no-title', detail, excerpt: excerptOf(raw) };
  }
  const summary = wordsAfter(raw, title);
  const ordered = paper ? [{ ...paper, label: 'paper' }, ...links.filter((l) => l !== paper)] : links;
  return { line, end, title, links: ordered, ids: text.slice(0, 2000), ...(summary ? { summary } : {}) };
}

/** In a list that names papers every item is an entry: one without a link counts if it has a bold title. */
function itemOf(piece: Piece): Entry {
  if (namesPaper(piece) || STRONG.test(piece.raw)) return entryOf(piece);
  const detail = 'an item with neither a link to a paper nor a bold title';
  return { line: piece.first, end: piece.last, refused: 'bad-entry', detail, excerpt: excerptOf(piece.raw) };
}

/** A heading over one paper: all below it is that paper's. */
function headed(heading: Piece, body: Piece[], lines: string[]): Entry {
  const line = heading.first;
  const end = body.at(-1)?.last ?? heading.last;
  const title = plainTitle(
    heading.text
      .replace(/^\s*#{1,6}\s+/, '')
      .replace(/^#?\d{1,3}[.)]\s+/, '')
      .replace(/\n.*$/s, ''),
  );
  const summary = unwrap(lines.slice(heading.last, end));
  if (!isReadable(title) || BLAND.test(title))
    return {
      line,
      end,
      refused: 'no-title',
      detail: 'a heading without a title',
      excerpt: excerptOf(summary),
    };
  const links = [heading, ...body].flatMap((p) => p.links);
  return { line, end, title, links, ids: summary.slice(0, 2000), ...(summary ? { summary } : {}) };
}

function entriesOf(heading: Piece | null, body: Piece[], lines: string[]): Entry[] {
  const ids = new Set([...(heading ? [heading] : []), ...body].flatMap(idsOf));
  const naming = body.filter(namesPaper);
  if (
    heading &&
    (namesPaper(heading)
      ? naming.every((p) => p.kind === 'paragraph')
      : ids.size === 1 && naming.length === 1)
  )
    if (namesPaper(heading) || naming[0]?.kind === 'paragraph') return [headed(heading, body, lines)];
  const isList = body.some((p) => p.kind === 'item' && namesPaper(p));
  return body.flatMap((p) =>
    p.kind === 'item'
      ? isList
        ? [itemOf(p)]
        : []
      : p.kind === 'paragraph' && namesPaper(p)
        ? [entryOf(p)]
        : [],
  );
}

/**
 * Free markdown and text: lists, headings or paragraphs that link to papers. A heading with a day, or a span of days,
 * begins a list of its own.
 */
export function readLinks({ lines }: DigestText): Issue[] {
  const defined = new Map<string, string>();
  for (const line of lines) {
    const m = DEFINITION.exec(line);
    if (m?.[1] && m[2]) defined.set(m[1].toLowerCase(), m[2]);
  }
  const pieceOf = (block: Block): Piece => {
    const resolved =
      defined.size === 0
        ? block.raw
        : block.raw.replace(REFERENCE, (all, label: string, id: string) => {
            const url = defined.get((id || label).toLowerCase());
            return url ? `[${label}](${url})` : all;
          });
    return { ...block, links: linksIn(resolved), text: resolved.replace(LINK, '$1') };
  };
  const issues: Issue[] = [];
  let heading: Piece | null = null;
  let body: Piece[] = [];
  let day: { line: number; date: Issue['date'] } | null = null;
  const close = () => {
    const entries = entriesOf(heading, body, lines);
    if (entries.length === 0) return;
    const last = issues.at(-1);
    if (last && last.date === (day?.date ?? null)) for (const e of entries) last.entries.push(e);
    else issues.push({ line: day?.line ?? entries[0]?.line ?? 1, date: day?.date ?? null, entries });
  };
  for (const block of blocksOf(lines)) {
    const piece = pieceOf(block);
    if (block.kind !== 'heading') {
      if (!DEFINITION.test(block.raw)) body.push(piece);
      continue;
    }
    close();
    heading = piece;
    body = [];
    const words = piece.text;
    const found = namesPaper(piece) || words.length > 100 ? null : (rangeIn(words)?.last ?? dateIn(words));
    if (found) day = { line: block.first, date: found };
  }
  close();
  return issues;
}

export const links: Format = {
  name: 'markdown',
  misfit: ({ lines }) => (lines.some((l) => PAPER_LINE.test(l)) ? null : 'no links to arXiv or a DOI'),
  read: readLinks,
};
