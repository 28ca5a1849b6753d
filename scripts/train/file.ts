import { CLASSES, type ModelFile } from '../../src/core/gains/model.ts';
import { closedVocabulary, type Vocabulary } from '../../src/core/gains/words.ts';
import { SCALE, unitsOf, type DenseModel } from './dense.ts';
import { examplesOf } from './examples.ts';
import type { GoldPaper, NumberedPaper } from './gold.ts';

/**
 * A trained model as it is stored: weights as small integers, those near nothing left out. Words and features stand
 * sorted, for in the order in which `papers` gave them they would spell a paper.
 */
export function modelFileOf(
  model: DenseModel,
  keys: readonly number[],
  papers: readonly (GoldPaper | NumberedPaper)[],
): ModelFile {
  const words = [...model.vocabulary.ids.keys()].sort();
  const renamed = renamedIn(papers, model.vocabulary, closedVocabulary(words));
  const kept: { key: number; line: string }[] = [];
  keys.forEach((key, row) => {
    const parts: string[] = [];
    for (let k = 0; k < CLASSES; k++) {
      const w = unitsOf(model.dense, row, k);
      if (Math.abs(w) >= 3) parts.push(`${k} ${w}`);
    }
    if (parts.length === 0) return;
    const to = renamed.get(key);
    if (to === undefined) throw new Error(`no paper shows the feature ${key}`);
    kept.push({ key: to, line: parts.join(' ') });
  });
  if (new Set(kept.map((k) => k.key)).size < kept.length) throw new Error('two features share a key');
  kept.sort((a, b) => a.key - b.key);
  return {
    about: 'Linear model of src/core/gains/model.ts, trained by scripts/train-gains.ts on annotated papers.',
    words,
    scale: SCALE,
    bias: [...model.bias].map((b) => Math.round(b * 1000) / 1000),
    keys: kept.map((k) => k.key),
    weights: kept.map((k) => k.line),
  };
}

/** The key that each feature of `papers` has where words are numbered by another vocabulary. */
function renamedIn(
  papers: readonly (GoldPaper | NumberedPaper)[],
  from: Vocabulary,
  to: Vocabulary,
): Map<number, number> {
  const renamed = new Map<number, number>();
  for (const paper of papers) {
    const after = examplesOf(to, paper);
    examplesOf(from, paper).forEach(({ keys }, e) =>
      keys.forEach((key, i) => renamed.set(key, after[e]?.keys[i] ?? key)),
    );
  }
  return renamed;
}
