/** What the statistics share: their input rows and the answer "the data cannot tell". */

/** The answer where the data cannot carry a statistic: why, and the least that would. Both in plain words. */
export type NotEnough = {
  kind: 'not-enough';
  /** "4 papers in the range" */
  reason: string;
  /** "10 papers" */
  need: string;
};

/**
 * `k` of the `n` papers of a period have the topic. `t` is the period's time in months from any origin
 * (a week is 12/365.25*7 = 0.23 months). `stratum` is the source (see strata.ts); absent means one stratum.
 */
export type ShareRow = { t: number; k: number; n: number; stratum?: string };

export const notEnough = (reason: string, need: string): NotEnough => ({ kind: 'not-enough', reason, need });

/** "1 paper", "3 papers" */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
