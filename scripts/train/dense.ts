import {
  CLASSES,
  HEADS,
  OFFSETS,
  packModel,
  packWeight,
  type Head,
  type Model,
} from '../../src/core/gains/model.ts';
import type { Vocabulary } from '../../src/core/gains/words.ts';

/** One integer of a model's file is this many units of log-odds. */
export const SCALE = 0.01;

/** A model with its weights as they were learnt, a row a feature: what training and explaining read. */
export type DenseModel = Model & { rows: ReadonlyMap<number, number>; dense: Float32Array };

/** A model from keys (one a row) and a row-major matrix of weights, all heads side by side. */
export function makeModel(
  vocabulary: Vocabulary,
  keys: readonly number[],
  dense: Float32Array,
  bias: Float32Array,
): DenseModel {
  const packed = keys.map((_, row) =>
    Array.from({ length: CLASSES }, (_, k) => k)
      .filter((k) => unitsOf(dense, row, k) !== 0)
      .map((k) => packWeight(unitsOf(dense, row, k), k)),
  );
  const rows = new Map(keys.map((key, row) => [key, row]));
  return { ...packModel(vocabulary, bias, SCALE, keys, packed), rows, dense };
}

/** A weight in units of a model's file. */
export const unitsOf = (dense: Float32Array, row: number, k: number): number =>
  Math.round((dense[row * CLASSES + k] ?? 0) / SCALE);

/** The row of a feature, or −1 where the model does not know it. */
export const rowOf = (model: DenseModel, key: number): number => model.rows.get(key) ?? -1;

/** Log-odds of each answer of `head`, into `out`, over the given rows. */
export function scoreHead(
  model: DenseModel,
  head: Head,
  rows: Int32Array,
  count: number,
  out: Float64Array,
): void {
  const offset = OFFSETS[head];
  const n = HEADS[head].length;
  for (let k = 0; k < n; k++) out[k] = model.bias[offset + k] ?? 0;
  for (let i = 0; i < count; i++) {
    const at = (rows[i] as number) * CLASSES + offset;
    for (let k = 0; k < n; k++) out[k] = (out[k] as number) + (model.dense[at + k] as number);
  }
}
