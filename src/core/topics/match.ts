import type { TopicMatch } from '../paper.ts';
import { addOwned, addPairs, crossOf, SAYS_COUNT, SAYS_SCALE } from './evidence.ts';
import { compileLexicon, type Reading } from './lexicon.ts';
import { MODEL } from './model.ts';
import { lexiconPhrases, ownersOf } from './owners.ts';
import { TOPICS } from './taxonomy.ts';

const MOST_TOPICS = 6;
const MOST_PHRASES = 6;

const phrases = lexiconPhrases(MODEL.mined);
const lexicon = compileLexicon(phrases);
const owners = ownersOf(phrases);
const n = TOPICS.length;
const says = new Float32Array(n * SAYS_COUNT);
const cross = new Float32Array(2 * n);
const odds = new Float32Array(n);
/** The cross weights that say something, by row: most are near nothing and would only cost time. */
const FAINT = 0.02;
const crossAt = new Int32Array(2 * n + 1);
const crossTopic: number[] = [];
const crossWeight: number[] = [];
for (let j = 0; j < 2 * n; j++) {
  for (let t = 0; t < n; t++) {
    const w = MODEL.cross[j * n + t] as number;
    if (Math.abs(w) < FAINT) continue;
    crossTopic.push(t);
    crossWeight.push(w);
  }
  crossAt[j + 1] = crossTopic.length;
}
const crossTopics = Uint8Array.from(crossTopic);
const crossWeights = Float32Array.from(crossWeight);

/** The shared weights with the scale of each kind of evidence in them. */
const weights = MODEL.says.map((w, i) => w * (SAYS_SCALE[i % SAYS_COUNT] as number));

function weigh(title: string, text: string): Reading {
  const reading = lexicon.read(title, text);
  says.fill(0);
  addOwned(reading, owners, says);
  addPairs(reading, MODEL.pairs, says);
  crossOf(says, n, cross);
  for (let t = 0, at = 0; t < n; t++) {
    let sum = MODEL.bias[t] as number;
    for (let k = 0; k < SAYS_COUNT; k++, at++) sum += (weights[at] as number) * (says[at] as number);
    odds[t] = sum;
  }
  for (let j = 0; j < 2 * n; j++) {
    const c = cross[j] as number;
    if (c === 0) continue;
    const to = crossAt[j + 1] as number;
    for (let k = crossAt[j] as number; k < to; k++) {
      const t = crossTopics[k] as number;
      odds[t] = (odds[t] as number) + c * (crossWeights[k] as number);
    }
  }
  return reading;
}

/** The best topics, most likely first: the first whatever its odds, the others from the threshold on. */
function choose(): number[] {
  const chosen: number[] = [];
  for (let t = 0; t < n; t++) {
    const mine = odds[t] as number;
    if (chosen.length > 0 && mine < MODEL.threshold && mine <= (odds[chosen[0] as number] as number))
      continue;
    let at = chosen.length;
    while (at > 0 && (odds[chosen[at - 1] as number] as number) < mine) at--;
    chosen.splice(at, 0, t);
  }
  return chosen.slice(0, MOST_TOPICS).filter((t, i) => i === 0 || (odds[t] as number) >= MODEL.threshold);
}

type Spoken = { phrase: number; voice: number }[];
/** Place among the chosen topics, from 1; 0 for the others. */
const place = new Uint8Array(n);

/** Which phrases spoke for the chosen topics and how loud, in one pass over what was found. */
function voices(chosen: readonly number[], reading: Reading): Spoken[] {
  const spoken: Spoken[] = chosen.map(() => []);
  chosen.forEach((t, i) => (place[t] = i + 1));
  const voice = new Float32Array(chosen.length + 1);
  const { pairs } = MODEL;
  for (let i = 0; i < reading.count; i++) {
    const p = reading.found[i] as number;
    voice.fill(0);
    for (let k = owners.at[p] as number; k < (owners.at[p + 1] as number); k++) {
      const at = place[owners.topic[k] as number] as number;
      voice[at] = (voice[at] as number) + 4 * (owners.rank[k] as number) + 0.5;
    }
    for (let k = pairs.at[p] as number; k < (pairs.at[p + 1] as number); k++) {
      const at = place[pairs.topic[k] as number] as number;
      voice[at] = (voice[at] as number) + (pairs.text[k] as number);
    }
    const louder = reading.inTitle[p] === 1 ? 1.5 : 1;
    for (let c = 1; c <= chosen.length; c++)
      if ((voice[c] as number) >= 1)
        (spoken[c - 1] as Spoken).push({ phrase: p, voice: (voice[c] as number) * louder });
  }
  for (const t of chosen) place[t] = 0;
  return spoken;
}

/** The paper's own words for those phrases, the loudest first; none that a louder one holds. */
function wordsFor(spoken: Spoken, reading: Reading, title: string, text: string): string[] {
  spoken.sort((a, b) => b.voice - a.voice);
  const kept: string[] = [];
  let small = '';
  for (const { phrase: p } of spoken) {
    const source = reading.inTitle[p] === 1 ? title : text;
    const phrase = source.slice(reading.start[p], reading.end[p]);
    const lower = phrase.toLowerCase();
    if (small.includes(lower)) continue;
    kept.push(phrase);
    small += `${lower}|`;
    if (kept.length === MOST_PHRASES) break;
  }
  return kept;
}

/**
 * The topics a paper is about, the main one first, each with its own words that spoke for it. `weight` is the
 * model's probability. A paper without any phrase that speaks has no topics.
 */
export function matchTopics(title: string, text: string): TopicMatch[] {
  const reading = weigh(title, text);
  if (reading.count === 0) return [];
  const chosen = choose();
  const lead = (t: number): number => (odds[t] as number) + Math.log(MODEL.mainShare[t] as number);
  const main = chosen.reduce((best, t) => (lead(t) > lead(best) ? t : best));
  const order = [main, ...chosen.filter((t) => t !== main)];
  const spoken = voices(order, reading);
  return order.flatMap((t, i) => {
    const words = wordsFor(spoken[i] as Spoken, reading, title, text);
    if (words.length === 0) return [];
    const weight = 1 / (1 + Math.exp(-(odds[t] as number)));
    return [
      { topic_id: (TOPICS[t] as { topic_id: string }).topic_id, weight, main: t === main, phrases: words },
    ];
  });
}
