import type { Reading } from './lexicon.ts';

/**
 * What a paper's phrases say for each topic, as a few numbers a topic. Two kinds of phrases speak: those that
 * the taxonomy lists under the topic (the earlier in its list, the louder), and any phrase of the lexicon by its
 * strength: the log-odds of the topic among annotated papers that hold it, above the topic's base rate.
 */
export const SAYS = [
  'titleSum',
  'titleBest',
  'textSum',
  'textBest',
  'weakSum',
  'titleOdds',
  'titleOddsBest',
  'textOdds',
  'textOddsBest',
] as const;
export const SAYS_COUNT = SAYS.length;
/** Brings the kinds to one scale, so that one ridge is fair to all of them. */
export const SAYS_SCALE: readonly number[] = [1, 1, 1, 1, 1, 0.3, 0.3, 0.3, 0.3];

/** One (phrase, topic) pair a place: `at[p]..at[p+1]` are phrase p's. */
export type Pairs = { at: Int32Array; topic: Uint8Array; text: Float32Array; title: Float32Array };
/** Phrases of the taxonomy: `rank` is 1 for the first of the strong ones and falls; 0 marks a weak one. */
export type Owners = { at: Int32Array; topic: Uint8Array; rank: Float32Array };

/** How much the n-th occurrence adds: towards 1, half at one occurrence. */
export const saturate = (count: number): number => count / (count + 1);

export const rankOf = (place: number): number => 1 / (1 + place / 6);

/** Below this a topic's odds are a word or two in passing, and say nothing about other topics. */
const PASSING = 0.4;

/** What a topic hears of the others: the odds of text and title for every topic. */
export const crossOf = (says: Float32Array, topics: number, into: Float32Array): void => {
  for (let t = 0; t < topics; t++) {
    into[t] = Math.max(0, Math.min(4, says[t * 9 + 7] as number) - PASSING) / 4;
    into[topics + t] = Math.max(0, Math.min(4, says[t * 9 + 5] as number) - PASSING) / 4;
  }
};

/** Adds what the taxonomy's own phrases say. `says` is topics × SAYS_COUNT, zeroed by the caller. */
export function addOwned(reading: Reading, owners: Owners, says: Float32Array): void {
  const { found, count, inTitle, inText } = reading;
  const { at: first, topic, rank: ranks } = owners;
  for (let i = 0; i < count; i++) {
    const p = found[i] as number;
    let k = first[p] as number;
    const to = first[p + 1] as number;
    if (k === to) continue;
    const titled = inTitle[p] as number;
    const count_ = (inText[p] as number) + titled;
    const value = count_ / (count_ + 1);
    for (; k < to; k++) {
      const at = (topic[k] as number) * 9;
      const rank = ranks[k] as number;
      if (rank === 0) {
        says[at + 4] = Math.min(4, (says[at + 4] as number) + value);
        continue;
      }
      if (titled !== 0) {
        says[at] = Math.min(2, (says[at] as number) + rank);
        if (rank > (says[at + 1] as number)) says[at + 1] = rank;
      }
      const spoken = value * rank;
      says[at + 2] = Math.min(4, (says[at + 2] as number) + spoken);
      if (spoken > (says[at + 3] as number)) says[at + 3] = spoken;
    }
  }
}

/** Adds one pair's odds; `title` is 0 where the title does not hold the phrase. */
export function addOdds(says: Float32Array, topic: number, text: number, title: number): void {
  const at = topic * SAYS_COUNT;
  if (title > 0) {
    says[at + 5] = (says[at + 5] as number) + title * 0.2;
    if (title > (says[at + 6] as number)) says[at + 6] = title;
  }
  says[at + 7] = (says[at + 7] as number) + text * 0.2;
  if (text > (says[at + 8] as number)) says[at + 8] = text;
}

/** Adds what every phrase says by its odds: `addOdds` for each of its pairs, written out for speed. */
export function addPairs(reading: Reading, pairs: Pairs, says: Float32Array): void {
  const { found, count, inTitle, inText } = reading;
  const { at: first, topic, text, title } = pairs;
  for (let i = 0; i < count; i++) {
    const p = found[i] as number;
    const to = first[p + 1] as number;
    let k = first[p] as number;
    if (k === to) continue;
    const titled = inTitle[p] === 1;
    const spoken = (inText[p] as number) + (titled ? 1 : 0);
    const value = 1.3 * (spoken / (spoken + 1));
    for (; k < to; k++) {
      const at = (topic[k] as number) * 9;
      const odds = value * (text[k] as number);
      says[at + 7] = (says[at + 7] as number) + odds * 0.2;
      if (odds > (says[at + 8] as number)) says[at + 8] = odds;
      if (!titled) continue;
      const loud = title[k] as number;
      if (loud === 0) continue;
      says[at + 5] = (says[at + 5] as number) + loud * 0.2;
      if (loud > (says[at + 6] as number)) says[at + 6] = loud;
    }
  }
}
