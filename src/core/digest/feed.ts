import { Parser } from 'htmlparser2';

import { dateIn } from './dates.ts';
import { byDay, type DatedEntry } from './fields.ts';
import { type DigestText, excerptOf, type Issue, type Link } from './issue.ts';
import { webUrl } from './links.ts';
import { lineFinder, textOfHtml } from './markup.ts';
import { authorList, collapse, isReadable, plainTitle } from './titles.ts';

type Item = { line: number; end: number; values: Map<string, string>; links: Link[]; authors: string[] };

const LONGEST_VALUE = 200_000;

/**
 * Items of RSS 0.9-2.0 and RDF, entries of Atom. The parser knows no document types: an entity that a file declares
 * stays unread text, so nothing expands and nothing is fetched.
 */
function itemsOf(xml: string): Item[] {
  const lineOf = lineFinder(xml);
  const items: Item[] = [];
  const path: string[] = [];
  let item: Item | null = null;
  let text = '';
  const local = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase();
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = local(name);
        path.push(tag);
        if (tag === 'item' || tag === 'entry') {
          const line = lineOf(parser.startIndex);
          item = { line, end: line, values: new Map(), links: [], authors: [] };
          items.push(item);
        } else if (tag === 'link' && attributes['href'] && item) {
          const { rel = 'alternate', href, title = '', type = '' } = attributes;
          const label = title || (type.includes('pdf') ? 'pdf' : rel === 'alternate' ? 'paper' : '');
          const url = webUrl(href);
          if (url && !/^(self|edit|replies|enclosure|license)$/.test(rel)) item.links.push({ label, url });
        }
        text = '';
      },
      ontext(data) {
        if (text.length < LONGEST_VALUE) text += data;
      },
      onclosetag(name) {
        const tag = local(name);
        path.pop();
        const value = text.trim();
        text = '';
        if (!item) return;
        if (tag === 'item' || tag === 'entry') {
          item.end = lineOf(parser.endIndex);
          item = null;
        } else if (value !== '') {
          const parent = path.at(-1);
          if (parent === 'author' ? tag === 'name' : tag === 'creator' || tag === 'author')
            item.authors.push(...authorList(value));
          else if (tag === 'link') {
            const url = webUrl(value);
            if (url) item.links.unshift({ label: 'paper', url });
          } else if ((parent === 'item' || parent === 'entry') && !item.values.has(tag))
            item.values.set(tag, value);
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return items;
}

function entryOf({ line, end, values, links, authors }: Item): DatedEntry {
  const value = (...tags: string[]) => tags.map((t) => values.get(t)).find((v) => v !== undefined) ?? '';
  // Dublin Core, RSS, Atom; a day as written, in the feed's own time zone.
  const date = dateIn(value('date', 'pubdate', 'published', 'updated', 'issued').slice(0, 60));
  const dated = { date, weak: false };
  const id = value('id', 'guid', 'identifier');
  const about = textOfHtml(value('summary', 'description', 'encoded', 'content'));
  // arXiv's feeds: "Title. (arXiv:2401.12345v1 [cs.LG])", "arXiv:2401.12345v1 Announce Type: new Abstract: …".
  const title = plainTitle(textOfHtml(value('title')).replace(/\.?\s*\(arXiv:[^()]*\)$/i, ''));
  if (!isReadable(title)) {
    const detail = 'a feed item without a title';
    return {
      entry: { line, end, refused: 'no-title', detail, excerpt: excerptOf(`${id} ${about}`) },
      ...dated,
    };
  }
  const announced = /^arXiv:\S+ Announce Type:.*?Abstract:\s*/i.exec(about);
  const text = announced ? about.slice(announced[0].length) : about;
  const isArxiv = announced !== null || [id, ...links.map((l) => l.url)].some((t) => /arxiv\.org/i.test(t));
  const own = webUrl(id);
  return {
    entry: {
      line,
      end,
      title,
      authors: authors.map(collapse),
      links: own ? [...links, { label: '', url: own }] : links,
      ids: `${id} ${announced?.[0] ?? ''} ${value('doi')} ${value('title').slice(-100)}`,
      ...(text === '' ? {} : isArxiv ? { abstract: text } : { summary: text }),
    },
    ...dated,
  };
}

/** RSS, Atom and RDF, arXiv's among them: each day of the items is a list. */
export const readFeed = ({ body, dated }: DigestText): Issue[] => byDay(itemsOf(body).map(entryOf), dated);

/** The feeds that an OPML file lists: `title` and `url`, in order; `npm run fetch` brings them. */
export function feedsOfOpml(xml: string): { title: string; url: string }[] {
  const feeds: { title: string; url: string }[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const url = webUrl(attributes['xmlUrl'] ?? attributes['xmlurl'] ?? '');
        if (name.toLowerCase() === 'outline' && url)
          feeds.push({ title: collapse(attributes['title'] ?? attributes['text'] ?? url), url });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return feeds;
}
