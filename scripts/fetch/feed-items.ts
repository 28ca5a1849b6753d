/** The items of an RSS, Atom or RDF file by their own ids, and the file with some of them cut out. */
import { Parser } from 'htmlparser2';

export type FeedItem = { id: string; start: number; end: number };

/** `start` and `end` are offsets in UTF-16 units, tags included. The id is the guid or id, else the link, else the title. */
export function feedItems(xml: string): FeedItem[] {
  const items: FeedItem[] = [];
  const path: string[] = [];
  let item: { start: number; values: Map<string, string> } | null = null;
  let text = '';
  const local = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase();
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = local(name);
        const inItem = /^(?:item|entry)$/.test(path.at(-1) ?? '');
        path.push(tag);
        if (!item && (tag === 'item' || tag === 'entry'))
          item = { start: parser.startIndex, values: new Map() };
        else if (item && inItem && tag === 'link' && attributes['href'] && !item.values.has('link'))
          item.values.set('link', attributes['href']);
        text = '';
      },
      ontext: (data) => void (text += data),
      onclosetag(name) {
        const tag = local(name);
        path.pop();
        const value = text.trim();
        text = '';
        if (!item) return;
        if (/^(?:item|entry)$/.test(path.at(-1) ?? '') && value !== '' && !item.values.has(tag))
          item.values.set(tag, value);
        if ((tag === 'item' || tag === 'entry') && !path.some((p) => p === 'item' || p === 'entry')) {
          const { values, start } = item;
          const id = ['guid', 'id', 'link', 'title']
            .map((key) => values.get(key))
            .find((v) => v !== undefined);
          items.push({ id: id ?? xml.slice(start, parser.endIndex + 1), start, end: parser.endIndex + 1 });
          item = null;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return items;
}

/** The feed without the items that `known` holds, all else as it came; null if none is new. */
export function withoutKnown(xml: string, known: ReadonlySet<string>): string | null {
  const items = feedItems(xml);
  if (items.every(({ id }) => known.has(id))) return null;
  let out = '';
  let at = 0;
  for (const { id, start, end } of items) {
    if (!known.has(id)) continue;
    out += xml.slice(at, start);
    at = end;
  }
  return out + xml.slice(at);
}
