import { dateIn } from './dates.ts';
import {
  type DigestText,
  excerptOf,
  type Format,
  type Issue,
  MAX_ENTRIES,
  type RawEntry,
  type RefusedEntry,
  tooManyEntries,
} from './issue.ts';
import { countOf, unwrap } from './lines.ts';
import { linksIn } from './links.ts';
import { authorList, isReadable, plainTitle } from './titles.ts';

const FIELD =
  /^(title|pdf|url|link|html|arxiv|arxiv id|doi|authors?|summary|abstract|code|repo|github|upvotes|published|categories|comments?)[ \t]*:[ \t]*(.*)$/i;
const TITLE = /^title[ \t]*:/i;
const isRule = (line: string) => /^-{3,}\s*$/.test(line);

type Block = { line: number; end: number; fields: Map<string, string[]>; loose: string[] };

/**
 * Blocks between `---` lines; a second `Title:` also begins a new one. A field goes on until the next field.
 * A line scanner: to a markdown parser `---` under a line of text makes that text a heading.
 */
function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let block: Block | null = null;
  let value: string[] | null = null;
  lines.forEach((text, i) => {
    if (isRule(text)) {
      block = value = null;
      return;
    }
    const field = FIELD.exec(text);
    const key = field?.[1]?.toLowerCase() ?? '';
    // A field that the block has already is a line of the text, but for a title, which is the next entry's.
    const isNew = field !== null && !block?.fields.has(key);
    const endsHeading = field && blocks.length === 1 && block?.fields.size === 0;
    if (!block || endsHeading || (field && key === 'title' && !isNew)) {
      if (text.trim() === '') return;
      block = { line: i + 1, end: i + 1, fields: new Map(), loose: [] };
      blocks.push(block);
      value = null;
    }
    if (text.trim() !== '') block.end = i + 1;
    if (field && !block.fields.has(key)) {
      value = [field[2] ?? ''];
      block.fields.set(key, value);
    } else (value ?? block.loose).push(text);
  });
  return blocks;
}

function entryOf(block: Block, lines: string[]): RawEntry | RefusedEntry {
  const { line, end } = block;
  const field = (...names: string[]) => {
    for (const name of names) {
      const value = unwrap(block.fields.get(name) ?? []);
      if (value !== '') return value;
    }
    return undefined;
  };
  const title = plainTitle(field('title') ?? '');
  if (!isReadable(title)) {
    const code = block.fields.size > 0 ? 'no-title' : 'bad-entry';
    const detail =
      code === 'no-title' ? 'a record without a title' : 'text between records that is no record';
    return { line, end, refused: code, detail, excerpt: excerptOf(lines.slice(line - 1, end).join(' ')) };
  }
  const link = (label: string, ...names: string[]) =>
    linksIn(field(...names) ?? '').map((l) => ({ label: l.label || label, url: l.url }));
  const upvotes = /^\d{1,9}$/.exec(field('upvotes') ?? '');
  const ids = field('arxiv', 'arxiv id', 'doi');
  const abstract = field('abstract', 'summary');
  return {
    line,
    end,
    title,
    authors: authorList(field('authors', 'author') ?? ''),
    links: [
      ...link('PDF', 'pdf'),
      ...link('Paper', 'url'),
      ...link('', 'link'),
      ...link('Code', 'code', 'repo', 'github'),
    ],
    ...(abstract === undefined ? {} : { abstract }),
    ...(ids === undefined ? {} : { ids: `arxiv:${ids}` }),
    ...(upvotes ? { upvotes: Number(upvotes[0]) } : {}),
  };
}

/** `Title:` / `PDF:` / `Summary:` records parted by `---` (the form of ai-papers-reader); the summary is the paper's abstract. */
export const records: Format = {
  name: 'records',
  misfit: ({ lines }: DigestText) =>
    lines.some((l) => TITLE.test(l)) && lines.some((l) => /^(pdf|url|link|summary|abstract)[ \t]*:/i.test(l))
      ? null
      : 'no lines that begin with Title: and PDF: or Summary:',
  read: ({ lines }): Issue[] => {
    // Each title is a record's; of more than a file may hold none is made.
    const titles = countOf(lines, TITLE);
    if (titles > MAX_ENTRIES) return tooManyEntries(String(titles));
    const blocks = blocksOf(lines);
    const [first] = blocks;
    // What stands before the first record is the file's heading, and may hold its date.
    const heading = first && first.fields.size === 0 ? first : null;
    const entries = (heading ? blocks.slice(1) : blocks).map((b) => entryOf(b, lines));
    const date = heading ? dateIn(heading.loose.join('\n').slice(0, 500)) : null;
    return [{ line: heading?.line ?? 1, date, entries }];
  },
};
