import type { TopicMatch } from '../paper.ts';
import { decide, MOST_TOPICS } from './decide.ts';
import { addOwned, addPairs, crossOf, SAYS_COUNT, SAYS_SCALE } from './evidence.ts';
import { compileLexicon, type Reading } from './lexicon.ts';
import { MODEL } from './model.ts';
import { lexiconPhrases, ownersOf } from './owners.ts';
import { TOPICS } from './taxonomy.ts';

const MOST_PHRASES = 6;

const phrases = lexiconPhrases(MODEL.mined);
if (MODEL.pairs.at.length !== phrases.length + 1)
  throw new Error(
    `data/models/topics.json has odds for ${MODEL.pairs.at.length - 1} phrases, the lexicon has ${phrases.length}: run scripts/train-topics.ts`,
  );
const lexicon = compileLexicon(phrases);
const owners = ownersOf(phrases);
const n = TOPICS.length;
const says = new Float32Array(n * SAYS_COUNT);
const cross = new Float32Array(2 * n);
const odds = new Float64Array(n);

/** The cross weights that say something, by row: most are near nothing. */
const FAINT = 0.02;
const crossWeights = MODEL.cross.map((w) => (Math.abs(w) < FAINT ? 0 : w));
/** The rows of a paper's own topics; there is room for three that say nothing, so that four go at once. */
const rows = new Int32Array(2 * n + 3);

/** The shared weights with the scale of each kind of evidence in them. */
const weights = MODEL.says.map((w, i) => w * (SAYS_SCALE[i % SAYS_COUNT] as number));
const { bias, pairs, main: ranker } = MODEL;
const { at: ownerAt, topic: ownerTopic, rank: ownerRank } = owners;
const { at: pairAt, topic: pairTopic, text: pairText } = pairs;

/** Adds to each topic's odds what the others' evidence says about it: cross (1 × 2n) times its weights (2n × n). */
function hearOthers(): void {
  let count = 0;
  for (let j = 0; j < 2 * n; j++) if ((cross[j] as number) !== 0) rows[count++] = j;
  for (let i = count; i < count + 3; i++) rows[i] = -1;
  const of = (j: number): number => (j < 0 ? 0 : (cross[j] as number));
  for (let i = 0; i < count; i += 4) {
    const [j1, j2, j3, j4] = [rows[i], rows[i + 1], rows[i + 2], rows[i + 3]] as [
      number,
      number,
      number,
      number,
    ];
    const [c1, c2, c3, c4] = [of(j1), of(j2), of(j3), of(j4)];
    const r1 = j1 * n;
    const r2 = Math.max(0, j2) * n;
    const r3 = Math.max(0, j3) * n;
    const r4 = Math.max(0, j4) * n;
    for (let t = 0; t < n; t++)
      odds[t] =
        (odds[t] as number) +
        c1 * (crossWeights[r1 + t] as number) +
        c2 * (crossWeights[r2 + t] as number) +
        c3 * (crossWeights[r3 + t] as number) +
        c4 * (crossWeights[r4 + t] as number);
  }
}

function weigh(title: string, text: string): Reading {
  const reading = lexicon.read(title, text);
  says.fill(0);
  addOwned(reading, owners, says);
  addPairs(reading, pairs, says);
  crossOf(says, n, cross);
  for (let t = 0, at = 0; t < n; t++, at += SAYS_COUNT) {
    let sum = bias[t] as number;
    for (let k = at; k < at + SAYS_COUNT; k++) sum += (weights[k] as number) * (says[k] as number);
    odds[t] = sum;
  }
  hearOthers();
  return reading;
}

/** Place among the chosen topics, from 1; 0 for the others. */
const place = new Uint8Array(n);
/** By place: the phrases that spoke for that topic, in the order found, and how loud each was. */
const spoken = Array.from({ length: MOST_TOPICS + 1 }, () => ({
  count: 0,
  phrase: new Int32Array(phrases.length),
  loud: new Float64Array(phrases.length),
}));
const voice = new Float32Array(MOST_TOPICS + 1);

/** Which phrases spoke for the chosen topics and how loud, in one pass over what was found. */
function hear(order: readonly number[], { found, count, inTitle }: Reading): void {
  for (let i = 0; i < order.length; i++) {
    place[order[i] as number] = i + 1;
    (spoken[i + 1] as { count: number }).count = 0;
  }
  for (let i = 0; i < count; i++) {
    const p = found[i] as number;
    let any = false;
    for (let k = ownerAt[p] as number, to = ownerAt[p + 1] as number; k < to; k++) {
      const at = place[ownerTopic[k] as number] as number;
      if (at === 0) continue;
      any = true;
      voice[at] = (voice[at] as number) + 4 * (ownerRank[k] as number) + 0.5;
    }
    for (let k = pairAt[p] as number, to = pairAt[p + 1] as number; k < to; k++) {
      const at = place[pairTopic[k] as number] as number;
      if (at === 0) continue;
      any = true;
      voice[at] = (voice[at] as number) + (pairText[k] as number);
    }
    if (!any) continue;
    const louder = (inTitle[p] === 1 ? 1.5 : 1) * (dull[p] === 1 ? WHISPER : 1);
    for (let c = 1; c <= order.length; c++) {
      const mine = voice[c] as number;
      voice[c] = 0;
      if (mine < 1) continue;
      const list = spoken[c] as (typeof spoken)[number];
      list.phrase[list.count] = p;
      list.loud[list.count++] = mine * louder;
    }
  }
  for (const t of order) place[t] = 0;
}

/** Words that begin or end no name: a phrase such as "of attention" speaks, and is shown only where no other does. */
const FUNCTION_WORDS = new Set(
  'a an the of and or in on to for with by from at as is are was were be its it this that these those we our their can which such while also not than then more most have has into over under between both each other via using how what who based towards toward through across without within only all any when where'.split(
    ' ',
  ),
);
const dull = Uint8Array.from(phrases, (phrase) => {
  const words = phrase.toLowerCase().split(' ');
  return FUNCTION_WORDS.has(words[0] ?? '') || FUNCTION_WORDS.has(words.at(-1) ?? '') ? 1 : 0;
});
/** Quieter than any phrase that is not dull. */
const WHISPER = 1e-3;

/** Phrases by their plain letters: one that another holds says nothing beside it. */
const plain = phrases.map((phrase) => phrase.toLowerCase());

/** The paper's own words for those phrases, the loudest first; none that a louder one holds. */
function wordsFor(list: (typeof spoken)[number], reading: Reading, title: string, text: string): string[] {
  const { phrase, loud, count } = list;
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
    const p = phrase[best] as number;
    const mine = plain[p] as string;
    let held = false;
    for (const other of kept) if ((plain[other] as string).includes(mine)) held = true;
    if (!held) kept.push(p);
  }
  return kept.map((p) => (reading.inTitle[p] === 1 ? title : text).slice(reading.start[p], reading.end[p]));
}

/**
 * The topics a paper is about, the main one first, each with its own words that spoke for it. `weight` is the
 * model's probability. A paper without any phrase that speaks has no topics.
 */
export function matchTopics(title: string, text: string): TopicMatch[] {
  const reading = weigh(title, text);
  if (reading.count === 0) return [];
  const { topics, count, main } = decide(odds, ranker);
  const order = [main];
  for (let i = 0; i < count; i++) if (topics[i] !== main) order.push(topics[i] as number);
  hear(order, reading);
  const matches: TopicMatch[] = [];
  for (let i = 0; i < order.length; i++) {
    const t = order[i] as number;
    const words = wordsFor(spoken[i + 1] as (typeof spoken)[number], reading, title, text);
    if (words.length === 0) continue;
    matches.push({
      topic_id: (TOPICS[t] as { topic_id: string }).topic_id,
      weight: 1 / (1 + Math.exp(-(odds[t] as number))),
      main: matches.length === 0,
      phrases: words,
    });
  }
  return matches;
}
