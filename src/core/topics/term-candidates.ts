/** Between the passes of term discovery: the n-grams with support and termhood, ready to be looked for. */
import { isEstablished } from './novelty.ts';
import { TOPIC_PHRASES, TOPICS } from './taxonomy.ts';
import { phraseKey, type TermCounts } from './term-counts.ts';
import { NO_HEAD, NO_START, termKey } from './term-words.ts';

export type Candidates = {
  /** Key → its C-value; 0 for a long form that is no n-gram itself. */
  kept: Map<string, number>;
  /** Key of a long form → its acronym, and the acronym's key → key of the long form. */
  shortOf: Map<string, string>;
  longOf: Map<string, string>;
  longForms: Map<string, Map<string, number>>;
};

const LONGEST = 4;

/** Keys of what is a topic already: the labels, and the plain phrases that lead a topic's list. */
const LABELS = new Set(TOPICS.map(({ label }) => phraseKey(label)));
const LEADING = new Set(
  TOPIC_PHRASES.flatMap(({ strong }) => strong.slice(0, 15).filter((phrase) => !/\p{Lu}/u.test(phrase))).map(
    (phrase) => phraseKey(phrase),
  ),
);

export function candidatesOf({ counts, acronyms, longForms }: TermCounts, support: number): Candidates {
  const shortOf = new Map<string, string>();
  const longOf = new Map<string, string>();
  for (const [short, longs] of acronyms) {
    const [best] = [...longs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const all = [...longs.values()].reduce((a, b) => a + b, 0);
    if (!best || best[1] < 3 || best[1] < 0.5 * all) continue;
    longOf.set(termKey(short), best[0]);
    const other = shortOf.get(best[0]);
    const more = (counts.get(termKey(short)) ?? 0) - (counts.get(termKey(other ?? '')) ?? 0);
    // The order in which papers were counted must not show.
    if (other === undefined || more > 0 || (more === 0 && short < other)) shortOf.set(best[0], short);
  }
  const kept = new Map<string, { papers: number; cValue: number }>();
  for (const [key, n] of counts) if (n >= support || longOf.has(key)) kept.set(key, { papers: n, cValue: 0 });
  // A long form that is no n-gram itself ("learning with …") is known by its short form.
  for (const [key, short] of shortOf) {
    const n = counts.get(termKey(short)) ?? 0;
    if (!kept.has(key) && n >= support) kept.set(key, { papers: n, cValue: 0 });
  }
  const holders = new Map<string, { papers: number; holders: number; most: number }>();
  for (const [key, { papers: n }] of kept) {
    const words = key.split(' ');
    for (let length = 1; length < words.length; length++)
      for (let i = 0; i + length <= words.length; i++) {
        const part = words.slice(i, i + length).join(' ');
        if (!kept.has(part)) continue;
        const held = holders.get(part) ?? { papers: 0, holders: 0, most: 0 };
        holders.set(part, {
          papers: held.papers + n,
          holders: held.holders + 1,
          most: Math.max(held.most, n),
        });
      }
  }
  for (const [key, entry] of kept) {
    const held = holders.get(key);
    // C-value (Frantzi, Ananiadou and Mima 2000), with one more word so that single words count too.
    entry.cValue =
      Math.log2(key.split(' ').length + 1) * (entry.papers - (held ? held.papers / held.holders : 0));
    const head = key.split(' ').at(-1) ?? '';
    const generic =
      ((NO_HEAD.has(head) || NO_START.has(key.split(' ')[0] ?? '')) &&
        !longOf.has(key) &&
        !shortOf.has(key)) ||
      isEstablished(key) ||
      isEstablished(termKey(shortOf.get(key) ?? '')) ||
      LABELS.has(key) ||
      LABELS.has(longOf.get(key) ?? '') ||
      // a method with a long name and an acronym is a term of its own, even where a topic lists it
      (LEADING.has(key) && !(shortOf.has(key) && key.split(' ').length >= LONGEST)) ||
      // almost always inside a longer term: that one speaks for it
      (held !== undefined && held.most >= 0.6 * entry.papers);
    if (generic || entry.cValue <= 0) kept.delete(key);
  }
  const values = new Map([...kept].map(([key, { cValue }]) => [key, cValue]));
  return { kept: values, shortOf, longOf, longForms };
}
