import { eachWord, keyOf } from './words.ts';

/**
 * Phrases as a trie over the numbers of their words (Aho and Corasick 1975 in spirit; phrases are short, so that the
 * walk starts anew at each word). A node of one word has the word's number; those of longer phrases come after.
 */
export type PhraseTrie = {
  /** The number of each word key, from 1. */
  ids: ReadonlyMap<string, number>;
  /**
   * Two numbers a node. First its phrase (low 16 bits, 0 none, else its index and 1) and which of its words ask for a
   * capital (a bit each from 16 up). Then the words that may follow: bit (number mod 32) is set for each.
   */
  nodes: Int32Array;
  /** By open addressing: (node, word) as node × 65,536 + word, and the node that it leads to. */
  edges: Int32Array;
  shift: number;
};

/** Nodes and words fit in half a number each, phrases too. */
const MOST = 0xffff;
/** Capitals are told for the first words of a phrase only; none is longer. */
const MOST_WORDS = 15;

export const edgeKey = (node: number, word: number): number => (node << 16) | word;
/** Where the look for an edge begins (Knuth's multiplicative hash). */
export const edgePlace = (key: number, shift: number): number => Math.imul(key, 0x9e3779b1) >>> shift;

const PLAIN = /^[a-z\d ]+$/;

/** The ways a phrase is written as word keys, and which of its words ask for a capital: "fine-tuning" is also "finetuning". */
export function wordsOf(phrase: string): { keys: string[]; capital: boolean[] }[] {
  // Most phrases are plain words, and there are tens of thousands.
  if (PLAIN.test(phrase)) return [{ keys: phrase.split(' ').map(keyOf), capital: [] }];
  const ways = [phrase];
  if (phrase.includes('-')) {
    const joined = phrase.replace(/\b(\p{L}+)-(\p{L}+)\b(?!-)/gu, '$1$2');
    if (joined !== phrase && !/-\p{L}+-/u.test(phrase)) ways.push(joined);
  }
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

/** Frequent words get small numbers: what a text asks for most then lies close together. */
function numbered(written: readonly { keys: readonly string[] }[], others: readonly string[]) {
  const counts = new Map<string, number>();
  for (const { keys } of written) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const key of others) counts.set(key, counts.get(key) ?? 0);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  return new Map(byCount.map(([key], i) => [key, i + 1]));
}

/** Compiles the phrases; words of `others` get numbers too. Of two phrases of the same keys the first is found. */
export function trieOf(phrases: readonly string[], others: readonly string[]): PhraseTrie {
  const written = phrases.flatMap((phrase, index) => wordsOf(phrase).map((way) => ({ ...way, index })));
  const ids = numbered(written, others);
  const mostEdges = written.reduce((sum, { keys }) => sum + Math.max(0, keys.length - 1), 0);
  let shift = 26;
  while (2 ** (32 - shift) < mostEdges * 1.2) shift--;
  const edges = new Int32Array(2 * 2 ** (32 - shift));
  const mask = edges.length / 2 - 1;
  const nodes = new Int32Array(2 * (ids.size + 1 + mostEdges));
  let next = ids.size + 1;
  for (const { keys, capital, index } of written) {
    if (keys.length === 0) continue;
    if (keys.length > MOST_WORDS) throw new RangeError(`a phrase of ${keys.length} words: ${phrases[index]}`);
    let node = 0;
    for (const key of keys) {
      const word = ids.get(key) as number;
      if (node === 0) {
        node = word;
        continue;
      }
      nodes[2 * node + 1] = (nodes[2 * node + 1] as number) | (1 << (word & 31));
      const edge = edgeKey(node, word);
      let at = edgePlace(edge, shift);
      while (edges[2 * at] !== 0 && edges[2 * at] !== edge) at = (at + 1) & mask;
      if (edges[2 * at] === 0) {
        edges[2 * at] = edge;
        edges[2 * at + 1] = next++;
      }
      node = edges[2 * at + 1] as number;
    }
    if (((nodes[2 * node] as number) & MOST) !== 0) continue;
    nodes[2 * node] = (index + 1) | capital.reduce((bits, asks, i) => bits | (asks ? 1 << (16 + i) : 0), 0);
  }
  if (next > MOST || phrases.length >= MOST)
    throw new RangeError(`${phrases.length} phrases of ${next} nodes: a trie holds ${MOST} of either`);
  return { ids, nodes: nodes.slice(0, 2 * next), edges, shift };
}
