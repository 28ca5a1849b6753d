import { dateIn, isDateLine } from './dates.ts';
import { excerptOf, type Format, type Issue, type WrittenDate } from './issue.ts';
import { unwrap } from './lines.ts';
import { isReadable, plainTitle } from './titles.ts';

/** Copied text has lost its links; a list that has them is markdown. */
const LINKED = /^\s*(?:[-*+]|\d{1,3}[.)]|#{1,6})\s.{0,500}\]\(https?:/;

/** What the page shows around its papers; each stands alone on its line. */
const FURNITURE =
  /^(?:new|subscribe|get trending papers.*|daily papers|by\s?ak and .*|submitted by.*|by|upvote|·|•|\d+|\d+ authors?|daily|weekly|monthly|previous|next|load more|company|tos|privacy|about|jobs|careers|website|models|datasets|spaces|pricing|docs|system theme|© .*)$/i;

/** A paragraph this long is no title; one this short is no abstract unless it ends as a sentence does. */
const LONGEST_TITLE = 300;
const SHORTEST_ABSTRACT = 200;

const isBody = (text: string) => text.length >= SHORTEST_ABSTRACT || /[.!…]["')\]]?$/.test(text);

type Paragraph = { line: number; end: number; text: string };

/** Paragraphs parted by blank lines. Their lines are one text only if they look wrapped by width, else each stands for itself. */
function paragraphsOf(lines: string[]): Paragraph[] {
  const out: Paragraph[] = [];
  for (let i = 0; i < lines.length; i++) {
    if ((lines[i] ?? '').trim() === '') continue;
    let end = i;
    while (end + 1 < lines.length && (lines[end + 1] ?? '').trim() !== '') end++;
    const block = lines.slice(i, end + 1);
    const widths = block.map((l) => l.trim().length);
    const inner = widths.slice(0, -1);
    const isWrapped = inner.length > 0 && inner.every((w) => w > 45 && w <= 130);
    if (isWrapped) out.push({ line: i + 1, end: end + 1, text: unwrap(block) });
    else block.forEach((l, k) => out.push({ line: i + k + 1, end: i + k + 1, text: l.trim() }));
    i = end;
  }
  return out;
}

const headAt = (lines: string[]) =>
  lines.slice(0, 200).findIndex((l) => /^(?:#\s*)?daily papers\b.{0,60}$/i.test(l.trim()));

/**
 * The "Daily Papers" page copied as text: head, a line that is only a date, then title and abstract in turn.
 * Each such date begins a list of its own.
 */
export const page: Format = {
  name: 'page',
  misfit: ({ lines }) => {
    const head = headAt(lines);
    if (head < 0) return 'no line that says "Daily Papers" near the top';
    if (lines.some((l) => LINKED.test(l))) return 'its entries are markdown links';
    const isDated =
      dateIn(lines[head] ?? '') !== null || lines.slice(head, head + 60).some((l) => isDateLine(l.trim()));
    return isDated || lines.length > head + 4 ? null : 'nothing follows its head';
  },
  read: ({ lines }): Issue[] => {
    const head = headAt(lines);
    const issues: Issue[] = [];
    let issue: Issue | null = null;
    const current = (line: number): Issue => {
      if (!issue) issues.push((issue = { line, date: null, entries: [] }));
      return issue;
    };
    const open = (line: number, date: WrittenDate | null) =>
      issues.push((issue = { line, date, entries: [] }));
    const inHead = dateIn(lines[head] ?? '');
    if (inHead) open(head + 1, inHead);

    let title: Paragraph | null = null;
    const closeTitle = (body: Paragraph | null) => {
      if (!title) return;
      const { line, text } = title;
      current(line).entries.push({
        line,
        end: (body ?? title).end,
        title: plainTitle(text),
        ...(body ? { abstract: body.text } : {}),
      });
      title = null;
    };
    for (const p of paragraphsOf(lines)) {
      if (p.line <= head + 1) continue;
      if (isDateLine(p.text)) {
        closeTitle(null);
        open(p.line, dateIn(p.text));
      } else if (FURNITURE.test(p.text) || !isReadable(p.text)) continue;
      else if (title && isBody(p.text)) closeTitle(p);
      else if (p.text.length > LONGEST_TITLE) {
        closeTitle(null);
        const detail = 'an abstract with no title before it';
        current(p.line).entries.push({ ...p, refused: 'no-title', detail, excerpt: excerptOf(p.text) });
      } else {
        closeTitle(null);
        title = p;
      }
    }
    closeTitle(null);
    return issues;
  },
};
