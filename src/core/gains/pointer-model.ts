import { keyOf } from './model.ts';

/** The questions about a claim: what a gain is compared with and measured on, where a score stands and on what metric. */
export const POINTS = ['baseline', 'benchmark', 'place', 'metric'] as const;
export type Point = (typeof POINTS)[number];

export type PointerFile = {
  about: string;
  /** One integer is this much log-odds. */
  scale: number;
  keys: number[];
  /** One row a key, one column a question. */
  weights: number[];
};

/** A linear model of how well an option answers each question. */
export type Pointers = {
  slots: Int32Array;
  mask: number;
  /** A bit for every key, at its place among 2^18: most features are unknown, and this answers for them at once. */
  bits: Int32Array;
  weights: Float32Array;
};

/** The features of one option. */
export type Pointed = { keys: Int32Array; count: number };
export const makePointed = (): Pointed => ({ keys: new Int32Array(1024), count: 0 });

export function put(sink: Pointed, kind: number, a: number, b = 0): void {
  if (sink.count < sink.keys.length) sink.keys[sink.count++] = keyOf(kind, a, b);
}

const BITS = 18;
/** A model from keys (one a row) and a row-major matrix of weights, one column a question. */
export function makePointers(keys: ArrayLike<number>, weights: Float32Array): Pointers {
  let size = 16;
  while (size < keys.length * 1.2) size *= 2;
  const slots = new Int32Array(size * 2).fill(-1);
  const mask = size - 1;
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    let at = key & mask;
    while ((slots[at * 2 + 1] ?? -1) >= 0) at = (at + 1) & mask;
    slots[at * 2] = key;
    slots[at * 2 + 1] = row;
  }
  const bits = new Int32Array(1 << (BITS - 5));
  for (let row = 0; row < keys.length; row++) {
    const at = (keys[row] ?? 0) >>> (32 - BITS);
    bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
  }
  return { slots, mask, bits, weights };
}

export function readPointers(file: PointerFile): Pointers {
  const weights = Float32Array.from(file.weights, (w) => w * file.scale);
  return makePointers(file.keys, weights);
}

const N = POINTS.length;
/** Adds up what the features say on every question, into `out`. */
export function addFits(pointers: Pointers, features: Pointed, out: Float64Array): void {
  const { slots, mask, bits, weights } = pointers;
  for (let k = 0; k < N; k++) out[k] = 0;
  for (let i = 0; i < features.count; i++) {
    const key = features.keys[i] as number;
    const bit = key >>> (32 - BITS);
    if (((bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) continue;
    let slot = key & mask;
    for (;;) {
      const row = slots[slot * 2 + 1] as number;
      if (row < 0) break;
      if (slots[slot * 2] === key) {
        for (let k = 0; k < N; k++) out[k] = (out[k] as number) + (weights[row * N + k] as number);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
}
