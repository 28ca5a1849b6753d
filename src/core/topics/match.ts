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
    const row = j * n;
    for (let t = 0; t < n; t++) odds[t] = (odds[t] as number) + c * (MODEL.cross[row + t] as number);
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

/** The paper's own words that spoke for a topic, the loudest first; none that a louder one holds. */
function phrasesFor(topic: number, reading: Reading, title: string, text: string): string[] {
  const spoke: { phrase: string; voice: number }[] = [];
  for (let i = 0; i < reading.count; i++) {
    const p = reading.found[i] as number;
    let voice = 0;
    for (let k = owners.at[p] as number; k < (owners.at[p + 1] as number); k++)
      if (owners.topic[k] === topic) voice += 4 * (owners.rank[k] as number) + 0.5;
    for (let k = MODEL.pairs.at[p] as number; k < (MODEL.pairs.at[p + 1] as number); k++)
      if (MODEL.pairs.topic[k] === topic) voice += MODEL.pairs.text[k] as number;
    if (voice < 1) continue;
    const inTitle = reading.inTitle[p] === 1;
    const source = inTitle ? title : text;
    spoke.push({
      phrase: source.slice(reading.start[p], reading.end[p]),
      voice: voice * (inTitle ? 1.5 : 1),
    });
  }
  spoke.sort((a, b) => b.voice - a.voice);
  const kept: string[] = [];
  for (const { phrase } of spoke) {
    const small = phrase.toLowerCase();
    if (kept.some((other) => other.toLowerCase().includes(small))) continue;
    kept.push(phrase);
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
  return [main, ...chosen.filter((t) => t !== main)].flatMap((t) => {
    const spoke = phrasesFor(t, reading, title, text);
    if (spoke.length === 0) return [];
    const weight = 1 / (1 + Math.exp(-(odds[t] as number)));
    return [
      { topic_id: (TOPICS[t] as { topic_id: string }).topic_id, weight, main: t === main, phrases: spoke },
    ];
  });
}
