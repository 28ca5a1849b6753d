import type { Mark } from './lit-text.ts';

const PART = '[\\p{L}\\p{N}\\p{M}]';
const BETWEEN = /[^\p{L}\p{N}\p{M}]+/u;

/** A word of a search begins with a word of the text, whatever stands between its own; signs stand as they are. */
function pattern(word: string): RegExp | null {
  const words = word.split(BETWEEN).filter(Boolean);
  if (words.length > 0) return new RegExp(`(?<!${PART})${words.join(BETWEEN.source)}`, 'giu');
  return word === '' ? null : new RegExp(word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gu');
}

/** Where the words of a search stand in a text, whatever their case: as src/questions/search.ts finds them. */
export function wordMarks(text: string, words: readonly string[]): Mark[] {
  return words.flatMap((word) => {
    const found = pattern(word);
    if (!found) return [];
    return [...text.matchAll(found)].map((match): Mark => ({
      start: match.index,
      length: match[0].length,
      id: word,
      kind: 'number',
    }));
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
