import type { DigestText, Issue } from './issue.ts';
import { json } from './json.ts';
import { readLinks } from './markdown.ts';
import { absolute, flatten } from './markup.ts';

/**
 * A saved page: Hugging Face's daily papers by the JSON that the page carries for its own script, if it is there;
 * else the headings, items and paragraphs that link to papers, as in any newsletter.
 */
export function readHtml(source: DigestText): Issue[] {
  const flat = flatten(source.body);
  for (const props of flat.props) {
    if (!/"(?:dailyPapers|papers)"\s*:\s*\[/.test(props)) continue;
    const inner: DigestText = { ...source, body: props, lines: [props], huge: new Map() };
    if (json.misfit(inner) !== null) continue;
    // The JSON stands on one line of the page: all of its entries begin there.
    const at = source.body.slice(0, source.body.indexOf('data-props')).split('\n').length;
    const issues = json.read(inner);
    const moved = issues.map((i) => ({
      ...i,
      line: at,
      entries: i.entries.map((e) => ({ ...e, line: at, end: at })),
    }));
    if (moved.some((i) => i.entries.length > 0)) return moved;
  }
  const lines = flat.lines.map((l) =>
    l.replace(/\]\((\/papers\/[^()]*)\)/g, (_, url: string) => `](${absolute(url)})`),
  );
  const lineAt = (n: number) => flat.at[n - 1] ?? 1;
  return readLinks({ ...source, lines, body: lines.join('\n') }).map((i) => ({
    ...i,
    line: lineAt(i.line),
    entries: i.entries.map((e) => ({ ...e, line: lineAt(e.line), end: lineAt(e.end) })),
  }));
}
