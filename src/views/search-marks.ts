import type { Mark } from './lit-text.ts';

/** Where the words of a search stand in a text, whatever their case. */
export function wordMarks(text: string, words: readonly string[]): Mark[] {
  const low = text.toLowerCase();
  // Lower-casing may change a text's length (İ); offsets would then be off, so nothing is lit.
  if (low.length !== text.length) return [];
  return words.flatMap((word) => {
    const wanted = word.toLowerCase();
    const marks: Mark[] = [];
    for (let at = low.indexOf(wanted); at >= 0 && wanted; at = low.indexOf(wanted, at + wanted.length)) {
      marks.push({ start: at, length: wanted.length, id: word, kind: 'number' });
    }
    return marks;
  });
}

const LENGTH = 500; // more than the lines of an excerpt hold
const IN_SIGHT = 120;
const LEAD = 60;

/** The beginning of a text, or, when no word of the search stands there, the place of the first one. */
export function excerptAt(text: string, words: readonly string[]): string {
  const first = Math.min(...wordMarks(text, words).map(({ start }) => start));
  if (!Number.isFinite(first) || first < IN_SIGHT) return text.slice(0, LENGTH);
  const from = text.indexOf(' ', first - LEAD);
  return `…${text.slice(from < 0 || from > first ? first : from, first + LENGTH)}`;
}
