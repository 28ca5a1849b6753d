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
