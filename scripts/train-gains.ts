/**
 * Trains the model that tells gains, scores and other numbers apart, from annotated papers.
 *
 *   tsx scripts/train-gains.ts            cross-validates by paper and prints the scorer's table
 *   tsx scripts/train-gains.ts --write    trains on all of them and writes data/models/gains.json
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWith } from '../src/core/gains/find.ts';
import { HEADS, type Head } from '../src/core/gains/model.ts';
import { openVocabulary } from '../src/core/gains/words.ts';
import { trainModel } from './train/build.ts';
import { rowOf, scoreHead, type DenseModel } from './train/dense.ts';
import { modelFileOf } from './train/file.ts';
import { examplesOf, type Labelled } from './train/examples.ts';
import { goldFolder, numberedPapers, trainingPapers } from './train/gold.ts';
import { seeded } from './train/logistic.ts';

const FOLDS = 5;
const papers = trainingPapers();
const vocabulary = openVocabulary();
const labelled = papers.map((p) => examplesOf(vocabulary, p));
// A paper that is annotated whole is not taken twice: its numbers would tell of the fold that is held out.
const whole = new Set(papers.map((p) => p.id));
const numbered = numberedPapers().filter((p) => !whole.has(p.id));
const hard = numbered.map((p) => examplesOf(vocabulary, p));
vocabulary.open = false;

function foldOf(): number[] {
  const random = seeded(11);
  const order = papers.map((_, i) => ({ i, r: random() })).sort((a, b) => a.r - b.r);
  const fold = new Array<number>(papers.length).fill(0);
  order.forEach(({ i }, rank) => (fold[i] = rank % FOLDS));
  return fold;
}

/** Counts how often each head is right on candidates whose answer is known. */
function tally(model: DenseModel, examples: readonly Labelled[], hits: Map<Head, [number, number]>): void {
  const rows = new Int32Array(2048);
  const out = new Float64Array(8);
  for (const e of examples) {
    let n = 0;
    for (const key of e.keys) {
      const row = rowOf(model, key);
      if (row >= 0) rows[n++] = row;
    }
    for (const [head, answer] of Object.entries(e.answers) as [Head, number][]) {
      scoreHead(model, head, rows, n, out);
      const classes = HEADS[head].length;
      let best = 0;
      for (let k = 1; k < classes; k++) if ((out[k] ?? 0) > (out[best] ?? 0)) best = k;
      const [right, of] = hits.get(head) ?? [0, 0];
      hits.set(head, [right + (best === answer ? 1 : 0), of + 1]);
    }
  }
}

function crossValidate(extra: string[]): void {
  const fold = foldOf();
  const predicted: { id: string }[] = [];
  const hits = new Map<Head, [number, number]>();
  for (let k = 0; k < FOLDS; k++) {
    const { model } = trainModel(vocabulary, [...labelled.filter((_, i) => fold[i] !== k), ...hard]);
    papers.forEach((paper, i) => {
      if (fold[i] !== k) return;
      tally(model, labelled[i] ?? [], hits);
      predicted.push({ id: paper.id, ...findWith(model, paper.abstract), topics: [] } as { id: string });
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'gains-'));
  const gold = join(folder, 'gold.jsonl');
  const mine = join(folder, 'predicted.jsonl');
  const dump = process.env['PAPERTIDE_CV_DUMP'];
  if (dump) writeFileSync(dump, predicted.map((p) => JSON.stringify(p)).join('\n'));
  console.log([...hits].map(([h, [r, n]]) => `${h} ${((100 * r) / n).toFixed(1)}% of ${n}`).join(', '));
  for (const set of ['all', 'abstracts', 'summaries'] as const) {
    const held = papers.filter((p) => set === 'all' || (p.summary === true) === (set === 'summaries'));
    const ids = new Set(held.map((p) => p.id));
    console.log(`${FOLDS}-fold cross-validation by paper, ${set}`);
    writeFileSync(
      gold,
      held.map((p) => JSON.stringify({ id: p.id, gains: p.gains, scores: p.scores, topics: [] })).join('\n'),
    );
    writeFileSync(
      mine,
      predicted
        .filter((p) => ids.has(p.id))
        .map((p) => JSON.stringify(p))
        .join('\n'),
    );
    const table = execFileSync('node', [join(goldFolder(), 'score.mjs'), gold, mine, ...extra], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    console.log(table.replace(/^topics micro.*\n.*main topic.*\n/m, ''));
  }
}

if (process.argv.includes('--write')) {
  const { model, keys } = trainModel(vocabulary, [...labelled, ...hard]);
  const text = JSON.stringify(modelFileOf(model, keys, [...papers, ...numbered]));
  writeFileSync('data/models/gains.json', text + '\n');
  console.log(
    `data/models/gains.json: ${(text.length / 1024).toFixed(0)} KiB, ${keys.length} features, ${papers.length} papers`,
  );
} else crossValidate(process.argv.slice(2));
