import type { Held, Owners } from '../../src/core/topics/evidence.ts';

/** What one paper holds of the lexicon, in arrays of its own. */
export type Hits = Held;
export const hitsOf = ({ count, phrase, inTitle, inText }: Held): Hits => ({
  count,
  phrase: phrase.slice(0, count),
  inTitle: inTitle.slice(0, count),
  inText: inText.slice(0, count),
});

/** Papers and papers with a topic that hold each phrase, in the text (or title) and in the title alone. */
export type Counts = {
  papers: number;
  base: Float64Array;
  held: Float64Array;
  heldTitle: Float64Array;
  /** By phrase: pairs at[p]..at[p + 1], one a topic that the phrase was seen with or that lists it. */
  at: Int32Array;
  topic: Uint8Array;
  text: Float64Array;
  title: Float64Array;
  /** What the pair is worth before any paper is counted; 0 where the topic does not list the phrase. */
  prior: Float64Array;
};

export const SMOOTHING = 3;
/** Log-odds that say too little to keep. */
export const LEAST = 0.7;
const MOST = 0.97;

/** What an owner's phrase is worth before any paper is counted. */
const ownerPrior = (rank: number): number => (rank === 0 ? 0.1 : 0.75 * rank);

export function countPairs(
  hits: readonly Hits[],
  topics: readonly number[][],
  owners: Owners,
  labels: number,
): Counts {
  const phrases = owners.at.length - 1;
  const base = new Float64Array(labels);
  const held = new Float64Array(phrases);
  const heldTitle = new Float64Array(phrases);
  const text = new Float64Array(phrases * labels);
  const title = new Float64Array(phrases * labels);
  const prior = new Float64Array(phrases * labels);
  for (let p = 0; p < phrases; p++)
    for (let k = owners.at[p] as number; k < (owners.at[p + 1] as number); k++)
      prior[p * labels + (owners.topic[k] as number)] = ownerPrior(owners.rank[k] as number);
  hits.forEach((mine, i) => {
    const wanted = topics[i] ?? [];
    for (const t of wanted) base[t] = (base[t] as number) + 1 / hits.length;
    mine.phrase.forEach((p, k) => {
      const inTitle = mine.inTitle[k] as number;
      held[p] = (held[p] as number) + 1;
      heldTitle[p] = (heldTitle[p] as number) + inTitle;
      for (const t of wanted) {
        text[p * labels + t] = (text[p * labels + t] as number) + 1;
        title[p * labels + t] = (title[p * labels + t] as number) + inTitle;
      }
    });
  });
  const at = new Int32Array(phrases + 1);
  const used: number[] = [];
  for (let p = 0; p < phrases; p++) {
    for (let j = p * labels; j < (p + 1) * labels; j++)
      if ((text[j] as number) > 0 || (prior[j] as number) > 0) used.push(j);
    at[p + 1] = used.length;
  }
  const of = (dense: Float64Array): Float64Array => Float64Array.from(used, (j) => dense[j] as number);
  const topic = Uint8Array.from(used, (j) => j % labels);
  return {
    papers: hits.length,
    base,
    held,
    heldTitle,
    at,
    topic,
    text: of(text),
    title: of(title),
    prior: of(prior),
  };
}

export type Strength = { topic: number; text: number; title: number };

/** Every phrase's strengths for the topics it speaks for: smoothed log-odds over the base rate, less LEAST. */
export function strengthsOf(
  counts: Counts,
  limits: { leastStrength: number; leastHeld: number },
): Strength[][] {
  return Array.from(counts.held, (held, p) => {
    const found: Strength[] = [];
    const heldTitle = counts.heldTitle[p] as number;
    for (let k = counts.at[p] as number; k < (counts.at[p + 1] as number); k++) {
      const own = counts.prior[k] as number;
      // A phrase that few papers hold says only what the taxonomy says of it.
      if (held < limits.leastHeld && own === 0) continue;
      const topic = counts.topic[k] as number;
      const base = Math.max(counts.base[topic] as number, 5e-4);
      const prior = Math.max(own, base);
      const share = ((counts.text[k] as number) + SMOOTHING * prior) / (held + SMOOTHING);
      const titleShare =
        ((counts.title[k] as number) + SMOOTHING * Math.max(share, prior)) / (heldTitle + SMOOTHING);
      const from = Math.log(base / (1 - base)) + LEAST;
      const text = logit(share) - from;
      const title = Math.max(0, logit(titleShare) - from);
      if (text > 0 && Math.max(text, title) >= limits.leastStrength) found.push({ topic, text, title });
    }
    return found;
  });
}

const logit = (q: number): number => {
  const c = Math.min(MOST, Math.max(1e-4, q));
  return Math.log(c / (1 - c));
};
