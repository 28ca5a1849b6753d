import { MOST_TOPICS } from './decide.ts';
import { ODDS, textStep, topicOf, type Owners, type Pairs } from './evidence.ts';
import type { Reading } from './lexicon.ts';

/** Phrases that are shown of a topic. */
const MOST_PHRASES = 6;

/** Words that begin or end no name: a phrase such as "of attention" speaks, and is shown only where no other does. */
const FUNCTION_WORDS = new Set(
  'a an the of and or in on to for with by from at as is are was were be its it this that these those we our their can which such while also not than then more most have has into over under between both each other via using how what who based towards toward through across without within only all any when where'.split(
    ' ',
  ),
);
/** Quieter than any phrase that is not dull. */
const WHISPER = 1e-3;
function isDull(plain: string): boolean {
  const words = plain.split(' ');
  return FUNCTION_WORDS.has(words[0] ?? '') || FUNCTION_WORDS.has(words.at(-1) ?? '');
}

/** Which of the letters a phrase has, a bit each: one that has others than another is not held by it. */
function lettersOf(plain: string): number {
  let letters = 0;
  for (let i = 0; i < plain.length; i++) letters |= 1 << (plain.charCodeAt(i) & 31);
  return letters;
}

/** The phrases that spoke for one topic, in the order found, and how loud each was. */
type Spoken = { count: number; place: Int32Array; loud: Float64Array };

/** Tells which phrases of a reading spoke for the topics that a paper was given. */
export function speakers(phrases: readonly string[], owners: Owners, pairs: Pairs) {
  const { at: ownerAt, topic: ownerTopic, rank: ownerRank } = owners;
  const { at: pairAt, pair } = pairs;
  /** Phrases by their plain letters: one that another holds says nothing beside it. */
  const plain = phrases.map((phrase) => phrase.toLowerCase());
  const letters = Int32Array.from(plain, lettersOf);
  const dull = Uint8Array.from(plain, (phrase) => (isDull(phrase) ? 1 : 0));
  /** By topic: its place among the chosen ones, from 1; 0 for the others. */
  const chosen = new Uint8Array(128);
  const spoken: Spoken[] = Array.from({ length: MOST_TOPICS + 1 }, () => ({
    count: 0,
    place: new Int32Array(phrases.length),
    loud: new Float64Array(phrases.length),
  }));
  const voice = new Float32Array(MOST_TOPICS + 1);

  /** Hears the reading for the topics of `order`; `wordsFor` then tells of each by its place there. */
  function hear(order: readonly number[], { count, phrase, inTitle }: Reading): void {
    for (let i = 0; i < order.length; i++) {
      chosen[order[i] as number] = i + 1;
      (spoken[i] as Spoken).count = 0;
    }
    for (let i = 0; i < count; i++) {
      const p = phrase[i] as number;
      let any = 0;
      for (let k = ownerAt[p] as number, to = ownerAt[p + 1] as number; k < to; k++) {
        const c = chosen[ownerTopic[k] as number] as number;
        if (c === 0) continue;
        any = 1;
        voice[c] = (voice[c] as number) + 4 * (ownerRank[k] as number) + 0.5;
      }
      for (let k = pairAt[p] as number, to = pairAt[p + 1] as number; k < to; k++) {
        const c = chosen[topicOf(pair[k] as number)] as number;
        if (c === 0) continue;
        any = 1;
        voice[c] = (voice[c] as number) + (ODDS[textStep(pair[k] as number)] as number);
      }
      if (any === 0) continue;
      const louder = (inTitle[i] === 1 ? 1.5 : 1) * (dull[p] === 1 ? WHISPER : 1);
      for (let c = 1; c <= order.length; c++) {
        const mine = voice[c] as number;
        voice[c] = 0;
        if (mine < 1) continue;
        const list = spoken[c - 1] as Spoken;
        list.place[list.count] = i;
        list.loud[list.count++] = mine * louder;
      }
    }
    for (let i = 0; i < order.length; i++) chosen[order[i] as number] = 0;
  }

  /** Whether one of `kept` holds phrase `p` as a part of it. */
  function isHeld(p: number, kept: readonly number[], phrase: Int32Array): boolean {
    for (let i = 0; i < kept.length; i++) {
      const other = phrase[kept[i] as number] as number;
      if (((letters[p] as number) & ~(letters[other] as number)) !== 0) continue;
      if ((plain[other] as string).includes(plain[p] as string)) return true;
    }
    return false;
  }

  /** The paper's own words for the topic at `c` of the order heard, the loudest first; none that a louder one holds. */
  function wordsFor(c: number, reading: Reading, title: string, text: string): string[] {
    const { place, loud, count } = spoken[c] as Spoken;
    const kept: number[] = [];
    for (let left = count; left > 0 && kept.length < MOST_PHRASES; left--) {
      let best = -1;
      let most = 0;
      for (let i = 0; i < count; i++)
        if ((loud[i] as number) > most) {
          most = loud[i] as number;
          best = i;
        }
      if (most < 1 && kept.length > 0) break;
      loud[best] = 0;
      const i = place[best] as number;
      if (!isHeld(reading.phrase[i] as number, kept, reading.phrase)) kept.push(i);
    }
    return kept.map((i) => (reading.inTitle[i] === 1 ? title : text).slice(reading.start[i], reading.end[i]));
  }
  return { hear, wordsFor };
}
