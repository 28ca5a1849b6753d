/**
 * Trains the model that says what a gain is compared with and measured on, and a score's place and metric.
 *
 *   tsx scripts/train-attributes.ts             cross-validates by paper and prints how often each is right
 *   tsx scripts/train-attributes.ts --errors    and lists every wrong answer, for a person to read
 *   tsx scripts/train-attributes.ts --write     trains on all papers and writes data/models/attributes.json
 *
 * The claims are those of the annotation: how well they are found is measured by scripts/train-gains.ts.
 */
import { writeFileSync } from 'node:fs';
import { answersOf } from '../src/core/gains/attributes.ts';
import {
  makePointed,
  makePointers,
  POINTS,
  type Point,
  type PointerFile,
  type Pointers,
} from '../src/core/gains/pointer-model.ts';
import { openVocabulary } from '../src/core/gains/words.ts';
import { trainingPapers } from './train/gold.ts';
import { fitQuestions, seeded, type Question } from './train/logistic.ts';
import { alike, answersTo, askedAbout, questionOf, type Asked } from './train/questions.ts';

const FOLDS = 5;
/** Chosen by cross-validation; a feature that fewer papers show is left out. */
const PENALTY = 1e-3;
const EPOCHS = 25;
const LEAST_PAPERS = 3;
const SCALE = 0.01;

const vocabulary = openVocabulary();
const papers = trainingPapers();
const all = papers.flatMap((paper) => askedAbout(vocabulary, paper));
const answers = new Map(all.map((a) => [a, answersTo(a)]));

function learn(from: readonly Asked[]): { pointers: Pointers; keys: number[]; weights: Float32Array } {
  const shown = new Map<number, { papers: number; last: string }>();
  for (const one of from)
    for (const { keys } of answers.get(one) ?? [])
      for (const key of keys) {
        const known = shown.get(key);
        if (!known) shown.set(key, { papers: 1, last: one.paper });
        else if (known.last !== one.paper) {
          known.papers++;
          known.last = one.paper;
        }
      }
  const keys = [...shown].filter(([, s]) => s.papers >= LEAST_PAPERS).map(([key]) => key);
  const rows = new Map(keys.map((key, row) => [key, row]));
  const weights = new Float32Array(keys.length * POINTS.length);
  const scales = new Float32Array(keys.length).fill(1);
  POINTS.forEach((point, column) => {
    const questions = from.flatMap((one): Question[] => {
      const right = one.right[point];
      const question = right && questionOf(one.sight.line, point, right, answers.get(one) ?? [], rows);
      return question ? [question] : [];
    });
    const fitted = fitQuestions(questions, keys.length, scales, PENALTY, EPOCHS);
    for (let row = 0; row < keys.length; row++)
      weights[row * POINTS.length + column] = fitted.weights[row] ?? 0;
  });
  return { pointers: makePointers(keys, weights), keys, weights };
}

type Tally = { of: number; right: number; named: number; nothing: number };

function crossValidate(errors: boolean): void {
  const random = seeded(11);
  const order = papers.map(({ id }) => ({ id, r: random() })).sort((a, b) => a.r - b.r);
  const fold = new Map(order.map(({ id }, rank) => [id, rank % FOLDS]));
  const tallies = new Map<Point, Tally>(POINTS.map((p) => [p, { of: 0, right: 0, named: 0, nothing: 0 }]));
  const features = makePointed();
  for (let k = 0; k < FOLDS; k++) {
    const { pointers } = learn(all.filter((one) => fold.get(one.paper) !== k));
    for (const one of all) {
      if (fold.get(one.paper) !== k) continue;
      const points = Object.keys(one.right) as Point[];
      const got = answersOf(pointers, features, one.sight, one.pointer, points);
      points.forEach((point, i) => {
        const want = one.right[point] ?? [];
        const tally = tallies.get(point);
        if (!tally) return;
        tally.of++;
        const answer = got[i] ?? null;
        if (want.some((w) => alike(w, answer))) tally.right++;
        else {
          if (want.includes(null)) tally.named++;
          if (answer === null) tally.nothing++;
          const { text, start, end } = one.sight.line;
          const parts = [point, one.paper, one.quote, `want ${want.join(' / ')}`, `got ${answer ?? 'null'}`];
          if (errors) console.log([...parts, text.slice(start, end)].join(' | '));
        }
      });
    }
  }
  console.log(`${FOLDS}-fold cross-validation by paper, ${papers.length} papers`);
  for (const [point, { of, right, named, nothing }] of tallies) {
    const share = ((100 * right) / of).toFixed(1);
    console.log(
      `${point.padEnd(10)} right ${share}% of ${of}; named where nothing is: ${named}, nothing where one is: ${nothing}`,
    );
  }
}

function write(): void {
  const { keys, weights } = learn(all);
  const file: PointerFile = {
    about: 'Linear model of src/core/gains/pointer-model.ts, trained by scripts/train-attributes.ts.',
    scale: SCALE,
    keys: [],
    weights: [],
  };
  keys.forEach((key, row) => {
    const own = [...weights.slice(row * POINTS.length, (row + 1) * POINTS.length)];
    const rounded = own.map((w) => Math.round(w / SCALE));
    if (!rounded.some((w) => Math.abs(w) >= 3)) return;
    file.keys.push(key);
    file.weights.push(...rounded);
  });
  const text = JSON.stringify(file);
  writeFileSync('data/models/attributes.json', text + '\n');
  console.log(
    `data/models/attributes.json: ${(text.length / 1024).toFixed(0)} KiB, ${file.keys.length} features`,
  );
}

if (process.argv.includes('--write')) write();
else crossValidate(process.argv.includes('--errors'));
