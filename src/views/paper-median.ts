/**
 * The one median of reported gains, wherever a page shows it: over papers, not over claims, so that a paper with ten
 * numbers does not count ten times.
 */
import { medianInterval, type Median } from '../core/stats/median.ts';
import { quantile } from '../core/stats/quantiles.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { Claim } from './gains-claim.ts';

/** What the "i" beside every such median says. */
export const MEDIAN_DEFINITION =
  'A paper counts once in a median, at the median of its own claims of this measure; a range counts at its middle (geometric for multiples), “up to” as written, and prices that a paper states count not at all.';

/** One paper's say: its claims of the chart in one value, so that a paper with ten numbers counts once. */
export type PaperValue = {
  paper_id: string;
  /** Day number of the paper's date. */
  day: number;
  /** The median of its claims. */
  value: number;
  /** Its highest claim, which is what a record is about. */
  best: Claim;
};

/** Claims that say what the paper gained; a price stated beside them is none. */
export const isGain = (claim: Claim): boolean => !claim.worse;

/** One value a paper, oldest first; prices are left out. */
export function onePerPaper<C extends Claim>(
  claims: readonly C[],
): (PaperValue & { best: C; claims: number })[] {
  const papers = new Map<string, C[]>();
  for (const claim of claims) {
    if (!isGain(claim)) continue;
    const of = papers.get(claim.paper_id);
    if (of) of.push(claim);
    else papers.set(claim.paper_id, [claim]);
  }
  const values = [...papers.values()].flatMap((of) => {
    const first = of[0];
    if (!first) return [];
    const best = of.reduce((a, b) => (b.value > a.value ? b : a), first);
    const value =
      quantile(
        of.map((claim) => claim.value),
        0.5,
      ) ?? first.value;
    return [{ paper_id: first.paper_id, day: first.day, value, best, claims: of.length }];
  });
  return values.sort((a, b) => a.day - b.day || (a.paper_id < b.paper_id ? -1 : 1));
}

/** The median over papers, with its interval. */
export const medianOfPapers = (claims: readonly Claim[]): Median | NotEnough =>
  medianInterval(onePerPaper(claims).map(({ value }) => value));
