import {
  addOdds,
  addOwned,
  crossOf,
  SAYS_COUNT,
  SAYS_SCALE,
  voiceOf,
  type Owners,
} from '../../src/core/topics/evidence.ts';
import { minimise } from './fit.ts';
import type { Hits, Strength } from './odds.ts';

export type Example = { says: Float64Array; cross: Float64Array };
/** bias by topic; weight of each kind of evidence, shared plus a topic's own deviation; cross: 2 topics × topics. */
export type Weights = { bias: Float64Array; shared: Float64Array; own: Float64Array; cross: Float64Array };
export type Settings = {
  /** Ridge on the weights between topics, and on a topic's own deviations from the shared weights. */
  cross: number;
  own: number;
  iterations: number;
  /** Pairs below this strength, and phrases that fewer annotated papers hold, stay silent. */
  leastStrength: number;
  leastHeld: number;
};

export function exampleOf(
  hits: Hits,
  strengths: readonly Strength[][],
  owners: Owners,
  labels: number,
): Example {
  const says = new Float64Array(labels * SAYS_COUNT);
  addOwned(hits, owners, says);
  hits.phrase.forEach((p, k) => {
    const inTitle = hits.inTitle[k] as number;
    const value = voiceOf(hits.inText[k] as number, inTitle);
    for (const { topic, text, title } of strengths[p] as Strength[])
      addOdds(says, topic, value * text, inTitle * title);
  });
  const cross = new Float64Array(2 * labels);
  crossOf(says, labels, cross);
  return { says, cross };
}

export function logits(w: Weights, example: Example, labels: number, into: Float64Array): void {
  for (let t = 0; t < labels; t++) {
    let z = w.bias[t] as number;
    for (let k = 0; k < SAYS_COUNT; k++)
      z +=
        ((w.shared[k] as number) + (w.own[t * SAYS_COUNT + k] as number)) *
        (SAYS_SCALE[k] as number) *
        (example.says[t * SAYS_COUNT + k] as number);
    into[t] = z;
  }
  example.cross.forEach((c, j) => {
    if (c === 0) return;
    const row = j * labels;
    for (let t = 0; t < labels; t++) into[t] = (into[t] as number) + c * (w.cross[row + t] as number);
  });
}

/** One-vs-rest logistic regression over the evidence, all topics at once, ridge on deviations and cross weights. */
export function fitWeights(
  examples: readonly Example[],
  targets: readonly number[][],
  labels: number,
  settings: Settings,
): Weights {
  const K = SAYS_COUNT;
  const sizes = [labels, K, labels * K, 2 * labels * labels];
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0));
  const total = sizes.reduce((a, b) => a + b, 0);
  const view = (x: Float64Array): Weights => {
    const part = (i: number): Float64Array =>
      x.subarray(offsets[i], (offsets[i] as number) + (sizes[i] as number));
    return { bias: part(0), shared: part(1), own: part(2), cross: part(3) };
  };
  const start = new Float64Array(total);
  view(start).bias.fill(-4);
  view(start).shared.fill(0.5);
  const z = new Float64Array(labels);
  const spoken = examples.map(({ says }) =>
    Int32Array.from(says.keys()).filter((at) => (says[at] as number) !== 0),
  );
  const nonzero = examples.map(({ cross }) =>
    Int32Array.from(cross.keys()).filter((j) => (cross[j] as number) !== 0),
  );
  const evaluate = (x: Float64Array, gradient: Float64Array): number => {
    const w = view(x);
    const g = view(gradient);
    gradient.fill(0);
    let loss = 0;
    const error = new Float64Array(labels);
    examples.forEach((example, i) => {
      z.set(w.bias);
      for (const at of spoken[i] as Int32Array) {
        const k = at % K;
        const t = (at - k) / K;
        z[t] =
          (z[t] as number) +
          ((w.shared[k] as number) + (w.own[at] as number)) *
            (SAYS_SCALE[k] as number) *
            (example.says[at] as number);
      }
      for (const j of nonzero[i] as Int32Array) {
        const c = example.cross[j] as number;
        const row = j * labels;
        for (let t = 0; t < labels; t++) z[t] = (z[t] as number) + c * (w.cross[row + t] as number);
      }
      const wanted = new Uint8Array(labels);
      for (const t of targets[i] ?? []) wanted[t] = 1;
      for (let t = 0; t < labels; t++) {
        const zt = z[t] as number;
        const y = wanted[t] as number;
        const e = Math.exp(-Math.abs(zt));
        loss += Math.max(zt, 0) - zt * y + Math.log1p(e);
        const d = (zt >= 0 ? 1 / (1 + e) : e / (1 + e)) - y;
        error[t] = d;
        g.bias[t] = (g.bias[t] as number) + d;
      }
      for (const at of spoken[i] as Int32Array) {
        const k = at % K;
        const s = (error[(at - k) / K] as number) * (SAYS_SCALE[k] as number) * (example.says[at] as number);
        g.shared[k] = (g.shared[k] as number) + s;
        g.own[at] = (g.own[at] as number) + s;
      }
      for (const j of nonzero[i] as Int32Array) {
        const c = example.cross[j] as number;
        const row = j * labels;
        for (let t = 0; t < labels; t++)
          g.cross[row + t] = (g.cross[row + t] as number) + c * (error[t] as number);
      }
    });
    const ridge = (part: Float64Array, gPart: Float64Array, by: number, around = 0): void => {
      for (let i = 0; i < part.length; i++) {
        const v = (part[i] as number) - around;
        loss += (by / 2) * v * v;
        gPart[i] = (gPart[i] as number) + by * v;
      }
    };
    ridge(w.own, g.own, settings.own);
    ridge(w.cross, g.cross, settings.cross);
    ridge(w.bias, g.bias, 0.02, -4);
    return loss;
  };
  return view(minimise(start, evaluate, settings.iterations));
}
