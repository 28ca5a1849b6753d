import { closedVocabulary, type Vocabulary } from './words.ts';

/** The questions that the linear model answers, each with its answers. */
export const HEADS = {
  /** What a number is. */
  kind: ['none', 'gain', 'score'],
  /** Whether two numbers are the before and after of one gain. */
  pair: ['no', 'yes'],
  /** Which of the two is the paper's own. */
  order: ['second', 'first'],
  measure: ['speed', 'memory', 'size', 'compute', 'quality', 'other'],
  form: ['ratio', 'percent', 'points', 'from_to'],
  sense: ['better', 'worse'],
  measured: ['speed', 'memory', 'size', 'compute', 'quality', 'other'],
  /** How well a stretch of words (or none) fits as what the gain is compared with, or measured on. */
  baseline: ['fit'],
  benchmark: ['fit'],
  /** The same for the place a score was reached on, and for its metric. */
  place: ['fit'],
  metric: ['fit'],
} as const;

export type Head = keyof typeof HEADS;
export const HEAD_NAMES = Object.keys(HEADS) as Head[];

/** Where each head's classes begin in a row of weights. */
export const OFFSETS = {} as Record<Head, number>;
let total = 0;
for (const head of HEAD_NAMES) {
  OFFSETS[head] = total;
  total += HEADS[head].length;
}
export const CLASSES = total;

/** Names of the feature templates live in `features.ts`; a feature is a template with one or two arguments. */
export type ModelFile = {
  about: string;
  /** Stems and marks by number. */
  words: string[];
  /** One integer is this many units of log-odds. */
  scale: number;
  bias: number[];
  /** 32-bit keys of the features, ascending differences not used: plain integers. */
  keys: number[];
  /** For each key in turn: pairs of class number and weight, as one string of small integers. */
  weights: string[];
};

export type Model = {
  vocabulary: Vocabulary;
  bias: Float32Array;
  /** Open addressing: a key and its row by turns, so that a look-up reads one place; an empty slot has row −1. */
  slots: Int32Array;
  mask: number;
  /** A bit for every key, at its place among 2^18: most features are unknown, and this answers for them at once. */
  bits: Int32Array;
  /** Row-major, all heads side by side: what training and explaining read. */
  weights: Float32Array;
  /**
   * What reading asks: the weights that are not zero, of all heads together. `places` are keys by open addressing,
   * each with where its weights begin and how many they are (32 times the one plus the other; 0 in an empty place).
   * A weight is two numbers side by side, its class and itself; rows with many, which are the frequent ones, are near.
   */
  places: Int32Array;
  classes: Int32Array;
  values: Float32Array;
};

/** Mixes a template and its arguments into the 32-bit key of a feature. */
export function keyOf(template: number, a: number, b: number): number {
  let h = Math.imul(template + 1, 0x9e3779b1) ^ Math.imul(a + 0x7f4a, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 0x165, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return (h ^ (h >>> 16)) | 0;
}

/** A model from keys (one a row) and a row-major matrix of weights. */
export function makeModel(
  vocabulary: Vocabulary,
  keys: ArrayLike<number>,
  weights: Float32Array,
  bias: Float32Array,
): Model {
  let size = 16;
  while (size < keys.length * 2.5) size *= 2;
  const slots = new Int32Array(size * 2);
  const mask = size - 1;
  for (let at = 0; at < size; at++) slots[at * 2 + 1] = -1;
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    let at = key & mask;
    while ((slots[at * 2 + 1] ?? -1) >= 0) at = (at + 1) & mask;
    slots[at * 2] = key;
    slots[at * 2 + 1] = row;
  }
  const bits = new Int32Array(1 << (BITS - 5));
  for (let row = 0; row < keys.length; row++) {
    const at = bitOf(keys[row] ?? 0);
    bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
  }
  return { vocabulary, bias, slots, mask, bits, weights, ...sparse(keys, weights) };
}

/** What five bits of a place can count. */
const MOST_CLASSES = 31;
const BITS = 18;
const bitOf = (key: number): number => key >>> (32 - BITS);

function sparse(
  keys: ArrayLike<number>,
  weights: Float32Array,
): Pick<Model, 'places' | 'classes' | 'values'> {
  if (CLASSES > MOST_CLASSES) {
    throw new RangeError(`${CLASSES} classes: a place counts at most ${MOST_CLASSES} weights of a feature`);
  }
  const counts = new Int32Array(keys.length);
  let some = 0;
  for (let i = 0; i < keys.length * CLASSES; i++) {
    if (weights[i] === 0) continue;
    some++;
    const row = Math.floor(i / CLASSES);
    counts[row] = (counts[row] ?? 0) + 1;
  }
  const size = placesFor(keys.length);
  const places = new Int32Array(size * 2);
  const both = new ArrayBuffer(some * 8);
  const classes = new Int32Array(both);
  const values = new Float32Array(both);
  let n = 0;
  const order = Array.from(counts, (_, row) => row).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  for (const row of order) {
    const count = counts[row] ?? 0;
    if (count === 0) continue;
    const key = keys[row] ?? 0;
    let at = key & (size - 1);
    while (places[at * 2 + 1] !== 0) at = (at + 1) & (size - 1);
    places[at * 2] = key;
    places[at * 2 + 1] = n * 32 + count;
    for (let k = 0; k < CLASSES; k++) {
      const w = weights[row * CLASSES + k] ?? 0;
      if (w === 0) continue;
      classes[n * 2] = k;
      values[n * 2 + 1] = w;
      n++;
    }
  }
  return { places, classes, values };
}

/** Few places stand empty: what is not there is seldom asked for, `bits` having been asked before. */
function placesFor(keys: number): number {
  let size = 16;
  while (size < keys * 1.25) size *= 2;
  return size;
}

/** The row of a feature, or −1 where the model does not know it. */
export function rowOf(model: Model, key: number): number {
  const { slots, mask } = model;
  let at = key & mask;
  for (;;) {
    const row = slots[at * 2 + 1] as number;
    if (row < 0 || slots[at * 2] === key) return row;
    at = (at + 1) & mask;
  }
}

export function readModel(file: ModelFile): Model {
  const weights = new Float32Array(file.keys.length * CLASSES);
  file.weights.forEach((line, row) => {
    const parts = line.split(' ');
    for (let i = 0; i + 1 < parts.length; i += 2) {
      weights[row * CLASSES + Number(parts[i])] = Number(parts[i + 1]) * file.scale;
    }
  });
  return makeModel(closedVocabulary(file.words), file.keys, weights, Float32Array.from(file.bias));
}

/** Log-odds of each answer of `head`, into `out`, over the given rows. */
export function scoreHead(
  model: Model,
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
    for (let k = 0; k < n; k++) out[k] = (out[k] as number) + (model.weights[at + k] as number);
  }
}

/** Adds what the features `from` to `to` say to the log-odds of all answers of all heads, which begin as the bias. */
export function addFeatures(
  model: Model,
  keys: Int32Array,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  const { places, bits, classes, values } = model;
  const mask = (places.length >> 1) - 1;
  for (let i = from; i < to; i++) {
    const key = keys[i] as number;
    const bit = key >>> (32 - BITS);
    if (((bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) continue;
    let at = key & mask;
    let found = places[at * 2 + 1] as number;
    while (found !== 0 && places[at * 2] !== key) {
      at = (at + 1) & mask;
      found = places[at * 2 + 1] as number;
    }
    if (found === 0) continue;
    for (let k = (found >>> 5) * 2, end = k + (found & 31) * 2; k < end; k += 2) {
      const c = classes[k] as number;
      sums[c] = (sums[c] as number) + (values[k + 1] as number);
    }
  }
}

/** Log-odds to probabilities, in place. */
export function softmax(out: Float64Array, n: number): void {
  let most = -Infinity;
  for (let k = 0; k < n; k++) most = Math.max(most, out[k] ?? 0);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const e = Math.exp((out[k] ?? 0) - most);
    out[k] = e;
    sum += e;
  }
  for (let k = 0; k < n; k++) out[k] = (out[k] ?? 0) / sum;
}
