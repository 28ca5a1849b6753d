import { byLetters } from './letters.ts';

/** A word of texts, kept once. */
export type Spelling = {
  text: string;
  /** The same in lower case. */
  lower: string;
  /** What a reader knows of the word, and which reader: see gains/words.ts. */
  of: unknown;
  known: unknown;
};

export const spellingOf = (text: string, lower = text): Spelling => ({ text, lower, of: null, known: null });

/** Equal strings that are one string compare by their address; a property's name is such a string. */
const single = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

/** The spelling of `text.slice(start, end)`. */
export const spellingAt = byLetters((word) => {
  const text = single(word);
  return spellingOf(text, single(text.toLowerCase()));
}, 60_000);
