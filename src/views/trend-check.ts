/** The trend looked at again by two methods that share none of its assumptions on shape or on outliers. */
import { mannKendall, type MannKendall } from '../core/stats/mann-kendall.ts';
import type { NotEnough } from '../core/stats/result.ts';
import { standardisedShare } from '../core/stats/standardise.ts';
import { theilSen, type TheilSen } from '../core/stats/theil-sen.ts';
import { shareRows, type Stratified } from './strata.ts';

export type Direction = 'rising' | 'falling' | 'none' | 'unknown';

export type TrendCheck = {
  /** Slope in share (0 to 1) a month. */
  sen: TheilSen | NotEnough;
  kendall: MannKendall | NotEnough;
  /** Where each points at 5%: 'none' when it cannot tell a direction, 'unknown' below its minimum. */
  senSays: Direction;
  kendallSays: Direction;
};

const KENDALL_LEVEL = 0.05;

const direction = (value: number): Direction => (value > 0 ? 'rising' : 'falling');

/** `months`: complete months; each counts the same, however many papers it has, at one mix of sources. */
export function trendCheck(months: Stratified, topic: string): TrendCheck {
  const points = standardisedShare(shareRows(months, topic, 'complete')).flatMap(({ t, estimate }) =>
    estimate ? [{ t, y: estimate.share }] : [],
  );
  const sen = theilSen(points);
  const kendall = mannKendall(points);
  return {
    sen,
    kendall,
    senSays:
      sen.kind === 'not-enough' ? 'unknown' : sen.low > 0 || sen.high < 0 ? direction(sen.slope) : 'none',
    kendallSays:
      kendall.kind === 'not-enough' ? 'unknown' : kendall.p < KENDALL_LEVEL ? direction(kendall.s) : 'none',
  };
}

/** Whether the checks bear a rise or fall out: both do, one does, none does, or one points the other way. */
export type Support = 'both' | 'one' | 'none' | 'against';

export function support(told: 'rising' | 'falling', { senSays, kendallSays }: TrendCheck): Support {
  const says = [senSays, kendallSays];
  const other = told === 'rising' ? 'falling' : 'rising';
  if (says.includes(other)) return 'against';
  const agreeing = says.filter((one) => one === told).length;
  return agreeing === 2 ? 'both' : agreeing === 1 ? 'one' : 'none';
}
