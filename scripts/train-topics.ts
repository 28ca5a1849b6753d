/**
 * Trains the topic model: `npx tsx scripts/train-topics.ts` writes data/models/topics.json;
 * `--cv` cross-validates by paper instead (five folds) and prints the figures; `--folds=2` stops after two.
 * Nothing is random: the same papers give the same bytes.
 */
import { writeFileSync } from 'node:fs';
import type { Owners } from '../src/core/topics/evidence.ts';
import { compileLexicon } from '../src/core/topics/lexicon.ts';
import { base64Of, oddsStep, type ModelFile } from '../src/core/topics/model-file.ts';
import { lexiconPhrases, ownersOf } from '../src/core/topics/owners.ts';
import { TOPICS } from '../src/core/topics/taxonomy.ts';
import { exampleOf, fitWeights, logits, type Example, type Settings } from './topics/model.ts';
import { countPairs, strengthsOf, type Hits } from './topics/odds.ts';
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
/** The probability from which a topic is one; the best of the cross-validation. */
const THRESHOLD = 0.4;
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
  const hits = papers.map(({ title, text }) => {
    const reading = lexicon.read(title, text);
    const phrase = reading.found.slice(0, reading.count);
    return {
      phrase,
      title: Uint8Array.from(phrase, (p) => reading.inTitle[p] as number),
      text: Float32Array.from(phrase, (p) => reading.inText[p] as number),
    };
  });
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
    return { counts, strengths: strengthsOf(counts, SETTINGS) };
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
  return { ...oddsOver(from), weights };
}

function crossValidate(set: Set_, folds: number): void {
  const { papers, topics, hits, owners } = set;
  const odds = new Map<number, Float64Array>();
  for (let fold = 0; fold < folds; fold++) {
    const { strengths, weights } = learn(
      set,
      [...papers.keys()].filter((i) => foldOf(i) !== fold),
    );
    for (const i of papers.keys()) {
      if (foldOf(i) !== fold) continue;
      const z = new Float64Array(labels);
      logits(weights, exampleOf(hits[i] as Hits, strengths, owners, labels), labels, z);
      odds.set(i, z);
    }
  }
  for (const threshold of [0.3, 0.35, 0.4, 0.45, 0.5]) {
    for (const only of ['all', 'train']) {
      let [tp, fp, fn, main, n] = [0, 0, 0, 0, 0];
      for (const [i, z] of odds) {
        if (only === 'train' && papers[i]?.from !== 'train') continue;
        const wanted = topics[i] as number[];
        const chosen = [...z.keys()]
          .sort((a, b) => (z[b] as number) - (z[a] as number))
          .slice(0, 6)
          .filter((t, k) => k === 0 || 1 / (1 + Math.exp(-(z[t] as number))) >= threshold);
        for (const t of chosen)
          if (wanted.includes(t)) tp++;
          else fp++;
        fn += wanted.filter((t) => !chosen.includes(t)).length;
        if (chosen.includes(wanted[0] as number)) main++;
        n++;
      }
      const pct = (x: number): string => (100 * x).toFixed(1);
      console.log(
        `threshold ${threshold} ${only.padEnd(5)} n ${n} P ${pct(tp / (tp + fp))} R ${pct(tp / (tp + fn))} F1 ${pct((2 * tp) / (2 * tp + fp + fn))} main found ${pct(main / n)}`,
      );
    }
  }
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
  const { counts, strengths: spoken, weights } = learn(set, [...set.papers.keys()]);
  const phrases = lexiconPhrases(set.mined);
  // The taxonomy's come first, and every one of them has its place in the file, silent or not.
  const listed = lexiconPhrases([]).length;
  // A mined phrase that says nothing has no place in the file.
  const kept = [...phrases.keys()].filter((p) => p < listed || (spoken[p]?.length ?? 0) > 0);
  const pairs = kept.flatMap((p) => spoken[p] ?? []);
  const asMain = new Float64Array(labels);
  for (const list of set.topics) asMain[list[0] as number] = (asMain[list[0] as number] as number) + 1;
  return {
    about: 'Written by scripts/train-topics.ts from annotated papers; read by src/core/topics/model.ts.',
    papers: set.papers.length,
    threshold: THRESHOLD,
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
    mainShare: Array.from(asMain, (n, t) =>
      round((n + 1) / ((counts.base[t] as number) * set.papers.length + 3), 3),
    ),
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
