import { CLASSES, type ModelFile } from '../../src/core/gains/model.ts';
import { SCALE, unitsOf, type DenseModel } from './dense.ts';

/** A trained model as it is stored: weights as small integers, those near nothing left out. */
export function modelFileOf(model: DenseModel, keys: readonly number[]): ModelFile {
  const kept: { key: number; line: string }[] = [];
  keys.forEach((key, row) => {
    const parts: string[] = [];
    for (let k = 0; k < CLASSES; k++) {
      const w = unitsOf(model.dense, row, k);
      if (Math.abs(w) >= 3) parts.push(`${k} ${w}`);
    }
    if (parts.length > 0) kept.push({ key, line: parts.join(' ') });
  });
  return {
    about: 'Linear model of src/core/gains/model.ts, trained by scripts/train-gains.ts on annotated papers.',
    words: [...model.vocabulary.ids.keys()],
    scale: SCALE,
    bias: [...model.bias].map((b) => Math.round(b * 1000) / 1000),
    keys: kept.map((k) => k.key),
    weights: kept.map((k) => k.line),
  };
}
