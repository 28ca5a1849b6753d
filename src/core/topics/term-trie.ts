/** Terms that are looked for, as a tree of the parts of their keys: most words of a paper are in none of them. */
import type { WordLooks } from './term-words.ts';

/** Keys of terms that are looked for, and of acronyms that stand for one (or for what is none). */
export type Wanted = { keys: ReadonlySet<string>; longOf: ReadonlyMap<string, string> };

export type TermTrie = {
  /** From a node (0 is the root) on over all parts of a word's key; −1 where no wanted key goes on so. */
  walk(node: number, word: WordLooks): number;
  /** The wanted key that ends at a node. */
  keyAt: readonly (string | undefined)[];
};

const mix = (node: number, part: number): number => {
  const h = Math.imul(node + 1, 0x9e3779b1) ^ Math.imul(part, 0x85ebca6b);
  return h ^ (h >>> 15);
};

export function termTrie({ keys, longOf }: Wanted): TermTrie {
  const all = [...new Set([...keys, ...longOf.keys()])].map((key) => ({ key, parts: key.split(' ') }));
  let size = 1024;
  while (size < 2 * all.reduce((sum, { parts }) => sum + parts.length, 0)) size *= 2;
  const mask = size - 1;
  /** By open addressing: node, part, the node they lead to (0: an empty place). */
  const slots = new Int32Array(4 * size);
  const find = (node: number, part: number): number => {
    let at = mix(node, part) & mask;
    while (slots[4 * at + 2] !== 0 && (slots[4 * at] !== node || slots[4 * at + 1] !== part))
      at = (at + 1) & mask;
    return at;
  };
  const numbers = new Map<string, number>();
  const keyAt: (string | undefined)[] = [undefined];
  for (const { key, parts } of all) {
    let node = 0;
    for (const part of parts) {
      const number = numbers.get(part) ?? numbers.size + 1;
      numbers.set(part, number);
      const at = find(node, number);
      if (slots[4 * at + 2] === 0) {
        slots.set([node, number, keyAt.length], 4 * at);
        keyAt.push(undefined);
      }
      node = slots[4 * at + 2] as number;
    }
    keyAt[node] = key;
  }
  const walk = (from: number, word: WordLooks): number => {
    if (word.of !== slots) {
      word.of = slots;
      word.parts = word.key.split(' ').map((part) => numbers.get(part) ?? 0);
    }
    let node = from;
    for (const part of word.parts) {
      if (part === 0) return -1;
      node = slots[4 * find(node, part) + 2] as number;
      if (node === 0) return -1;
    }
    return node;
  };
  return { walk, keyAt };
}
