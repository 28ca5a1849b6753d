/**
 * Trains the topic model: `npx tsx scripts/train-topics.ts` writes data/models/topics.json;
 * `--cv` cross-validates by paper instead (five folds) and prints the figures; `--folds=2` stops after two.
 * Nothing is random: the same papers give the same bytes.
 */
import { writeFileSync } from 'node:fs';
import { decide } from '../src/core/topics/decide.ts';
import type { Owners } from '../src/core/topics/evidence.ts';
import { compileLexicon } from '../src/core/topics/lexicon.ts';
import { base64Of, oddsStep, type ModelFile } from '../src/core/topics/model-file.ts';
import { lexiconPhrases, ownersOf } from '../src/core/topics/owners.ts';
import { TOPICS } from '../src/core/topics/taxonomy.ts';
import { fitMain } from './topics/main.ts';
import { exampleOf, fitWeights, logits, type Example, type Settings } from './topics/model.ts';
import { countPairs, hitsOf, strengthsOf, type Hits } from './topics/odds.ts';
import { corpusPapers, labelledPapers, reservedIds, type LabelledPaper } from './topics/papers.ts';
import { mineNgrams } from './topics/phrases.ts';

const SETTINGS: Settings = {
  cross: 1,
  own: 1,
  iterations: 45,
  leastStrength: 1.5,
  leastHeld: 4,
};
const SUPPORT = { one: 4, two: 6 };
const FOLDS = 5;

const labels = TOPICS.length;
const numberOf = new Map(TOPICS.map(({ topic_id }, t) => [topic_id, t]));

type Set_ = { papers: LabelledPaper[]; topics: number[][]; hits: Hits[]; mined: string[]; owners: Owners };

function readSet(): Set_ {
  const corpus = corpusPapers();
  const reserved = reservedIds();
  const papers = labelledPapers(corpus).filter(({ id }) => !reserved.has(id));
  const mined = mineNgrams(
    [...corpus.values()].filter(({ id }) => !reserved.has(id)),
    SUPPORT,
  );
  const phrases = lexiconPhrases(mined);
  const lexicon = compileLexicon(phrases);
  const hits = papers.map(({ title, text }) => hitsOf(lexicon.read(title, text)));
  const topics = papers.map((paper) =>
    paper.topics.map((id) => {
      const t = numberOf.get(id);
      if (t === undefined)
        throw new Error(`${paper.from}: ${paper.id} has a topic outside the taxonomy: ${id}`);
      return t;
    }),
  );
  return { papers, topics, hits, mined, owners: ownersOf(phrases) };
}

/** A paper's part among FOLDS, spread over the files. */
const foldOf = (i: number): number => (i * 7919) % FOLDS;

/**
 * The odds of every phrase over these papers, and the weights. A paper is shown odds that were counted without it
 * and its whole fold: leaving out itself alone would tell the fit which topics it has, by what is missing.
 */
function learn({ topics, hits, owners }: Set_, from: readonly number[]) {
  const oddsOver = (papers: readonly number[]) => {
    const mine = papers.map((i) => topics[i] as number[]);
    const counts = countPairs(
      papers.map((i) => hits[i] as Hits),
      mine,
      owners,
      labels,
    );
    return { strengths: strengthsOf(counts, SETTINGS) };
  };
  const examples = new Map<number, Example>();
  const foldIn = (k: number): number => foldOf(Math.floor(k / FOLDS) + k);
  for (let fold = 0; fold < FOLDS; fold++) {
    const { strengths } = oddsOver(from.filter((_, k) => foldIn(k) !== fold));
    from.forEach((i, k) => {
      if (foldIn(k) === fold) examples.set(i, exampleOf(hits[i] as Hits, strengths, owners, labels));
    });
  }
  const wanted = from.map((i) => topics[i] as number[]);
  const weights = fitWeights(
    from.map((i) => examples.get(i) as Example),
    wanted,
    labels,
    SETTINGS,
  );
  const main = fitMain(
    from.map((i) => {
      const z = new Float64Array(labels);
      logits(weights, examples.get(i) as Example, labels, z);
      return z;
    }),
    wanted.map(([first]) => first as number),
    labels,
  );
  return { ...oddsOver(from), weights, main };
}

/** What is counted over some papers: topics rightly and wrongly given, missed; papers, main ones given and named. */
type Tally = { tp: number; fp: number; fn: number; n: number; found: number; named: number };

function crossValidate(set: Set_, folds: number): void {
  const { papers, topics, hits, owners } = set;
  const tallies = new Map<string, Tally>();
  const z = new Float64Array(labels);
  for (let fold = 0; fold < folds; fold++) {
    const { strengths, weights, main } = learn(
      set,
      [...papers.keys()].filter((i) => foldOf(i) !== fold),
    );
    papers.forEach(({ from }, i) => {
      if (foldOf(i) !== fold) return;
      logits(weights, exampleOf(hits[i] as Hits, strengths, owners, labels), labels, z);
      const decided = decide(z, main);
      const chosen = [...decided.topics.subarray(0, decided.count)];
      const wanted = topics[i] as number[];
      const tp = chosen.filter((t) => wanted.includes(t)).length;
      for (const group of ['all', from]) {
        const tally = tallies.get(group) ?? { tp: 0, fp: 0, fn: 0, n: 0, found: 0, named: 0 };
        tallies.set(group, tally);
        tally.tp += tp;
        tally.fp += chosen.length - tp;
        tally.fn += wanted.length - tp;
        tally.n++;
        if (chosen.includes(wanted[0] as number)) tally.found++;
        if (decided.main === wanted[0]) tally.named++;
      }
    });
  }
  const pct = (x: number): string => (100 * x).toFixed(1);
  for (const [group, { tp, fp, fn, n, found, named }] of tallies)
    console.log(
      `${group.padEnd(11)} n ${n} P ${pct(tp / (tp + fp))} R ${pct(tp / (tp + fn))} F1 ${pct((2 * tp) / (2 * tp + fp + fn))} main found ${pct(found / n)} named ${pct(named / n)}`,
    );
}

const round = (x: number, digits = 4): number => Number(x.toFixed(digits));

function signedBytes(values: Float64Array): { scale: number; bytes: string } {
  const most = values.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-6);
  const scale = Number((most / 127).toPrecision(6));
  return {
    scale,
    bytes: base64Of(Array.from(values, (v) => Math.max(-127, Math.min(127, Math.round(v / scale))) & 255)),
  };
}

function modelFile(set: Set_): ModelFile {
  const { strengths: spoken, weights, main } = learn(set, [...set.papers.keys()]);
  const phrases = lexiconPhrases(set.mined);
  // The taxonomy's come first, and every one of them has its place in the file, silent or not.
  const listed = lexiconPhrases([]).length;
  // A mined phrase that says nothing has no place in the file.
  const kept = [...phrases.keys()].filter((p) => p < listed || (spoken[p]?.length ?? 0) > 0);
  const pairs = kept.flatMap((p) => spoken[p] ?? []);
  return {
    about: 'Written by scripts/train-topics.ts from annotated papers; read by src/core/topics/model.ts.',
    papers: set.papers.length,
    mined: kept
      .filter((p) => p >= listed)
      .map((p) => phrases[p])
      .join('|'),
    counts: base64Of(kept.map((p) => spoken[p]?.length ?? 0)),
    topics: base64Of(pairs.map(({ topic }) => topic)),
    odds: base64Of(pairs.map(({ text, title }) => (oddsStep(text) << 4) | oddsStep(title))),
    bias: Array.from(weights.bias, (v) => round(v)),
    shared: Array.from(weights.shared, (v) => round(v)),
    own: signedBytes(weights.own),
    cross: signedBytes(weights.cross),
    mainSlope: Array.from(main.slope, (v) => round(v)),
    mainBias: Array.from(main.bias, (v) => round(v)),
  };
}

const args = process.argv.slice(2);
const set = readSet();
console.log(`${set.papers.length} annotated papers, ${set.owners.at.length - 1} phrases`);
const folds = args.find((arg) => arg.startsWith('--folds='));
if (args.includes('--cv')) crossValidate(set, folds ? Number(folds.slice(8)) : FOLDS);
else {
  const path = new URL('../data/models/topics.json', import.meta.url);
  const text = `${JSON.stringify(modelFile(set), null, 1)}\n`;
  writeFileSync(path, text);
  console.log(`data/models/topics.json: ${(text.length / 1000).toFixed(0)} kB`);
}
