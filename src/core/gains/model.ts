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
  /** Stems and marks by number, sorted. */
  words: string[];
  /** One integer is this many units of log-odds. */
  scale: number;
  bias: number[];
  /** 32-bit keys of the features, ascending. */
  keys: number[];
  /** For each key in turn: pairs of class number and weight, as one string of small integers. */
  weights: string[];
};

export type Model = {
  vocabulary: Vocabulary;
  bias: Float32Array;
  /** What one unit of a weight is in log-odds. */
  scale: number;
  /**
   * The features by open addressing: a key, and where its weights begin and how many they are (32 times the one plus
   * the other; 0 in an empty place). Those of many weights, which are the frequent ones, have a small table of their
   * own that stays in the nearest cache.
   */
  frequent: Int32Array;
  places: Int32Array;
  /** The weights that are not zero, of all heads: 32 times the weight plus its class. Features of many classes are near. */
  weights: Int16Array;
};

/** Mixes a template and its arguments into the 32-bit key of a feature. */
export function keyOf(template: number, a: number, b: number): number {
  let h = Math.imul(template + 1, 0x9e3779b1) ^ Math.imul(a + 0x7f4a, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 0x165, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return (h ^ (h >>> 16)) | 0;
}

/** What five bits of a place can count. */
const MOST_CLASSES = 31;

/** How a weight and its class stand together; both come back by shifts. */
export function packWeight(units: number, k: number): number {
  if (Math.abs(units) > 1000) throw new RangeError(`a weight of ${units} units; at most 1000 are kept`);
  return units * 32 + k;
}

/** A model of features by their keys and packed weights. */
export function packModel(
  vocabulary: Vocabulary,
  bias: Float32Array,
  scale: number,
  keys: ArrayLike<number>,
  rows: readonly (readonly number[])[],
): Model {
  if (CLASSES > MOST_CLASSES)
    throw new RangeError(`${CLASSES} classes: a place counts at most ${MOST_CLASSES} weights of a feature`);
  const frequent = tableFor(FREQUENT);
  const places = tableFor(keys.length);
  const weights = new Int16Array(rows.reduce((sum, row) => sum + row.length, 0));
  const byLength: number[][] = Array.from({ length: MOST_CLASSES + 1 }, () => []);
  rows.forEach((row, i) => byLength[row.length]?.push(i));
  let n = 0;
  for (const [rank, i] of byLength.slice(1).reverse().flat().entries()) {
    const row = rows[i] ?? [];
    const key = keys[i] ?? 0;
    const table = rank < FREQUENT ? frequent : places;
    const at = placeOf(table, key);
    table[at] = key;
    table[at + 1] = n * 32 + row.length;
    weights.set(row, n);
    n += row.length;
  }
  return { vocabulary, bias, scale, frequent, places, weights };
}

/** How many features are held to be frequent. */
const FREQUENT = 2400;

function tableFor(keys: number): Int32Array {
  let size = 16;
  while (size < keys * 1.25) size *= 2;
  return new Int32Array(size * 2);
}

/** Where a key stands in a table, or the empty place where it would. */
function placeOf(table: Int32Array, key: number): number {
  const mask = table.length - 2;
  let at = (key << 1) & mask;
  while (table[at + 1] !== 0 && table[at] !== key) at = (at + 2) & mask;
  return at;
}

export function readModel(file: ModelFile): Model {
  const rows = file.weights.map((line) => {
    const numbers = line.split(' ');
    const row: number[] = [];
    for (let i = 0; i + 1 < numbers.length; i += 2)
      row.push(packWeight(Number(numbers[i + 1]), Number(numbers[i])));
    return row;
  });
  return packModel(closedVocabulary(file.words), Float32Array.from(file.bias), file.scale, file.keys, rows);
}

/** What features say for each answer of all heads, in units of the model's scale and without its bias. */
export type Sums = Int32Array;

/** Adds what the features `from` to `to` say. */
export function addFeatures(
  { frequent, places, weights }: Model,
  keys: Int32Array,
  from: number,
  to: number,
  sums: Sums,
): void {
  for (let i = from; i < to; i++) {
    const key = keys[i] as number;
    const found =
      (frequent[placeOf(frequent, key) + 1] as number) || (places[placeOf(places, key) + 1] as number);
    for (let k = found >>> 5, end = k + (found & 31); k < end; k++) {
      const w = weights[k] as number;
      sums[w & 31] = (sums[w & 31] as number) + (w >> 5);
    }
  }
}

/** The log-odds of answer `k` of all heads. */
export const oddsAt = ({ bias, scale }: Model, sums: Sums, k: number): number =>
  (bias[k] as number) + scale * (sums[k] as number);

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
