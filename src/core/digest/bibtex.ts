import { entries as parseEntries } from 'bibtex-parse';

import { collapse, lastFirst } from './titles.ts';
import { byDay, type DatedEntry, entryOfFields, fieldsOf } from './fields.ts';
import { type DigestText, excerptOf, type Issue } from './issue.ts';

/** No reference is this long; a longer piece is one whose braces never close. */
const MAX_ENTRY = 100_000;

type Piece = { line: number; end: number; text: string };

/** The file in pieces that begin with `@word{` at a line's start, so that one broken entry does not cost the others. */
function piecesOf(lines: string[]): Piece[] {
  const pieces: Piece[] = [];
  let parts: string[] = [];
  lines.forEach((text, i) => {
    if (/^\s{0,8}@\w{1,30}\s*[{(]/.test(text)) {
      parts = [];
      pieces.push({ line: i + 1, end: i + 1, text: '' });
    }
    const piece = pieces.at(-1);
    if (!piece) return;
    parts.push(text);
    const next = lines[i + 1];
    if (next === undefined || /^\s{0,8}@\w{1,30}\s*[{(]/.test(next)) piece.text = parts.join('\n');
    if (text.trim() !== '') piece.end = i + 1;
  });
  return pieces;
}

const ACCENT: Record<string, string> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  c: '\u0327',
  v: '\u030C',
};

/** The accents of names and titles (`{\"u}`, `\'e`); other LaTeX stays, as in every digest. */
const accents = (text: string) =>
  text.replace(
    /\\(?:(["'`^~])(?:\{([A-Za-z])\}|([A-Za-z]))|([cv])(?:\{([A-Za-z])\}|\s([A-Za-z])))/g,
    (_, mark = '', braced = '', bare = '', hook = '', hookBraced = '', hookBare = '') =>
      `${braced}${bare}${hookBraced}${hookBare}${ACCENT[`${mark}${hook}`] ?? ''}`.normalize('NFC'),
  );

function entryOf(piece: Piece, strings: string): DatedEntry {
  const { line, end, text } = piece;
  const refuse = (detail: string): DatedEntry => ({
    entry: { line, end, refused: 'bad-entry', detail, excerpt: excerptOf(text) },
    date: null,
    weak: true,
  });
  if (text.length > MAX_ENTRY)
    return refuse(`an entry of ${text.length} characters: its braces do not close`);
  let found: object | undefined;
  try {
    [found] = parseEntries(`${strings}\n${accents(text)}`);
  } catch (error) {
    return refuse(`not BibTeX: ${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}`);
  }
  if (!found) return refuse('no entry could be read');
  const raw = fieldsOf(found);
  const value = (key: string) => collapse(String(raw.get(key) ?? ''));
  const month = value('month');
  const fields = new Map<string, unknown>([
    ['title', value('title')],
    ['abstract', value('abstract')],
    [
      'authors',
      value('author')
        .split(/\sand\s/)
        .map(lastFirst)
        .filter((a) => a !== ''),
    ],
    ['published', value('date') || (month && /\d/.test(month) ? `${month} ${value('year')}` : '')],
    ['url', value('url')],
    ['doi', value('doi')],
    ['eprint', value('eprint')],
    ['link', value('journal').match(/arxiv[: ]\S+/i)?.[0] ?? ''],
  ]);
  const dated = entryOfFields(fields, line, end, false);
  if (!('refused' in dated.entry)) dated.entry.ids += ` ${value('journal')} ${value('note')}`.slice(0, 500);
  return dated;
}

/**
 * BibTeX. Its years are the papers' own and are no digest's date: that comes from the file's name or front matter,
 * or, failing these, from entries that give a whole day.
 */
export function readBibtex({ lines, dated }: DigestText): Issue[] {
  const pieces = piecesOf(lines);
  const isKind = (p: Piece, kind: RegExp) => kind.test(p.text.trimStart());
  const strings = pieces
    .filter((p) => isKind(p, /^@string\b/i) && p.text.length < 5000)
    .map((p) => p.text)
    .join('\n')
    .slice(0, 50_000);
  const entries = pieces
    .filter((p) => !isKind(p, /^@(string|comment|preamble)\b/i))
    .map((p) => entryOf(p, strings));
  return byDay(entries, dated);
}
