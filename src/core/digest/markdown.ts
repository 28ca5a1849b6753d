import type { Heading, List, ListItem, Nodes, Paragraph, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';

import { dateIn, rangeIn } from './dates.ts';
import { arxivIdIn, doiIn } from './ids.ts';
import {
  type DigestText,
  excerptOf,
  type Issue,
  type Link,
  type RawEntry,
  type RefusedEntry,
} from './issue.ts';
import { unwrap } from './lines.ts';
import { webUrl } from './links.ts';
import { isReadable, plainTitle } from './titles.ts';

/** Parsers of markdown take time by the square of the nesting; no digest is nested this deep. */
const DEEPEST = 60;

const tooDeep = (line: string) => {
  const marks = /^(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*/.exec(line.slice(0, 2000))?.[0] ?? '';
  return marks.length > 2 * DEEPEST && marks.replace(/\s/g, '').length > DEEPEST;
};

const isPaperUrl = (url: string) =>
  arxivIdIn(url) !== null ||
  doiIn(url) !== null ||
  /openreview\.net\/(?:forum|pdf)|aclanthology\.org\/\S|proceedings\.\S+\/paper/i.test(url);

const BLAND =
  /^(?:paper|pdf|link|arxiv|here|abs|abstract|html|read(?: more)?|source|url|code|project|\W|\d|arxiv:\S+|https?:\S+)*$/i;

type Block = { line: number; end: number; from: number; to: number; node: Nodes };

/** Text and links of a node, links in order with their labels. */
function linksOf(node: Nodes): Link[] {
  const links: Link[] = [];
  const stack: Nodes[] = [node];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (at.type === 'link') {
      const url = webUrl(at.url);
      if (url) links.push({ label: toString(at).trim().slice(0, 400), url });
    } else if ('children' in at) stack.push(...[...at.children].reverse());
  }
  return links;
}

const strongOf = (node: Nodes): string | null => {
  const stack: Nodes[] = [node];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (at.type === 'strong') return toString(at);
    if ('children' in at) stack.push(...[...at.children].reverse());
  }
  return null;
};

function blockOf(node: Nodes): Block {
  const { start, end } = node.position ?? { start: { line: 1, offset: 0 }, end: { line: 1, offset: 0 } };
  return { node, line: start.line, end: end.line, from: start.offset ?? 0, to: end.offset ?? 0 };
}

/** An item or a paragraph that names a paper: title by its link's text, its bold words, or what stands before the link. */
function entryOf(block: Block, body: string): RawEntry | RefusedEntry {
  const { line, end, node } = block;
  const raw = body.slice(block.from, block.to);
  const links = linksOf(node);
  const paper = links.find((l) => isPaperUrl(l.url));
  const strong = strongOf(node);
  const text = toString(node);
  const [lead = ''] = text.split(/\s[-–—|]\s|:\s|\n|https?:|\(\s*(?:arxiv|paper|pdf)/i);
  const named = paper && !BLAND.test(paper.label) ? paper.label : null;
  const title = plainTitle(named ?? strong ?? lead.slice(0, 400));
  if (!isReadable(title) || BLAND.test(title)) {
    const detail = 'a paper link with no title beside it';
    return { line, end, refused: 'no-title', detail, excerpt: excerptOf(raw) };
  }
  // The digest's own words begin after the title; the source is cut there, so that the rest stays as it stands.
  const at = raw.indexOf(title.slice(0, 60));
  let rest = at < 0 ? raw : raw.slice(at + title.length);
  rest = rest.replace(/^[*_\]]{0,6}(?:\([^()\s]*\))?[*_]{0,4}\s*/, '');
  rest = rest
    .replace(/^(?:[\s,;.|(]*\[[^\][]{0,60}\]\([^()\s]*\)[\s,;.|)]*)+/, '')
    .replace(/^\s*(?:<?https?:\/\/\S+>?)?\s*[-–—:.|]+\s*/, '');
  const summary = unwrap(rest.split('\n'));
  const isMore = /[\p{L}]{3}/u.test(summary.replace(/\[[^\][]*\]\([^()\s]*\)|https?:\S+/g, ''));
  const ordered = paper ? [{ ...paper, label: 'paper' }, ...links.filter((l) => l !== paper)] : links;
  return { line, end, title, links: ordered, ids: text.slice(0, 2000), ...(isMore ? { summary } : {}) };
}

const namesPaper = (node: Nodes) =>
  linksOf(node).some((l) => isPaperUrl(l.url)) || /\barxiv:\s?\d{4}\.\d{4,5}/i.test(toString(node));

type Section = { heading: Heading | null; blocks: RootContent[] };

function entriesOf({ heading, blocks }: Section, body: string): (RawEntry | RefusedEntry)[] {
  const lists = blocks.filter((b): b is List => b.type === 'list');
  const listed = lists.filter((l) => l.children.some(namesPaper));
  const paragraphs = blocks.filter((b): b is Paragraph => b.type === 'paragraph' && namesPaper(b));
  const ids = new Set(
    [...(heading ? [heading] : []), ...blocks]
      .flatMap(linksOf)
      .flatMap((l) => arxivIdIn(l.url) ?? doiIn(l.url) ?? []),
  );
  const isOnePaper = heading !== null && (namesPaper(heading) || (ids.size === 1 && paragraphs.length <= 1));
  if (heading && isOnePaper && (listed.length === 0 || ids.size <= 1)) {
    const first = blockOf(heading);
    const last = blocks.length > 0 ? blockOf(blocks[blocks.length - 1] ?? heading) : first;
    const title = plainTitle(toString(heading).replace(/^#?\d{1,3}[.)]\s+/, ''));
    const summary = unwrap(body.slice(first.to, last.to).split('\n'));
    const links = [...linksOf(heading), ...blocks.flatMap(linksOf)];
    const place = { line: first.line, end: last.end };
    if (!isReadable(title))
      return [
        { ...place, refused: 'no-title', detail: 'a heading without words', excerpt: excerptOf(summary) },
      ];
    return [{ ...place, title, links, ids: summary.slice(0, 2000), ...(summary ? { summary } : {}) }];
  }
  const out: (RawEntry | RefusedEntry)[] = [];
  for (const block of blocks) {
    if (block.type === 'list' && listed.includes(block))
      for (const item of block.children) out.push(itemOf(item, body));
    else if (block.type === 'paragraph' && paragraphs.includes(block))
      out.push(entryOf(blockOf(block), body));
  }
  return out;
}

/** In a list that names papers every item is an entry: one without a link counts if it has a bold title. */
function itemOf(item: ListItem, body: string): RawEntry | RefusedEntry {
  const block = blockOf(item);
  if (namesPaper(item) || strongOf(item) !== null) return entryOf(block, body);
  const excerpt = excerptOf(body.slice(block.from, block.to));
  const detail = 'an item with neither a link to a paper nor a bold title';
  return { line: block.line, end: block.end, refused: 'bad-entry', detail, excerpt };
}

/**
 * Markdown in the large: lists, headings or paragraphs that link to papers. A heading with a day, or a span of days,
 * begins a list of its own.
 */
export function readLinks({ lines, body }: DigestText): Issue[] {
  const deep = lines.some(tooDeep);
  // Lines nested beyond reason lose their nesting, not their text.
  const text = deep ? lines.map((l) => (tooDeep(l) ? l.replace(/^[\s>]+/, '') : l)).join('\n') : body;
  const root: Root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const issues: Issue[] = [];
  let section: Section = { heading: null, blocks: [] };
  let date: { line: number; date: Issue['date'] } | null = null;
  const close = () => {
    const entries = entriesOf(section, text);
    if (entries.length === 0) return;
    const last = issues.at(-1);
    if (last && last.date === (date?.date ?? null)) last.entries.push(...entries);
    else issues.push({ line: date?.line ?? entries[0]?.line ?? 1, date: date?.date ?? null, entries });
  };
  for (const node of root.children) {
    if (node.type !== 'heading') {
      section.blocks.push(node);
      continue;
    }
    close();
    section = { heading: node, blocks: [] };
    const words = toString(node);
    const found = namesPaper(node) || words.length > 100 ? null : (rangeIn(words)?.last ?? dateIn(words));
    if (found) date = { line: node.position?.start.line ?? 1, date: found };
  }
  close();
  return issues;
}
