import { familyOf, isSign, stem } from './lexicon.ts';
import { mayCount } from './numbers.ts';
import { rolesOf } from './roles.ts';
import { thingOf } from './things.ts';
import { MARK, NUMBER, type Token } from '../text/tokens.ts';

/** What the features need of a word: its number in the vocabulary (−1: not in it), its family, its shape. */
export type Word = {
  id: number;
  /** The stem as a number, whatever the vocabulary holds; 0 for numerals and edges. */
  hash: number;
  family: number;
  shape: number;
  roles: number;
  /** Its class among measured things, 0 for none. */
  thing: number;
  /** Whether it can begin a number ("twice", "three"). */
  counts: boolean;
};

/** Shapes of words; a name is told from a plain word by them ("GPT-4", "WebVoyager", "SWE-bench"). */
export const PLAIN = 0;
export const CAPITAL = 1;
export const NAME = 2;
export const ACRONYM = 3;
export const NUMERAL = 4;
export const SIGN = 5;
export const EDGE = 6;

export function shapeOf(word: string): number {
  let upper = 0;
  let inner = false;
  let digit = false;
  for (let i = 0; i < word.length; i++) {
    const c = word.charCodeAt(i);
    if (c >= 65 && c <= 90) {
      upper++;
      if (i > 0) inner = true;
    } else if (c >= 48 && c <= 57) digit = true;
  }
  if (upper === 0) return digit ? NAME : PLAIN;
  if (digit) return NAME;
  if (upper === word.length && upper > 1) return ACRONYM;
  return inner ? NAME : CAPITAL;
}

/** Stems and marks by number. An open vocabulary takes up every new word; a closed one gives −1 for it. */
export type Vocabulary = { ids: Map<string, number>; open: boolean };

export const openVocabulary = (): Vocabulary => ({ ids: new Map(), open: true });
export const closedVocabulary = (words: readonly string[]): Vocabulary => ({
  ids: new Map(words.map((w, i) => [w, i])),
  open: false,
});

const NUMBER_WORD: Word = { id: -1, hash: 0, family: 0, shape: NUMERAL, roles: 0, thing: 0, counts: false };
export const EDGE_WORD: Word = { id: -1, hash: 0, family: 0, shape: EDGE, roles: 0, thing: 0, counts: false };

function hashOf(word: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) | 0;
}

/** The word behind a token, kept with its spelling: a word is looked at once. */
export function wordOf(vocabulary: Vocabulary, token: Token): Word {
  if (token.kind === NUMBER) return NUMBER_WORD;
  const { spelling } = token;
  if (spelling.of === vocabulary) return spelling.known as Word;
  const mark = token.kind === MARK;
  const stemmed = mark ? token.text : stem(token.text);
  let id = vocabulary.ids.get(stemmed) ?? -1;
  if (id < 0 && vocabulary.open) {
    id = vocabulary.ids.size;
    vocabulary.ids.set(stemmed, id);
  }
  const word: Word = {
    id,
    hash: hashOf(stemmed),
    family:
      mark || isSign(token.text.toLowerCase()) ? 0 : familyOf(token.text.toLowerCase()) || familyOf(stemmed),
    shape: mark ? SIGN : shapeOf(token.text),
    roles: mark ? 0 : rolesOf(token.lower),
    thing: mark ? 0 : thingOf(token.lower),
    counts: !mark && mayCount(token.lower),
  };
  spelling.of = vocabulary;
  spelling.known = word;
  return word;
}
