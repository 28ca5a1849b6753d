import type { LikelihoodTerm } from './bursts.ts';
import { heaviestRun } from './bursts.ts';
import { type Cells, rowSum } from './cells.ts';
import { seeded } from './random.ts';

/**
 * Permutation test of a burst: which papers have the topic is shuffled among all papers of the same source, so every
 * period keeps its papers and every source its share, and only the timing is lost. Of each shuffle the heaviest run of
 * periods is kept, so a p-value allows for every place and length that a burst could have had.
 * p = (1 + shuffles at least as heavy) / (1 + shuffles) (Phipson and Smyth 2010), which is never 0.
 */
export function burstChance(
  cells: Cells,
  terms: readonly LikelihoodTerm[],
  permutations: number,
  seed: number,
): (weight: number) => number {
  const width = cells.times.length;
  const random = seeded(seed);
  const empty = new Float64Array(width);
  const decks = terms.flatMap(({ without, extra }, s) => {
    for (let i = 0; i < width; i++) empty[i] = (empty[i] ?? 0) + without * (cells.n[s * width + i] ?? 0);
    const drawn = rowSum(cells.k, s, width);
    return extra === 0 ? [] : [{ papers: deckOf(cells, s), drawn, extra }];
  });
  const heaviest = Float64Array.from({ length: permutations }, () => {
    const gains = Float64Array.from(empty);
    for (const { papers, drawn, extra } of decks) {
      // A partial Fisher-Yates shuffle: any order the deck was left in is as good a start as another.
      for (let i = 0; i < drawn; i++) {
        const j = i + random.below(papers.length - i);
        const period = papers[j] ?? 0;
        papers[j] = papers[i] ?? 0;
        papers[i] = period;
        gains[period] = (gains[period] ?? 0) + extra;
      }
    }
    return heaviestRun(gains);
  }).sort();
  return (weight) => {
    // Sums in another order differ in their last bits; equal runs must count as equal.
    const bar = weight - 1e-9 * Math.max(1, weight);
    let [low, high] = [0, heaviest.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((heaviest[mid] ?? 0) < bar) low = mid + 1;
      else high = mid;
    }
    return (1 + heaviest.length - low) / (1 + heaviest.length);
  };
}

/** One entry a paper of the stratum: the index of its period. */
function deckOf(cells: Cells, s: number): Int32Array {
  const width = cells.times.length;
  const deck = new Int32Array(rowSum(cells.n, s, width));
  let next = 0;
  for (let i = 0; i < width; i++) {
    const n = cells.n[s * width + i] ?? 0;
    deck.fill(i, next, next + n);
    next += n;
  }
  return deck;
}
