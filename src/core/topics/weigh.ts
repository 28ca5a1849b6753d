import { addOwned, addPairs, crossOf, SAYS_COUNT, SAYS_SCALE, type Owners } from './evidence.ts';
import type { Reading } from './lexicon.ts';
import type { Model } from './model.ts';

/** The cross weights that say something, by row: most are near nothing. */
const FAINT = 0.02;

/** The log-odds of each topic by what a paper's phrases say of it and of the others. The answer is reused. */
export function weigher({ says: own, bias, pairs, cross: between }: Model, owners: Owners) {
  const n = bias.length;
  const says = new Float64Array(n * SAYS_COUNT);
  const cross = new Float64Array(2 * n);
  const odds = new Float64Array(n);
  const crossWeights = between.map((w) => (Math.abs(w) < FAINT ? 0 : w));
  /** The weights with the scale of each kind of evidence in them. */
  const weights = Float64Array.from(own, (w, i) => w * (SAYS_SCALE[i % SAYS_COUNT] as number));
  /** The rows of a paper's own topics; there is room for three that say nothing, so that four go at once. */
  const rows = new Int32Array(2 * n + 3);
  const loud = new Float64Array(2 * n + 3);

  /** Adds to each topic's odds what the others' evidence says about it: cross (1 × 2n) times its weights (2n × n). */
  function hearOthers(): void {
    let count = 0;
    for (let j = 0; j < 2 * n; j++) {
      if (cross[j] === 0) continue;
      rows[count] = j * n;
      loud[count++] = cross[j] as number;
    }
    for (let i = count; i < count + 3; i++) loud[i] = rows[i] = 0;
    for (let i = 0; i < count; i += 4) {
      const c1 = loud[i] as number, c2 = loud[i + 1] as number, c3 = loud[i + 2] as number, c4 = loud[i + 3] as number; // prettier-ignore
      const r1 = rows[i] as number, r2 = rows[i + 1] as number, r3 = rows[i + 2] as number, r4 = rows[i + 3] as number; // prettier-ignore
      for (let t = 0; t < n; t++)
        odds[t] =
          (odds[t] as number) +
          c1 * (crossWeights[r1 + t] as number) +
          c2 * (crossWeights[r2 + t] as number) +
          c3 * (crossWeights[r3 + t] as number) +
          c4 * (crossWeights[r4 + t] as number);
    }
  }

  return (reading: Reading): Float64Array => {
    says.fill(0);
    addOwned(reading, owners, says);
    addPairs(reading, pairs, says);
    crossOf(says, n, cross);
    for (let t = 0, at = 0; t < n; t++, at += SAYS_COUNT) {
      let sum = bias[t] as number;
      for (let k = at; k < at + SAYS_COUNT; k++) sum += (weights[k] as number) * (says[k] as number);
      odds[t] = sum;
    }
    hearOthers();
    return odds;
  };
}
