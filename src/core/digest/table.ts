import { dateIn } from './dates.ts';
import {
  type DigestText,
  excerptOf,
  type Format,
  type Issue,
  type RawEntry,
  type RefusedEntry,
} from './issue.ts';
import { linksIn } from './links.ts';
import { isDelimiterRow, readRow, type Row, splitCells } from './rows.ts';
import { authorList, isReadable, plainTitle } from './titles.ts';

type Role = 'title' | 'authors' | 'summary' | 'abstract' | 'link' | 'upvotes' | 'other';

const ROLES: [Role, RegExp][] = [
  ['title', /^(?:title|paper|paper title|name)s?$/i],
  ['authors', /^authors?$/i],
  ['abstract', /^abstract$/i],
  ['summary', /^(?:summary|tl;?dr|description|notes?|why it matters)$/i],
  ['link', /^(?:links?|urls?|pdf|arxiv|code|read)$/i],
  ['upvotes', /^(?:upvotes?|votes|likes|stars)$/i],
];

/** Roles of a header row's columns, or null if the row is no header of a paper table. */
function rolesOf(line: string): Role[] | null {
  if (!line.trim().startsWith('|')) return null;
  const names = splitCells(line, Infinity, 0).map((c) => c.replace(/[*_`]/g, '').trim());
  const roles = names.map((n) => ROLES.find(([, pattern]) => pattern.test(n))?.[0] ?? 'other');
  return roles.includes('title') && roles.length >= 2 ? roles : null;
}

/** The title cell may end with "(Read more on [arXiv](…) or [HuggingFace](…))": up to there every pipe is the title's. */
const READ_MORE = /^\|(.{0,2000}?\(\s?Read more on\b.{0,500}?\)\))\s*\|(.*)$/i;

function cellsOf(row: Row, roles: Role[]): string[] {
  const widest = Math.max(
    0,
    roles.findIndex((r) => r === 'summary' || r === 'abstract'),
  );
  const anchored = roles[0] === 'title' ? READ_MORE.exec(row.text) : null;
  if (!anchored) return splitCells(row.text, roles.length, widest);
  return [(anchored[1] ?? '').trim(), ...splitCells(`|${anchored[2] ?? ''}`, roles.length - 1, widest - 1)];
}

function entryOf(row: Row, roles: Role[]): RawEntry | RefusedEntry {
  const cells = cellsOf(row, roles);
  const cell = (role: Role) =>
    cells
      .filter((_, i) => roles[i] === role)
      .join(' ')
      .trim();
  const title = plainTitle(cell('title'));
  const { line, end } = row;
  if (!isReadable(title))
    return {
      line,
      end,
      refused: 'no-title',
      detail: 'a table row without a title',
      excerpt: excerptOf(row.text),
    };
  const summary = cell('summary');
  const abstract = cell('abstract');
  const upvotes = /^\D{0,3}(\d{1,9})\b/.exec(cell('upvotes'));
  return {
    line,
    end,
    title,
    authors: authorList(cell('authors')),
    links: linksIn(`${cell('title')} ${cell('link')} ${cell('other')}`),
    ids: cell('link'),
    ...(summary ? { summary } : {}),
    ...(abstract ? { abstract } : {}),
    ...(upvotes ? { upvotes: Number(upvotes[1]) } : {}),
  };
}

const hasTable = ({ lines }: DigestText) =>
  lines.some((l, i) => isDelimiterRow(lines[i + 1] ?? '') && rolesOf(l) !== null);

/** Markdown tables with a title column (the form of daily-ai-papers); a dated heading begins a list of its own. */
export const table: Format = {
  name: 'table',
  misfit: (source) => (hasTable(source) ? null : 'no markdown table with a Title or Paper column'),
  read: ({ lines }): Issue[] => {
    const issues: Issue[] = [];
    let issue: Issue | null = null;
    let roles: Role[] | null = null;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      const header = isDelimiterRow(lines[i + 1] ?? '') ? rolesOf(line) : null;
      if (/^#{1,6}\s/.test(line)) {
        const date = dateIn(line);
        if (date || !issue) issues.push((issue = { line: i + 1, date, entries: [] }));
        roles = null;
      } else if (header) {
        roles = header;
        i++;
      } else if (line.trimStart().startsWith('|') && roles && !isDelimiterRow(line)) {
        const row = readRow(lines, i, roles.length);
        if (!issue) issues.push((issue = { line: i + 1, date: null, entries: [] }));
        issue.entries.push(entryOf(row, roles));
        i = row.end - 1;
      }
    }
    return issues;
  },
};
