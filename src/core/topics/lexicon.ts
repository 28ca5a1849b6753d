import { codesOf } from '../text/codes.ts';
import { edgeKey, edgePlace, trieOf } from './phrase-trie.ts';
import { guardOf, HASH_BASIS, HASH_PRIME, wordNumbers } from './word-numbers.ts';
import { isWordCode, LETTERS } from './words.ts';

/** Phrases compiled to one pass over a text: its words are numbered as they are scanned, and walked in a trie. */
export type Lexicon = {
  /** The phrases in the order given; a hit names its index. */
  phrases: readonly string[];
  /** Reads a paper; the answer is reused by the next call. */
  read(title: string, text: string): Reading;
};

/** The phrases that a paper holds, side by side: the first `count` entries of each array hold. */
export type Reading = {
  count: number;
  /** The phrase, each once, in the order first met. */
  phrase: Int32Array;
  /** 1 where the title holds it. */
  inTitle: Uint8Array;
  /** Its occurrences in the text, each times the weight of its sentence. */
  inText: Float64Array;
  /** Where it stands first, the title before the text; [start, end) in the title when `inTitle`. */
  start: Int32Array;
  end: Int32Array;
};

/** What an occurrence counts for by its sentence; chosen by cross-validation (scripts/train-topics.ts). */
export type PlaceWeights = { first: number; claim: number; other: number };
export const PLACES: PlaceWeights = { first: 1, claim: 1.5, other: 1 };

/** Words that mark the sentence that says what the paper is: "we propose …", "this paper …". */
const WE = ['we', 'our'];
const CLAIM_VERBS =
  'introduce present propose develop design study investigate explore build construct release describe formulate train examine analyze address devise create conduct revisit'.split(
    ' ',
  );
const THIS = ['this'];
const PAPER_NOUNS = 'paper work study report survey article review tutorial'.split(' ');
const MARKING = [WE, CLAIM_VERBS, THIS, PAPER_NOUNS];
const claims = (bits: number): boolean => (bits & 3) === 3 || (bits & 12) === 12;

/** The words of one sentence: their numbers and places. */
type Words = { count: number; id: Int32Array; start: Int32Array; end: Int32Array };

function doubled({ count, id, start, end }: Words): Words {
  const copy = (from: Int32Array) => {
    const to = new Int32Array(2 * from.length);
    to.set(from);
    return to;
  };
  return { count, id: copy(id), start: copy(start), end: copy(end) };
}

/** Compiles phrases; a phrase with capitals asks for them (one capital first: not at a sentence's start). */
export function compileLexicon(phrases: readonly string[], places: PlaceWeights = PLACES): Lexicon {
  const { ids, nodes, edges, shift } = trieOf(phrases, MARKING.flat());
  const mask = edges.length / 2 - 1;
  const numberOf = wordNumbers(ids);
  /** By word: which of WE, CLAIM_VERBS, … holds it; the last where several do ("study"). */
  const marks = new Uint8Array(ids.size + 1);
  MARKING.forEach((words, bit) => {
    for (const word of words) marks[ids.get(word) as number] = 1 << bit;
  });

  const n = phrases.length;
  const reading: Reading = {
    count: 0,
    phrase: new Int32Array(n),
    inTitle: new Uint8Array(n),
    inText: new Float64Array(n),
    start: new Int32Array(n),
    end: new Int32Array(n),
  };
  /** By phrase: its place in the reading, from 1; 0 where it is not found. */
  const placeOf = new Uint16Array(n);
  let words: Words = {
    count: 0,
    id: new Int32Array(1024),
    start: new Int32Array(1024),
    end: new Int32Array(1024),
  };
  let held = 0;

  /** Numbers the words of the sentence that begins at `from`; returns where it ended. */
  const scanSentence = (text: string, codes: Uint16Array, from: number): number => {
    const letters = LETTERS;
    const { length } = text;
    let { id: ids_, start: starts, end: ends } = words;
    let count = 0;
    let bits = 0;
    let i = from;
    while (i < length) {
      let code = codes[i] as number;
      if (code < 256 ? letters[code] === 0 : !isWordCode(code)) {
        i++;
        // A sentence ends at a stop before a space and no small letter.
        if ((code === 46 || code === 33 || code === 63) && i > from + 1) {
          const space = codes[i];
          const next = codes[i + 1] as number;
          if ((space === 32 || space === 10) && !(next >= 97 && next <= 122)) break;
        }
        continue;
      }
      const start = i;
      const first = code;
      let last: number;
      let hash = HASH_BASIS;
      do {
        last = code;
        hash = Math.imul(hash ^ code, HASH_PRIME);
        code = codes[++i] as number;
      } while (code < 256 ? letters[code] === 1 : isWordCode(code));
      const id = numberOf(hash, guardOf(first, last, i - start), text, start, i);
      if (count === ids_.length) ({ id: ids_, start: starts, end: ends } = words = doubled(words));
      ids_[count] = id;
      starts[count] = start;
      ends[count++] = i;
      bits |= marks[id] as number;
      // a possessive: "model's" is "model"
      if ((code === 39 || code === 0x2019) && codes[i + 1] === 115 && !isWordCode(codes[i + 2] as number))
        i += 2;
    }
    words.count = count;
    held = bits;
    return i;
  };

  const capitalsHold = (
    codes: Uint16Array,
    at: number,
    count: number,
    asks: number,
    title: boolean,
  ): boolean => {
    for (let k = 0; k < count; k++) {
      if ((asks & (1 << k)) === 0) continue;
      const c = codes[words.start[at + k] as number] as number;
      if (c < 65 || c > 90) return false;
      // at a sentence's start every word has its capital, which then says nothing
      if (!title && at + k === 0 && count === 1) return false;
    }
    return true;
  };

  /** Notes the phrases of the sentence at hand. */
  const walk = (codes: Uint16Array, weight: number, title: boolean): void => {
    const { count, id: ids_, start: starts, end: ends } = words;
    const { phrase, inTitle, inText, start, end } = reading;
    for (let at = 0; at < count; at++) {
      let node = ids_[at] as number;
      let k = at + 1;
      while (node !== 0) {
        const says = nodes[2 * node] as number;
        const found = says & 0xffff;
        if (found !== 0 && (says >>> 16 === 0 || capitalsHold(codes, at, k - at, says >>> 16, title))) {
          let place = placeOf[found - 1] as number;
          if (place === 0) {
            place = ++reading.count;
            placeOf[found - 1] = place;
            phrase[place - 1] = found - 1;
            inTitle[place - 1] = 0;
            inText[place - 1] = 0;
            start[place - 1] = starts[at] as number;
            end[place - 1] = ends[k - 1] as number;
          }
          if (title) inTitle[place - 1] = 1;
          else inText[place - 1] = (inText[place - 1] as number) + weight;
        }
        if (k >= count) break;
        const next = ids_[k++] as number;
        if (next === 0 || (((nodes[2 * node + 1] as number) >>> (next & 31)) & 1) === 0) break;
        const key = edgeKey(node, next);
        let edge = edgePlace(key, shift);
        while (edges[2 * edge] !== key && edges[2 * edge] !== 0) edge = (edge + 1) & mask;
        node = edges[2 * edge + 1] as number;
      }
    }
  };

  const read = (title: string, text: string): Reading => {
    for (let i = 0; i < reading.count; i++) placeOf[reading.phrase[i] as number] = 0;
    reading.count = 0;
    const ofTitle = codesOf(title);
    for (let at = 0; at < title.length;) {
      at = scanSentence(title, ofTitle, at);
      walk(ofTitle, 1, true);
    }
    const codes = codesOf(text);
    for (let at = 0; at < text.length;) {
      const from = at;
      at = scanSentence(text, codes, at);
      walk(codes, claims(held) ? places.claim : from === 0 ? places.first : places.other, false);
    }
    return reading;
  };
  return { phrases, read };
}
