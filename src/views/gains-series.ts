/** What the Gains chart shows beside its points: the spread by quarter and the records, each over one value a paper. */
import { quantileBands, type QuantileBand } from '../core/stats/quantiles.ts';
import { MEDIAN_MINIMUM, medianInterval, type Median } from '../core/stats/median.ts';
import { recordsOf, type Records } from '../core/stats/records.ts';
import type { NotEnough } from '../core/stats/result.ts';
import { startOfPeriod } from '../questions/period.ts';
import type { Claim, Kind } from './gains-claim.ts';
import { onePerPaper, type PaperValue } from './paper-median.ts';

export { isGain, onePerPaper, type PaperValue } from './paper-median.ts';

/** A day with more than this part of the claims is worth a word; fewer papers than this are no crowd. */
const CROWDED = { share: 0.05, papers: 6 };

/** The day on which most claims stand, where it is a crowd: a digest that lists a whole page at once. */
export function crowdedDay(claims: readonly Claim[]): { day: number; claims: number; papers: number } | null {
  const days = new Map<number, Claim[]>();
  for (const claim of claims) {
    const of = days.get(claim.day);
    if (of) of.push(claim);
    else days.set(claim.day, [claim]);
  }
  let most: Claim[] = [];
  for (const of of days.values()) if (of.length > most.length) most = of;
  const papers = new Set(most.map(({ paper_id }) => paper_id)).size;
  const [first] = most;
  return first && papers >= CROWDED.papers && most.length > CROWDED.share * claims.length
    ? { day: first.day, claims: most.length, papers }
    : null;
}

/** A calendar quarter's spread; `from` and `to` are day numbers, `to` exclusive. */
export type Quarter = QuantileBand & {
  from: number;
  to: number;
  /** False below the minimum: too few papers for a median. */ told: boolean;
};

/** The running number of a day's calendar quarter, as startOfPeriod counts quarters. */
export function quarterOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
}

export type GainsSeries = {
  kind: Kind;
  claims: Claim[];
  papers: PaperValue[];
  /** Prices among the claims. */
  worse: number;
  upTo: number;
  quarters: Quarter[];
  median: Median | NotEnough;
  records: Records<{ t: number; value: number; claim: Claim }> | NotEnough;
};

/** Before-and-after pairs are measured on many scales at once; they have no common median, record or fit. */
export const isComparable = (kind: Kind): boolean => kind !== 'from_to';

export function gainsSeries(claims: Claim[], kind: Kind): GainsSeries {
  const papers = onePerPaper(claims);
  const comparable = isComparable(kind) ? papers : [];
  const quarters = quantileBands(
    comparable.map(({ best, value }) => ({ t: quarterOf(best.day), value })),
  ).map((band): Quarter => ({
    ...band,
    from: startOfPeriod(band.t, 'quarter'),
    to: startOfPeriod(band.t + 1, 'quarter'),
    told: band.n >= MEDIAN_MINIMUM,
  }));
  return {
    kind,
    claims,
    papers,
    worse: claims.filter((claim) => claim.worse).length,
    upTo: claims.filter((claim) => claim.upTo).length,
    quarters,
    median: medianInterval(comparable.map(({ value }) => value)),
    records: recordsOf(comparable.map(({ day, best }) => ({ t: day, value: best.value, claim: best }))),
  };
}
