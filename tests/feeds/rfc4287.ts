/** What a feed validator asks of an Atom document: RFC 4287, sections 3 and 4, as far as it can be checked offline. */
import { SaxesParser, type SaxesTagNS } from 'saxes';

const ATOM = 'http://www.w3.org/2005/Atom';
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

export type XmlNode = {
  name: string;
  uri: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
};

/** Throws on anything that is not well-formed, an undeclared namespace among it. */
export function readXml(xml: string): XmlNode {
  const root: XmlNode = { name: '', uri: '', attributes: {}, children: [], text: '' };
  const open: XmlNode[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }: SaxesTagNS) => {
    const values = Object.fromEntries(Object.entries(attributes).map(([key, a]) => [key, a.value]));
    const node: XmlNode = { name: local, uri, attributes: values, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [first] = root.children;
  if (!first) throw new Error('no root element');
  return first;
}

export const all = (node: XmlNode, name: string) => node.children.filter((c) => c.name === name);
export const textIn = (node: XmlNode, name: string) => all(node, name)[0]?.text.trim() ?? '';

/** Every rule that is broken, in words; empty for a valid feed. */
export function atomFaults(xml: string): string[] {
  const faults: string[] = [];
  let feed: XmlNode;
  try {
    feed = readXml(xml);
  } catch (error) {
    return [`not well-formed: ${(error as Error).message}`];
  }
  if (feed.name !== 'feed' || feed.uri !== ATOM) return [`the root is {${feed.uri}}${feed.name}`];
  const entries = all(feed, 'entry');
  const ids = new Set<string>();
  for (const [where, node] of [['feed', feed], ...entries.map((e, i) => [`entry ${i + 1}`, e])] as [
    string,
    XmlNode,
  ][]) {
    const say = (what: string) => void faults.push(`${where}: ${what}`);
    for (const child of node.children)
      if (child.uri !== ATOM) say(`<${child.name}> is in the namespace "${child.uri}"`);
    for (const name of ['id', 'title', 'updated'])
      if (all(node, name).length !== 1) say(`${all(node, name).length} <${name}> where one is due`);
    const id = textIn(node, 'id');
    if (!/^[a-z][a-z\d+.-]*:\S+$/i.test(id)) say(`the id "${id}" is no absolute IRI`);
    if (ids.has(id)) say(`the id "${id}" stands twice`);
    ids.add(id);
    if (
      id.startsWith('tag:') &&
      !/^tag:[a-z\d.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w\-.~!$&'()*+,;=:@/?%]*$/i.test(id)
    )
      say(`"${id}" is no tag URI`);
    if (textIn(node, 'title') === '') say('an empty title');
    for (const name of ['updated', 'published'])
      for (const date of all(node, name))
        if (!INSTANT.test(date.text) || Number.isNaN(Date.parse(date.text)))
          say(`<${name}> is "${date.text}"`);
    if (all(node, 'published').length > 1) say('two <published>');
    const alternates = all(node, 'link').filter((l) => (l.attributes['rel'] ?? 'alternate') === 'alternate');
    const kinds = alternates.map((l) => `${l.attributes['type']} ${l.attributes['hreflang']}`);
    if (new Set(kinds).size !== kinds.length) say('two alternate links of one type and language');
    for (const link of all(node, 'link')) {
      const href = link.attributes['href'];
      if (href === undefined || !URL.canParse(href, 'https://example.org/data/feeds/'))
        say(`a link to "${href}"`);
    }
    for (const category of all(node, 'category'))
      if (!category.attributes['term']) say('a category without a term');
    if (where !== 'feed' && all(node, 'content').length === 0 && alternates.length === 0)
      say('neither content nor an alternate link');
    const people = [...all(node, 'author'), ...all(node, 'contributor')];
    if (people.some((p) => textIn(p, 'name') === '')) say('a person without a name');
    if (where !== 'feed' && all(node, 'author').length + all(feed, 'author').length === 0) say('no author');
  }
  if (!all(feed, 'link').some((l) => l.attributes['rel'] === 'self')) faults.push('feed: no link to itself');
  return faults;
}
