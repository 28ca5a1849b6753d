import { tokenise, type Token } from '../text/tokens.ts';
import { quantities, type Quantity } from './numbers.ts';
import { EDGE_WORD, NAME, ACRONYM, wordOf, type Vocabulary, type Word } from './words.ts';

/** A sentence that holds numbers, laid out for the passes. */
export type Line = {
  text: string;
  start: number;
  end: number;
  tokens: Token[];
  words: Word[];
  quantities: Quantity[];
  /** Place among the text's sentences, from 0, and how many there are. */
  index: number;
  of: number;
  paper: Setting;
  /** Which numbers can be claims, and the rule of each, once they are known. */
  usable: boolean[] | null;
  rules: (string | undefined)[];
};

/** What the whole text says about how its numbers are to be read. */
export type Setting = {
  /** Names that the paper gives to its own work. */
  own: Set<string>;
  /** A benchmark or data set is what the paper presents. */
  bench: boolean;
};

export const wordAt = (line: Line, i: number): Word => line.words[i] ?? EDGE_WORD;
export const lowerAt = (line: Line, i: number): string => line.tokens[i]?.lower ?? '';
export const isName = (word: Word): boolean => word.shape === NAME || word.shape === ACRONYM;

export function layLine(
  vocabulary: Vocabulary,
  text: string,
  span: { start: number; length: number },
  index: number,
  of: number,
  paper: Setting,
): Line {
  const end = span.start + span.length;
  const tokens = tokenise(text, span.start, end);
  const words = tokens.map((t) => wordOf(vocabulary, t));
  return {
    text,
    start: span.start,
    end,
    tokens,
    words,
    quantities: quantities(text, tokens, words),
    index,
    of,
    paper,
    usable: null,
    rules: [],
  };
}

const INTRODUCES = /\b(?:introduc|propos|present|develop|releas|call|nam|dub|term|describ)\w*/gi;
const BENCHMARK =
  /\b(?:benchmark|dataset|data set|corpus|testbed|suite|evaluation framework|arena|leaderboard)\b/i;
const NAMELIKE = /[A-Za-z][\w^{}$\\+-]*/g;

/** The setting, read when it is first asked for: most texts have no claim and never ask. */
export class LazySetting implements Setting {
  private known: Setting | null = null;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  private get read(): Setting {
    return (this.known ??= settingOf(this.text));
  }
  get own(): Set<string> {
    return this.read.own;
  }
  get bench(): boolean {
    return this.read.bench;
  }
}

/** Reads the setting out of the sentences that introduce the work. */
export function settingOf(text: string): Setting {
  const own = new Set<string>();
  let bench = false;
  INTRODUCES.lastIndex = 0;
  for (let hit = INTRODUCES.exec(text); hit; hit = INTRODUCES.exec(text)) {
    const after = text.slice(hit.index + hit[0].length, hit.index + hit[0].length + 110);
    const stop = after.search(/[.;](?:\s|$)/);
    const piece = stop < 0 ? after : after.slice(0, stop);
    if (BENCHMARK.test(piece)) bench = true;
    let taken = 0;
    for (const name of piece.match(NAMELIKE) ?? []) {
      const upper = (name.match(/[A-Z]/g) ?? []).length;
      if (upper >= 2 || (upper === 1 && /\d/.test(name))) {
        own.add(name.toLowerCase());
        if (++taken >= 2) break;
      }
    }
    if (own.size > 8) break;
  }
  return { own, bench };
}
