import { csv } from './csv.ts';
import type { DigestText, Format, LazyFormat } from './issue.ts';
import { json, jsonl } from './json.ts';
import { listing } from './listing.ts';
import { links } from './markdown.ts';
import { page } from './page.ts';
import { records } from './records.ts';
import { ris } from './ris.ts';
import { table } from './table.ts';
import { weekly } from './weekly.ts';

/** Pages are kept in memory as tags and text at once; no page of papers is larger. */
const MAX_HTML = 32_000_000;

const startsLike = (body: string, pattern: RegExp) =>
  pattern.test(body.slice(0, 30_000).replace(/<!--[\s\S]*?-->/g, ' '));
const PROLOGUE = String.raw`^\s*(?:<[?][^>]*>\s*|<!doctype[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*`;
const FEED = new RegExp(String.raw`${PROLOGUE}<(?:rss|(?:\w+:)?feed|rdf:rdf)\b`, 'i');
const OPML = new RegExp(String.raw`${PROLOGUE}<opml\b`, 'i');
const HTML = new RegExp(
  String.raw`${PROLOGUE}<(?:html|head|body|article|section|div|main|p|h[1-6]|ul|ol|table)\b`,
  'i',
);
const feed: LazyFormat = {
  name: 'feed',
  anyLine: true,
  misfit: ({ body }) => (startsLike(body, FEED) ? null : 'not RSS, Atom or RDF'),
  load: async () => (await import('./feed.ts')).readFeed,
};

/** A list of feeds holds no papers, but to say so helps more than "unknown". */
const opml: LazyFormat = {
  name: 'opml',
  anyLine: true,
  misfit: ({ body }) => (startsLike(body, OPML) ? null : 'not OPML'),
  load: async () => () => [],
};

const html: LazyFormat = {
  name: 'html',
  anyLine: true,
  misfit: ({ body }) => {
    if (!startsLike(body, HTML)) return 'not HTML';
    return body.length > MAX_HTML
      ? `HTML of ${body.length} characters, over ${MAX_HTML}: save the page alone`
      : null;
  },
  load: async () => (await import('./html.ts')).readHtml,
};

const bibtex: LazyFormat = {
  name: 'bibtex',
  misfit: ({ lines }) =>
    lines.some((l) => /^\s{0,8}@\w{1,30}\s*[{(]/.test(l)) && lines.some((l) => /\btitle\s*=/i.test(l))
      ? null
      : 'no @entry{ with a title',
  load: async () => (await import('./bibtex.ts')).readBibtex,
};

/** In the order they are tried: unmistakable beginnings first, then the narrower form before the wider one. */
const FORMATS: (Format | LazyFormat)[] = [
  json,
  feed,
  opml,
  html,
  listing,
  records,
  weekly,
  table,
  page,
  ris,
  bibtex,
  jsonl,
  csv,
  links,
];

/** The first format that fits, or why each of them does not. */
export function detect(source: DigestText): Format | LazyFormat | { tried: string } {
  const tried: string[] = [];
  for (const format of FORMATS) {
    const misfit = format.misfit(source);
    if (misfit === null) return format;
    tried.push(`${format.name} (${misfit})`);
  }
  return { tried: tried.join('; ') };
}
