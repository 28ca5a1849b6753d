/**
 * Words kept by their letters, so that a word of a text is found without making its string: most words of papers
 * repeat, and what is known of one is then one look-up in a small table away.
 */
export type Spelling = {
  text: string;
  /** The same in lower case. */
  lower: string;
  /** What a reader knows of the word, and which reader: see gains/words.ts. */
  of: unknown;
  known: unknown;
};

export const spellingOf = (text: string, lower = text): Spelling => ({ text, lower, of: null, known: null });

/** Emptied at this size, so that a long run does not grow without end. */
const MOST = 60_000;
const MASK = (1 << 17) - 1;
/** By open addressing: two hashes of a word (together they tell words apart) and its number from 1. */
const slots = new Int32Array(4 * (MASK + 1));
let kept: Spelling[] = [];

/** Equal strings that are one string compare by their address; a property's name is such a string. */
const single = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

/** The spelling of `text.slice(start, end)`. */
export function spellingAt(text: string, start: number, end: number): Spelling {
  let hash = 0x811c9dc5 | 0;
  let guard = end - start;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    hash = Math.imul(hash ^ c, 0x01000193);
    guard = Math.imul(guard, 0x85ebca6b) + c + (guard >>> 15);
  }
  guard |= 0;
  let at = (hash ^ (hash >>> 15)) & MASK;
  for (;;) {
    const number = slots[4 * at + 2] as number;
    if (number === 0) break;
    if (slots[4 * at] === hash && slots[4 * at + 1] === guard) return kept[number - 1] as Spelling;
    at = (at + 1) & MASK;
  }
  if (kept.length >= MOST) {
    slots.fill(0);
    kept = [];
    return spellingAt(text, start, end);
  }
  const word = single(text.slice(start, end));
  const spelling = spellingOf(word, single(word.toLowerCase()));
  kept.push(spelling);
  slots[4 * at] = hash;
  slots[4 * at + 1] = guard;
  slots[4 * at + 2] = kept.length;
  return spelling;
}
