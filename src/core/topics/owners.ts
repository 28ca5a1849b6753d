import type { Owners } from './evidence.ts';
import { rankOf } from './evidence.ts';
import { wordsOf } from './phrase-trie.ts';
import { TOPIC_PHRASES } from './taxonomy.ts';

/** The keys of a phrase's first way of writing; both functions below ask for the same phrases. */
const known = new Map<string, string>();
function keysOf(phrase: string): string {
  const keys = known.get(phrase) ?? wordsOf(phrase)[0]?.keys.join(' ') ?? '';
  known.set(phrase, keys);
  return keys;
}

/** Which topics list which of these phrases, whatever form the phrase is written in. */
export function ownersOf(phrases: readonly string[]): Owners {
  const lists = new Map<string, Map<number, number>>();
  TOPIC_PHRASES.forEach(({ strong, weak }, topic) => {
    const add = (phrase: string, rank: number): void => {
      const keys = keysOf(phrase);
      const list = lists.get(keys) ?? new Map<number, number>();
      lists.set(keys, list);
      if (!list.has(topic)) list.set(topic, rank);
    };
    strong.forEach((phrase, place) => add(phrase, rankOf(place)));
    weak.forEach((phrase) => add(phrase, 0));
  });
  const at = new Int32Array(phrases.length + 1);
  const topic: number[] = [];
  const rank: number[] = [];
  phrases.forEach((phrase, p) => {
    for (const [t, r] of lists.get(keysOf(phrase)) ?? []) {
      topic.push(t);
      rank.push(r);
    }
    at[p + 1] = topic.length;
  });
  return { at, topic: Uint8Array.from(topic), rank: Float32Array.from(rank) };
}

/** The taxonomy's phrases, each once whatever its form, then the mined ones that are none of them. */
export function lexiconPhrases(mined: readonly string[]): string[] {
  const seen = new Set<string>();
  const phrases: string[] = [];
  for (const phrase of [...TOPIC_PHRASES.flatMap(({ strong, weak }) => [...strong, ...weak]), ...mined]) {
    const keys = keysOf(phrase);
    if (seen.has(keys)) continue;
    seen.add(keys);
    phrases.push(phrase);
  }
  return phrases;
}
