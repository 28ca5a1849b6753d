import { dateIn } from './dates.ts';
import { bareArxivId } from './ids.ts';
import {
  excerptOf,
  type Issue,
  type Link,
  type RawEntry,
  type RefusedEntry,
  type WrittenDate,
} from './issue.ts';
import { linksIn } from './links.ts';
import { authorList, collapse, isReadable, plainTitle } from './titles.ts';

/** A record's values by plain key: "Paper Title", `paper_title` and `paperTitle` are one. A Map, so `__proto__` is a key as any other. */
export type Fields = Map<string, unknown>;

const KEYS = {
  title: ['title', 'papertitle', 'paper', 'name', 'headline'],
  abstract: ['abstract', 'paperabstract', 'abstracttext'],
  summary: ['summary', 'tldr', 'aisummary', 'description', 'notes', 'note', 'comment', 'snippet', 'text'],
  authors: ['authors', 'author', 'creators', 'creator'],
  day: ['submittedondailyat', 'date', 'day', 'digestdate', 'issuedate', 'week'],
  published: [
    'publishedat',
    'published',
    'publicationdate',
    'pubdate',
    'createdat',
    'created',
    'added',
    'updated',
  ],
  url: ['url', 'paperurl', 'absurl', 'link', 'href', 'htmlurl', 'pdfurl', 'pdf', 'links'],
  code: ['codeurl', 'code', 'githubrepo', 'github', 'githuburl', 'repo', 'repository', 'repourl'],
  id: ['arxivid', 'arxiv', 'id', 'paperid', 'eprint', 'externalid'],
  doi: ['doi'],
  upvotes: ['upvotes', 'votes', 'likes', 'stars', 'numupvotes'],
};
export type FieldRole = keyof typeof KEYS;

export const plainKey = (key: string): string => key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Which role a column's name has, or null. */
export const roleOf = (key: string): FieldRole | null => {
  const plain = plainKey(key);
  for (const [role, keys] of Object.entries(KEYS)) if (keys.includes(plain)) return role as FieldRole;
  return null;
};

export const fieldsOf = (object: object): Fields =>
  new Map(Object.entries(object).map(([k, v]): [string, unknown] => [plainKey(k), v]));

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'bigint'
      ? String(value)
      : '';

function first(fields: Fields, role: FieldRole): string {
  for (const key of KEYS[role]) {
    const text = textOf(fields.get(key));
    if (text !== '') return text;
  }
  return '';
}

function authorsOf(fields: Fields): string[] {
  for (const key of KEYS.authors) {
    const value = fields.get(key);
    if (Array.isArray(value))
      return value.flatMap((a: unknown) => {
        const name =
          typeof a === 'object' && a !== null ? textOf(new Map(Object.entries(a)).get('name')) : textOf(a);
        return name === '' ? [] : [collapse(name)];
      });
    if (textOf(value) !== '') return authorList(textOf(value));
  }
  return [];
}

/** A day, from text in any written form or from seconds or milliseconds since 1970. */
function dayOf(text: string): WrittenDate | null {
  if (!/^\d{10}(\d{3})?$/.test(text)) return text.length > 60 ? null : dateIn(text);
  const at = new Date(Number(text) * (text.length === 10 ? 1000 : 1));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), written: text };
}

export type DatedEntry = {
  entry: RawEntry | RefusedEntry;
  /** The day the digest showed it, or (`weak`) only the paper's own day, which a date in the file's name overrules. */
  date: WrittenDate | null;
  weak: boolean;
};

/** A record with named values → an entry. `isAbstract`: what it calls summary is the paper's abstract. */
export function entryOfFields(fields: Fields, line: number, end: number, isAbstract: boolean): DatedEntry {
  const day = dayOf(first(fields, 'day'));
  const date = day ?? dayOf(first(fields, 'published'));
  const dated = { date, weak: day === null };
  const title = plainTitle(first(fields, 'title'));
  if (!isReadable(title)) {
    const values = [...fields].map(([k, v]) => `${k}: ${textOf(v)}`).join(', ');
    const detail = `no title among the fields ${[...fields.keys()].slice(0, 12).join(', ') || '(none)'}`;
    return { entry: { line, end, refused: 'no-title', detail, excerpt: excerptOf(values) }, ...dated };
  }
  const own = first(fields, 'abstract');
  const said = first(fields, 'summary');
  const aiSummary = textOf(fields.get('aisummary'));
  const abstract = own || (isAbstract && said !== aiSummary ? said : '');
  const summary = isAbstract ? aiSummary : said;
  const links: Link[] = KEYS.url.flatMap((key) =>
    linksIn(textOf(fields.get(key))).map((l) => ({ label: l.label || 'paper', url: l.url })),
  );
  const code = linksIn(first(fields, 'code'))[0];
  if (code) links.push({ label: 'code', url: code.url });
  const id = [...KEYS.id, ...KEYS.url]
    .map((key) => bareArxivId(textOf(fields.get(key)).slice(0, 200)))
    .find((found) => found !== null);
  const upvotes = /^\d{1,9}$/.exec(first(fields, 'upvotes'));
  const entry: RawEntry = { line, end, title, authors: authorsOf(fields), links };
  entry.ids = `${id ? `arxiv:${id}` : ''} ${first(fields, 'doi').slice(0, 300)}`;
  if (abstract) entry.abstract = abstract;
  if (summary) entry.summary = summary;
  if (upvotes) entry.upvotes = Number(upvotes[0]);
  return { entry, ...dated };
}

/**
 * Entries of one day are one list, in the order of the file. A paper's own day gives way to the file's (`dated`, an ISO
 * day), and a refused entry with no day stays in the list of the entry above it.
 */
export function byDay(entries: DatedEntry[], dated: string | null): Issue[] {
  const issues = new Map<string, Issue>();
  const ofFile = dated === null ? null : dateIn(dated);
  let last: Issue | null = null;
  for (const { entry, date: found, weak } of entries) {
    const date = weak && ofFile ? ofFile : (found ?? ofFile);
    if (!date && 'refused' in entry && last) {
      last.entries.push(entry);
      continue;
    }
    const key = date ? `${date.year}-${date.month}-${date.day}` : '';
    last = issues.get(key) ?? { line: entry.line, date, entries: [] };
    last.entries.push(entry);
    issues.set(key, last);
  }
  return [...issues.values()];
}
