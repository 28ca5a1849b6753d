/** Are gains growing? A log-linear fit over all claims that are multiples, and what it hangs on. */
import { fittedGain, growthOf, type Growth } from '../core/stats/growth.ts';
import { influenceOf, type Influence } from '../core/stats/influence.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { GainsSeries } from './gains-series.ts';
import { isGain } from './gains-series.ts';

/** Months of a day number; the origin does not matter. */
const months = (day: number): number => day / (365.25 / 12);

export type GainsFit = { growth: Growth | NotEnough; influence: Influence | NotEnough };

/** Only multiples grow by a factor: points and percent on many scales have no common rate. */
export const isFitted = (series: GainsSeries): boolean => series.kind === 'factor' || series.kind === 'ratio';

/** Work of one bootstrap, in papers × replicates, that the page does between two frames of a slow machine. */
const BUDGET = 12_000_000;

/** Prices are left out. With very many papers fewer replicates do: 1999 up to 6,000 papers, at least 199. */
export function gainsFit(series: GainsSeries): GainsFit {
  const points = series.claims
    .filter(isGain)
    .map(({ day, value, paper_id }) => ({ t: months(day), value, paper: paper_id }));
  const replicates = Math.max(199, Math.min(1999, Math.floor(BUDGET / Math.max(1, series.papers.length))));
  return { growth: growthOf(points, { replicates }), influence: influenceOf(points, { replicates }) };
}

/** Whether the verdict is another one without one paper; too few papers left to tell is no other verdict. */
export const hangsOnOne = (influence: Influence): boolean =>
  influence.changesVerdict && influence.without.kind !== 'not-enough';

/** The line to draw, from the first paper to the last; none where the data tell no trend. */
export function fitLine(
  growth: Growth | NotEnough,
  papers: GainsSeries['papers'],
): { day: number; value: number }[] {
  if (growth.kind === 'not-enough' || growth.kind === 'no-trend') return [];
  const ends = [papers[0]?.day, papers.at(-1)?.day];
  return ends.flatMap((day) => (day === undefined ? [] : [{ day, value: fittedGain(growth, months(day)) }]));
}
