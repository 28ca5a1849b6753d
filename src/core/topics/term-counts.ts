/**
 * First pass of term discovery: in how many papers each n-gram stands that could be a term, and which acronyms stand
 * for what. Papers are counted in chunks that do not depend on each other, so that chunks may be counted anywhere and
 * added up: the sum is the same.
 */
import { findAcronyms } from './acronyms.ts';
import { termKey, termWords, type WordLooks } from './term-words.ts';

export type TermDoc = { paper_id: string; date: string; title: string; text: string };
export type TermCounts = {
  papers: number;
  /** N-gram → papers that hold it. */
  counts: Map<string, number>;
  /** Acronym → key of its long form → papers; key of a long form → as written → papers. */
  acronyms: Map<string, Map<string, number>>;
  longForms: Map<string, Map<string, number>>;
};

/** Words of the longest term. */
export const LONGEST = 4;
/** Papers of a chunk. */
export const CHUNK = 4096;
/** Of a chunk, n-grams of no more than one paper in so many are forgotten (as in lossy counting, Manku and Motwani 2002). */
const RARE = 2000;

export const noCounts = (): TermCounts => ({
  papers: 0,
  counts: new Map(),
  acronyms: new Map(),
  longForms: new Map(),
});

/** Key of a phrase: that of its words. */
export const phraseKey = (phrase: string): string =>
  phrase
    .split(/\s+/)
    .map((word) => termKey(word))
    .join(' ');

/** The key of every n-gram that could be a term: one word only when it looks like a name. */
function addCandidates(text: string, into: Set<string>): void {
  const { count, looks, joined } = termWords(text);
  for (let i = 0; i < count; i++) {
    let key = '';
    for (let n = 1; n <= LONGEST && i + n <= count; n++) {
      const last = looks[i + n - 1] as WordLooks;
      if ((n > 1 && joined[i + n - 1] === 0) || !last.fit) break;
      key = n === 1 ? last.key : `${key} ${last.key}`;
      if (n > 1 || last.named) into.add(key);
    }
  }
}

function count(into: TermCounts, { title, text }: TermDoc): void {
  const mine = new Set<string>();
  for (const part of [title, text]) {
    addCandidates(part, mine);
    for (const { short, long } of findAcronyms(part)) {
      const key = phraseKey(long);
      tally(into.acronyms, short, key, 1);
      tally(into.longForms, key, long, 1);
    }
  }
  for (const key of mine) into.counts.set(key, (into.counts.get(key) ?? 0) + 1);
  into.papers++;
}

function tally(of: Map<string, Map<string, number>>, name: string, value: string, n: number): void {
  const values = of.get(name) ?? new Map<string, number>();
  of.set(name, values.set(value, (values.get(value) ?? 0) + n));
}

/** Counts one chunk: at most `CHUNK` papers. */
export function countChunk(docs: Iterable<TermDoc>): TermCounts {
  const counts = noCounts();
  for (const doc of docs) count(counts, doc);
  return withoutRare(counts);
}

function withoutRare(counted: TermCounts): TermCounts {
  const least = Math.floor(counted.papers / RARE);
  if (least > 0) for (const [key, papers] of counted.counts) if (papers <= least) counted.counts.delete(key);
  return counted;
}

export function addCounts(into: TermCounts, more: TermCounts): void {
  into.papers += more.papers;
  for (const [key, papers] of more.counts) into.counts.set(key, (into.counts.get(key) ?? 0) + papers);
  for (const name of ['acronyms', 'longForms'] as const)
    for (const [key, values] of more[name]) for (const [value, n] of values) tally(into[name], key, value, n);
}

/** Counts papers as they come, chunk by chunk. */
export function termCounter() {
  const sum = noCounts();
  let chunk = noCounts();
  const close = () => {
    addCounts(sum, withoutRare(chunk));
    chunk = noCounts();
  };
  return {
    count: (doc: TermDoc): void => {
      count(chunk, doc);
      if (chunk.papers === CHUNK) close();
    },
    finish: (): TermCounts => {
      close();
      return sum;
    },
  };
}
