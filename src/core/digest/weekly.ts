import { rangeIn, yearInPath, dateIn, type WrittenRange } from './dates.ts';
import { excerptOf, type Format, type Issue, type RawEntry, type RefusedEntry } from './issue.ts';
import { unwrap } from './lines.ts';
import { linksIn } from './links.ts';
import { isDelimiterRow, readRow } from './rows.ts';
import { isReadable, plainTitle } from './titles.ts';
import { yearsOfWeeks } from './weeks.ts';

const HEADING = /^#{1,6}\s/;
const NUMBERED = /^\s{0,3}\|?\s*(?:#\s?)?\d{1,3}\\?[.)]\s/;
const BOLD = /^\s{0,3}\|\s*(?:\[\s?)?\*\*/;

/** `**Title** - text`, `[**Title**](url): text`, `****Title****- - text`. */
const TITLED =
  /^(?:#\s?)?(?:\d{1,3}\\?[.)]\s*)?(\[?\*{2,4}[^*]+(?:\*[^*]+)*?\*{2,4}(?:\]\([^()\s]*\))?)\s*(?:[-–—:]\s*){0,2}/;

/** A row's last cell holds its links; pipes before it are the text's. */
function partsOf(text: string): { body: string; links: string } {
  const inner = text
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|\s*$/, '');
  const at = inner.lastIndexOf('|');
  if (!text.trim().startsWith('|') || at < 0 || inner[at - 1] === '\\') return itemParts(inner.trim());
  return { body: inner.slice(0, at).trim(), links: inner.slice(at + 1) };
}

/** A list item may end with a line of nothing but links; without one, any link of its text may be the paper's. */
function itemParts(text: string): { body: string; links: string } {
  const at = text.lastIndexOf('\n') + 1;
  const last = text.slice(at);
  const isLinks = at > 0 && !/[\p{L}\p{N}]/u.test(last.replace(/\[[^\][]{0,60}\]\([^()\s]*\)/g, ''));
  return isLinks ? { body: text.slice(0, at).trim(), links: last } : { body: text, links: text };
}

function entryOf(line: number, end: number, text: string): RawEntry | RefusedEntry {
  const { body, links } = partsOf(text);
  const titled = TITLED.exec(body);
  const bare = body.replace(/^(?:#\s?)?\d{1,3}\\?[.)]\s*/, '');
  // Without bold, a title ends at the first dash or at the line's end.
  const cut = titled ? null : /(?:^|\s)[-–—]\s/.exec(bare.slice(0, 300));
  const title = plainTitle(titled?.[1] ?? (cut ? bare.slice(0, cut.index) : bare.slice(0, 300)));
  const rest = titled ? body.slice(titled[0].length) : cut ? bare.slice(cut.index + cut[0].length) : '';
  if (!isReadable(title))
    return { line, end, refused: 'no-title', detail: 'an entry without a title', excerpt: excerptOf(text) };
  const summary = rest.replaceAll('\\|', '|').trim();
  const own = titled ? linksIn(titled[1] ?? '') : [];
  return { line, end, title, links: [...own, ...linksIn(links)], ...(summary ? { summary } : {}) };
}

/** The list entry that begins at `lines[at]`: its bullets and paragraphs up to the next entry or heading. */
function readItem(lines: string[], at: number): { end: number; text: string } {
  let end = at;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (HEADING.test(line) || NUMBERED.test(line) || /^\s{0,3}(\||-{3,}\s*$)/.test(line)) break;
    if (line.trim() !== '') end = i;
  }
  return { end, text: unwrap(lines.slice(at, end + 1)) };
}

type Week = Issue & { range: WrittenRange };

/**
 * Weekly lists, many to a file: headings with a span of days, below them numbered entries with bold titles, as table
 * rows or list items (the form of ai-papers-of-the-week). A list stands at its week's last day.
 */
export const weekly: Format = {
  name: 'weekly',
  misfit: ({ lines }) => {
    if (!lines.some((l) => HEADING.test(l) && rangeIn(l)))
      return 'no heading with a span of days ("May 22 - May 28")';
    return lines.some((l) => NUMBERED.test(l) || BOLD.test(l)) ? null : 'no numbered entries';
  },
  read: ({ lines, path, hints }): Issue[] => {
    const weeks: Week[] = [];
    let yearAbove: number | null = null;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      const week = weeks.at(-1);
      if (HEADING.test(line)) {
        const range = rangeIn(line);
        if (range) weeks.push({ line: i + 1, date: range.last, entries: [], range });
        else if (!week) yearAbove ??= dateIn(line)?.year ?? yearInPath(line);
      } else if (week && /^\s{0,3}\|/.test(line) && !isDelimiterRow(line)) {
        const row = readRow(lines, i, 2);
        i = row.end - 1;
        if (isDelimiterRow(lines[row.end] ?? '')) continue;
        if (NUMBERED.test(line) || BOLD.test(line)) week.entries.push(entryOf(row.line, row.end, row.text));
        else
          week.entries.push({
            line: row.line,
            end: row.end,
            refused: 'bad-entry',
            detail: 'a table row with neither a number nor a bold title',
            excerpt: excerptOf(row.text),
          });
      } else if (week && NUMBERED.test(line)) {
        const item = readItem(lines, i);
        week.entries.push(entryOf(i + 1, item.end + 1, item.text));
        i = item.end;
      }
    }
    const years = yearsOfWeeks(
      weeks.map((w) => w.range),
      hints.year ?? yearAbove ?? yearInPath(path),
    );
    return weeks.map(({ line, range, entries }, i) => ({
      line,
      entries,
      date: { ...range.last, year: years[i] ?? null },
    }));
  },
};
