import type { Owners } from '../../src/core/topics/evidence.ts';

/** What one paper holds: phrase, whether its title does, how often its text does (weighted). */
export type Hits = { phrase: Int32Array; title: Uint8Array; text: Float32Array };

/** Papers and papers with a topic that hold each phrase, in the text (or title) and in the title alone. */
export type Counts = {
  papers: number;
  base: Float64Array;
  held: Float64Array;
  heldTitle: Float64Array;
  /** By phrase: topic → [papers, papers that hold it in the title]. */
  pairs: Map<number, [number, number]>[];
};

export const SMOOTHING = 3;
/** Log-odds that say too little to keep. */
export const LEAST = 0.7;
const MOST = 0.97;

export function countPairs(
  hits: readonly Hits[],
  topics: readonly number[][],
  phrases: number,
  labels: number,
): Counts {
  const counts: Counts = {
    papers: hits.length,
    base: new Float64Array(labels),
    held: new Float64Array(phrases),
    heldTitle: new Float64Array(phrases),
    pairs: Array.from({ length: phrases }, () => new Map<number, [number, number]>()),
  };
  hits.forEach(({ phrase, title }, i) => {
    const mine = topics[i] ?? [];
    for (const t of mine) counts.base[t] = (counts.base[t] as number) + 1 / hits.length;
    phrase.forEach((p, k) => {
      counts.held[p] = (counts.held[p] as number) + 1;
      const inTitle = title[k] as number;
      counts.heldTitle[p] = (counts.heldTitle[p] as number) + inTitle;
      const pairs = counts.pairs[p] as Map<number, [number, number]>;
      for (const t of mine) {
        const pair = pairs.get(t) ?? [0, 0];
        pair[0]++;
        pair[1] += inTitle;
        pairs.set(t, pair);
      }
    });
  });
  return counts;
}

/** What an owner's phrase is worth before any paper is counted. */
const ownerPrior = (rank: number): number => (rank === 0 ? 0.1 : 0.75 * rank);

/**
 * A phrase's strengths for every topic it speaks for: smoothed log-odds over the base rate, less LEAST, 0 and
 * below dropped. `without`, a paper's own topics and title flag, leaves that paper out (it holds the phrase).
 */
export function strengths(
  counts: Counts,
  owners: Owners,
  p: number,
  limits: { leastStrength: number; leastHeld: number },
  without?: { topics: readonly number[]; inTitle: number },
): { topic: number; text: number; title: number }[] {
  const found: { topic: number; text: number; title: number }[] = [];
  const pairs = counts.pairs[p] as Map<number, [number, number]>;
  const priors = new Map<number, number>();
  for (let k = owners.at[p] as number; k < (owners.at[p + 1] as number); k++)
    priors.set(owners.topic[k] as number, ownerPrior(owners.rank[k] as number));
  const held = (counts.held[p] as number) - (without ? 1 : 0);
  if (held < limits.leastHeld && priors.size === 0) return found;
  const heldTitle = (counts.heldTitle[p] as number) - (without?.inTitle ?? 0);
  for (const t of new Set([...priors.keys(), ...pairs.keys()])) {
    const base = Math.max(counts.base[t] as number, 5e-4);
    const pair = pairs.get(t) ?? [0, 0];
    const mine = without?.topics.includes(t) ? 1 : 0;
    const prior = Math.max(priors.get(t) ?? 0, base);
    const share = (pair[0] - mine + SMOOTHING * prior) / (held + SMOOTHING);
    const titleShare =
      (pair[1] - mine * (without?.inTitle ?? 0) + SMOOTHING * Math.max(share, prior)) /
      (heldTitle + SMOOTHING);
    const odds = (q: number): number => {
      const c = Math.min(MOST, Math.max(1e-4, q));
      return Math.max(0, Math.log(c / (1 - c)) - Math.log(base / (1 - base)) - LEAST);
    };
    const text = odds(share);
    const title = odds(titleShare);
    if (text > 0 && Math.max(text, title) >= limits.leastStrength) found.push({ topic: t, text, title });
  }
  return found;
}
