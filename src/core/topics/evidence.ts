import type { Reading } from './lexicon.ts';
import { ODDS_STEP } from './model-file.ts';

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

/**
 * What a phrase says by its odds, one pair of phrase and topic a place: phrase p's are from `at[p]` up to `at[p + 1]`.
 * A pair is the topic (7 bits), and the steps of its odds in the text (4 bits) and in the title (4 bits).
 */
export type Pairs = { at: Int32Array; pair: Uint16Array };
export const topicOf = (pair: number): number => pair & 127;
export const textStep = (pair: number): number => (pair >> 7) & 15;
export const titleStep = (pair: number): number => pair >> 11;
export const packPair = (topic: number, text: number, title: number): number =>
  topic | (text << 7) | (title << 11);

/** The odds of a step. */
export const ODDS = Float32Array.from({ length: 16 }, (_, step) => step * ODDS_STEP);

/** Phrases of the taxonomy: `rank` is 1 for the first of the strong ones and falls; 0 marks a weak one. */
export type Owners = { at: Int32Array; topic: Uint8Array; rank: Float32Array };

/** How much the n-th occurrence adds: towards 1, half at one occurrence. */
export const saturate = (count: number): number => count / (count + 1);

export const rankOf = (place: number): number => 1 / (1 + place / 6);

/** Below this a topic's odds are a word or two in passing, and say nothing about other topics. */
const PASSING = 0.4;
const loudness = (odds: number): number => (odds > 4 ? 4 : odds) - PASSING;

/** What a topic hears of the others: the odds of text and title for every topic. */
export const crossOf = (says: Float64Array, topics: number, into: Float64Array): void => {
  for (let t = 0; t < topics; t++) {
    const text = loudness(says[t * 9 + 7] as number);
    const title = loudness(says[t * 9 + 5] as number);
    into[t] = text > 0 ? text / 4 : 0;
    into[topics + t] = title > 0 ? title / 4 : 0;
  }
};

/** The phrases of a paper, as far as the evidence asks. */
export type Held = Pick<Reading, 'count' | 'phrase' | 'inTitle' | 'inText'>;

/** Adds what the taxonomy's own phrases say. `says` is topics × SAYS_COUNT, zeroed by the caller. */
export function addOwned(held: Held, owners: Owners, says: Float64Array): void {
  const { count, phrase, inTitle, inText } = held;
  const { at: first, topic, rank: ranks } = owners;
  for (let i = 0; i < count; i++) {
    const p = phrase[i] as number;
    let k = first[p] as number;
    const to = first[p + 1] as number;
    if (k === to) continue;
    const titled = inTitle[i] as number;
    const value = saturate((inText[i] as number) + titled);
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
export function addOdds(says: Float64Array, topic: number, text: number, title: number): void {
  const at = topic * 9;
  if (title > 0) {
    says[at + 5] = (says[at + 5] as number) + title * 0.2;
    if (title > (says[at + 6] as number)) says[at + 6] = title;
  }
  says[at + 7] = (says[at + 7] as number) + text * 0.2;
  if (text > (says[at + 8] as number)) says[at + 8] = text;
}

/** How loud the odds of a phrase are in the text, by its occurrences. */
export const voiceOf = (inText: number, inTitle: number): number => 1.3 * saturate(inText + inTitle);

/** Adds what every phrase says by its odds. */
export function addPairs(held: Held, { at: first, pair }: Pairs, says: Float64Array): void {
  const { count, phrase, inTitle, inText } = held;
  for (let i = 0; i < count; i++) {
    const p = phrase[i] as number;
    const to = first[p + 1] as number;
    let k = first[p] as number;
    if (k === to) continue;
    const titled = inTitle[i] as number;
    const voice = voiceOf(inText[i] as number, titled);
    for (; k < to; k++) {
      const mine = pair[k] as number;
      addOdds(
        says,
        topicOf(mine),
        voice * (ODDS[textStep(mine)] as number),
        titled * (ODDS[titleStep(mine)] as number),
      );
    }
  }
}
