import { eachWord, formsOf, isWordCode, keyOf, LETTERS } from './words.ts';

/**
 * Phrases compiled to one pass over a text: each word is hashed as it is scanned, looked up in a table of all
 * spellings, and the phrases are a trie over the words' numbers (Aho and Corasick 1975 in spirit; phrases are
 * short, so that the walk starts anew at each word).
 */
export type Lexicon = {
  /** The phrases in the order given; a hit names its index. */
  phrases: readonly string[];
  /** Reads a paper; the answer is reused by the next call. */
  read(title: string, text: string): Reading;
};

/** What a paper holds of a lexicon. Arrays are indexed by phrase; only those in `found` are set. */
export type Reading = {
  /** Indices of the phrases found, each once; the first `count` entries hold. */
  found: Int32Array;
  count: number;
  /** 1 where the title holds the phrase. */
  inTitle: Uint8Array;
  /** Occurrences in the text, each times the weight of its sentence. */
  inText: Float32Array;
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

/** The ways a phrase is written as word keys: "fine-tuning" is also "finetuning". */
export function wordsOf(phrase: string): { keys: string[]; capital: boolean[] }[] {
  const ways = [phrase];
  const joined = phrase.replace(/\b(\p{L}+)-(\p{L}+)\b(?!-)/gu, '$1$2');
  if (joined !== phrase && !/-\p{L}+-/u.test(phrase)) ways.push(joined);
  return ways.map((way) => {
    const keys: string[] = [];
    const capital: boolean[] = [];
    eachWord(way, (start, end) => {
      const word = way.slice(start, end);
      keys.push(keyOf(word));
      capital.push(/^[A-Z][^A-Z]*$/.test(word));
    });
    return { keys, capital };
  });
}

/**
 * Open addressing over 32-bit hashes; a second hash of another family guards against collisions. A slot is four
 * numbers side by side (hash, guard, value, nothing), so that a look-up touches one line of the cache.
 */
type Table = { mask: number; slots: Int32Array };
type Entry = { hash: number; guard: number; value: number };

function tableOf(entries: readonly Entry[]): Table {
  let size = 1024;
  while (size < entries.length * 1.5) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(4 * size);
  for (const e of entries) {
    let slot = spread(e.hash) & mask;
    while (slots[4 * slot + 2] !== 0) slot = (slot + 1) & mask;
    slots.set([e.hash, e.guard, e.value], 4 * slot);
  }
  return { mask, slots };
}

const spread = (h: number): number => h ^ (h >>> 15);
const find = (slots: Int32Array, mask: number, hash: number, guard: number): number => {
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const at = slot << 2;
    const value = slots[at + 2] as number;
    if (value === 0 || (slots[at] === hash && slots[at + 1] === guard)) return value;
    slot = (slot + 1) & mask;
  }
};

const BASIS = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const hashOf = (word: string): { hash: number; guard: number } => {
  let hash = BASIS;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  return { hash, guard: guardOf(word.charCodeAt(0), word.charCodeAt(word.length - 1), word.length) };
};
const guardOf = (first: number, last: number, length: number): number => (first << 16) ^ (last << 8) ^ length;

const edge = (node: number, word: number): number =>
  Math.imul(node, 0x9e3779b1 | 0) ^ Math.imul(word, 0x85ebca6b | 0);

/** Below 256: 0 where no word is, else the character in lower case. */
const LOWER = LETTERS.map((letter, c) => (letter === 0 ? 0 : c >= 65 && c <= 90 ? c | 32 : c));

/** Compiles phrases; a phrase with capitals asks for them (one capital first: not at a sentence's start). */
export function compileLexicon(phrases: readonly string[], places: PlaceWeights = PLACES): Lexicon {
  const ids = new Map<string, number>();
  const idOf = (key: string): number => {
    const id = ids.get(key) ?? ids.size + 1;
    ids.set(key, id);
    return id;
  };
  // The trie, first as maps.
  const children: Map<number, number>[] = [new Map()];
  const phraseAt: number[] = [-1];
  const capitalAt: number[] = [0];
  phrases.forEach((phrase, index) => {
    for (const { keys, capital } of wordsOf(phrase)) {
      let node = 0;
      for (const key of keys) {
        const id = idOf(key);
        let next = children[node]?.get(id);
        if (next === undefined) {
          next = children.length;
          children.push(new Map());
          phraseAt.push(-1);
          capitalAt.push(0);
          children[node]?.set(id, next);
        }
        node = next;
      }
      if (node === 0 || (phraseAt[node] ?? -1) >= 0) continue;
      phraseAt[node] = index;
      capitalAt[node] = capital.reduce((bits, c, i) => bits | (c ? 1 << i : 0), 0);
    }
  });
  const flags = new Map<string, number>();
  for (const [bit, list] of [WE, CLAIM_VERBS, THIS, PAPER_NOUNS].entries())
    for (const word of list) {
      idOf(word);
      flags.set(word, 1 << bit);
    }

  const words: Entry[] = [];
  const cased: Entry[] = [];
  const flagOf = new Uint8Array(ids.size + 1);
  for (const [key, id] of ids) {
    flagOf[id] = flags.get(key) ?? 0;
    for (const form of formsOf(key))
      (form === form.toLowerCase() ? words : cased).push({ ...hashOf(form), value: id });
  }
  const { slots: wordSlots, mask: wordMask } = tableOf(words);
  const { slots: casedSlots, mask: casedMask } = tableOf(cased);
  // A word's own node has the word's number; the longer phrases' nodes come after all words.
  const number = new Int32Array(children.length);
  for (const [id, child] of children[0] ?? []) number[child] = id;
  let nodes = ids.size + 1;
  for (let node = 1; node < children.length; node++) if (number[node] === 0) number[node] = nodes++;
  /** By node: phrase (-1 none), the capitals it asks for, whether longer phrases go on, nothing. */
  const trie = new Int32Array(4 * nodes).fill(-1);
  const edges: Entry[] = [];
  for (let word = 1; word <= ids.size; word++) trie.set([-1, 0, 0], 4 * word);
  children.forEach((next, node) => {
    if (node === 0) return;
    const from = number[node] as number;
    trie.set([phraseAt[node] as number, capitalAt[node] as number, next.size > 0 ? 1 : 0], 4 * from);
    for (const [id, child] of next)
      edges.push({ hash: edge(from, id), guard: from, value: number[child] as number });
  });
  const { slots: edgeSlots, mask: edgeMask } = tableOf(edges);

  const n = phrases.length;
  const reading: Reading = {
    found: new Int32Array(n),
    count: 0,
    inTitle: new Uint8Array(n),
    inText: new Float32Array(n),
    start: new Int32Array(n),
    end: new Int32Array(n),
  };
  let size = 1024;
  let wordId = new Int32Array(size);
  let wordStart = new Int32Array(size);
  let wordEnd = new Int32Array(size);

  const grow = (): void => {
    size *= 2;
    const copy = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    wordId = copy(wordId);
    wordStart = copy(wordStart);
    wordEnd = copy(wordEnd);
  };

  // Imported bindings are looked up anew at each use; locals are not.
  const lowerOf = LOWER;

  /** The words of one sentence, and which of WE, CLAIM_VERBS, … it holds. */
  let words_ = 0;
  let bits = 0;

  /** The number of a word that has two capitals or more, as written; 0 where none is listed so. */
  const casedId = (text: string, start: number, end: number): number => {
    let hash = BASIS;
    for (let k = start; k < end; k++) hash = Math.imul(hash ^ text.charCodeAt(k), PRIME);
    const guard = guardOf(text.charCodeAt(start), text.charCodeAt(end - 1), end - start);
    return find(casedSlots, casedMask, hash, guard);
  };

  /** Scans one sentence from `from`, numbering its words; returns where it ended. */
  const scanSentence = (text: string, from: number): number => {
    const length = text.length;
    let i = from;
    let count = 0;
    let held = 0;
    while (i < length) {
      let code = text.charCodeAt(i);
      let low = code < 256 ? (lowerOf[code] as number) : isWordCode(code) ? code : 0;
      if (low === 0) {
        if ((code === 46 || code === 33 || code === 63) && i > from) {
          const space = text.charCodeAt(i + 1);
          if (space === 32 || space === 10) {
            const next = text.charCodeAt(i + 2);
            if (!(next >= 97 && next <= 122)) {
              i++;
              break;
            }
          }
        }
        i++;
        continue;
      }
      const start = i;
      const first = low;
      let last: number;
      let hash = BASIS;
      let upper = 0;
      do {
        last = low;
        if (low !== code) upper++;
        hash = Math.imul(hash ^ low, PRIME);
        if (++i >= length) break;
        code = text.charCodeAt(i);
        low = code < 256 ? (lowerOf[code] as number) : isWordCode(code) ? code : 0;
      } while (low !== 0);
      let id = upper >= 2 ? casedId(text, start, i) : 0;
      if (id === 0) id = find(wordSlots, wordMask, hash, (first << 16) ^ (last << 8) ^ (i - start));
      if (count === size) grow();
      wordId[count] = id;
      wordStart[count] = start;
      wordEnd[count++] = i;
      held |= flagOf[id] as number;
      if (i < length && (code === 39 || code === 0x2019)) {
        // a possessive: "model's" is "model"
        const s = text.charCodeAt(i + 1);
        if (s === 115 && !(i + 2 < length && isWordCode(text.charCodeAt(i + 2)))) i += 2;
      }
    }
    words_ = count;
    bits = held;
    return i;
  };

  const capitalsHold = (text: string, at: number, count: number, mask: number, title: boolean): boolean => {
    for (let k = 0; k < count; k++) {
      if ((mask & (1 << k)) === 0) continue;
      const c = text.charCodeAt(wordStart[at + k] as number);
      if (c < 65 || c > 90) return false;
      // at a sentence's start every word has its capital, which then says nothing
      if (!title && at + k === 0 && count === 1) return false;
    }
    return true;
  };

  const { found, inTitle, inText, start: startOf, end: endOf } = reading;
  const walk = (text: string, weight: number, title: boolean): void => {
    let count = reading.count;
    for (let at = 0; at < words_; at++) {
      let node = wordId[at] as number;
      let k = at + 1;
      while (node !== 0) {
        const phrase = trie[4 * node] as number;
        if (phrase >= 0) {
          const mask = trie[4 * node + 1] as number;
          if (mask === 0 || capitalsHold(text, at, k - at, mask, title)) {
            if (inTitle[phrase] === 0 && inText[phrase] === 0) {
              found[count++] = phrase;
              startOf[phrase] = wordStart[at] as number;
              endOf[phrase] = wordEnd[k - 1] as number;
            }
            if (title) inTitle[phrase] = 1;
            else inText[phrase] = (inText[phrase] as number) + weight;
          }
        }
        if (k >= words_ || trie[4 * node + 2] === 0) break;
        const next = wordId[k++] as number;
        if (next === 0) break;
        node = find(edgeSlots, edgeMask, edge(node, next), node);
      }
    }
    reading.count = count;
  };

  const read = (title: string, text: string): Reading => {
    for (let i = 0; i < reading.count; i++) {
      const phrase = found[i] as number;
      inTitle[phrase] = 0;
      inText[phrase] = 0;
    }
    reading.count = 0;
    for (let at = 0; at < title.length;) {
      at = scanSentence(title, at);
      walk(title, 1, true);
    }
    for (let at = 0; at < text.length;) {
      const from = at;
      at = scanSentence(text, at);
      const claims = (bits & 3) === 3 || (bits & 12) === 12;
      walk(text, claims ? places.claim : from === 0 ? places.first : places.other, false);
    }
    return reading;
  };
  return { phrases, read };
}
