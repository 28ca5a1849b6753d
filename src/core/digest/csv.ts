import Papa from 'papaparse';

import { byDay, type DatedEntry, entryOfFields, plainKey, roleOf } from './fields.ts';
import { type DigestText, excerptOf, type Format, type Issue, MAX_ENTRIES, tooManyEntries } from './issue.ts';

const DELIMITERS = ['\t', ',', ';', '|'];

/** The delimiter under which the first line names a title and one more known column, or null. */
function delimiterOf({ lines }: DigestText): string | null {
  const header = lines.find((l) => l.trim() !== '') ?? '';
  if (header.length > 5000) return null;
  for (const delimiter of DELIMITERS) {
    const names = header.split(delimiter).map((n) => n.replaceAll('"', ''));
    const roles = new Set(names.map(roleOf).filter((r) => r !== null));
    if (roles.has('title') && roles.size >= 2) return delimiter;
  }
  return null;
}

/** CSV and TSV with a header row; columns are known by their names and synonyms. Quoted cells may run over lines. */
export const csv: Format = {
  name: 'csv',
  anyLine: true,
  misfit: (source) =>
    delimiterOf(source) ? null : 'no header row with a title column and another known one',
  read: (source): Issue[] => {
    const { body } = source;
    const delimiter = delimiterOf(source) ?? ',';
    // Quoted cells run over lines, so that only many lines are a reason to count the rows.
    if (source.lines.length > MAX_ENTRIES) {
      let rows = -1;
      Papa.parse(body, { delimiter, skipEmptyLines: true, step: () => void rows++ });
      if (rows > MAX_ENTRIES) return tooManyEntries(String(rows));
    }
    const entries: DatedEntry[] = [];
    let names: string[] | null = null;
    let cursor = 0;
    let line = 1;
    Papa.parse<string[]>(body, {
      delimiter,
      skipEmptyLines: false,
      step: ({ data, errors, meta }) => {
        const at = line;
        const text = body.slice(cursor, meta.cursor);
        for (const c of text) if (c === '\n') line++;
        cursor = meta.cursor;
        if (data.every((cell) => cell.trim() === '')) return;
        if (!names) {
          names = data.map(plainKey);
          return;
        }
        const end = Math.max(at, text.endsWith('\n') ? line - 1 : line);
        const refuse = (detail: string) =>
          entries.push({
            entry: { line: at, end, refused: 'bad-entry', detail, excerpt: excerptOf(text) },
            date: null,
            weak: true,
          });
        const quotes = errors.find((e) => e.type === 'Quotes');
        if (quotes) refuse(`${quotes.message}: from here to line ${end} nothing can be told apart`);
        else if (data.length > names.length)
          refuse(
            `${data.length} cells under ${names.length} columns: cells that hold the delimiter need quotes`,
          );
        else entries.push(entryOfFields(new Map(names.map((n, i) => [n, data[i] ?? ''])), at, end, false));
      },
    });
    return byDay(entries, source.dated);
  },
};
