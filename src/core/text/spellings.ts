import { byLetters } from './letters.ts';

/** A word of texts, kept once. */
export type Spelling = {
  text: string;
  /** The same in lower case. */
  lower: string;
  /** LaTeX's arrow that lost its backslash: "66.3 %rightarrow73.4 %". */
  arrow: boolean;
  /** What a reader knows of the word, and which reader: see gains/words.ts. */
  of: unknown;
  known: unknown;
};

export const spellingOf = (text: string, lower = text): Spelling => ({
  text,
  lower,
  arrow: text === 'rightarrow' || text === 'longrightarrow' || text === 'Rightarrow',
  of: null,
  known: null,
});

/** Equal strings that are one string compare by their address; a property's name is such a string. */
const single = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

/** The spelling of `text.slice(start, end)`. */
export const spellingAt = byLetters((word) => {
  const text = single(word);
  return spellingOf(text, single(text.toLowerCase()));
}, 60_000);
