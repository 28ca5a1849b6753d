import { type GainPoint, type Growth, type GrowthOptions, growthOf } from './growth.ts';
import { lineOf, sumsByPaper, totalOf } from './line-sums.ts';
import { notEnough, type NotEnough } from './result.ts';

export type Influence = {
  kind: 'influence';
  /** The paper whose leaving out changes the slope most (the first by id among equals). */
  paper: string;
  /** Relative change a month with all papers, and without that one. */
  perMonth: number;
  perMonthWithout: number;
  /** The whole fit without that paper: it may say 'no-trend', or no longer have the evidence. */
  without: Growth | NotEnough;
  /** True where leaving one paper out turns growth, shrinking or no trend into something else. */
  changesVerdict: boolean;
};

/**
 * Leave-one-paper-out influence on a log-linear fit (Cook 1977's idea, with a paper and all its points as the unit
 * and the slope itself as the measure). Null evidence where the fit itself has none.
 */
export function influenceOf(
  points: readonly GainPoint[],
  options: GrowthOptions = {},
): Influence | NotEnough {
  const whole = growthOf(points, options);
  if (whole.kind === 'not-enough') return whole;
  const { papers } = sumsByPaper(points);
  const all = totalOf(papers);
  let most: { paper: string; slope: number } | null = null;
  for (const paper of papers) {
    const line = lineOf(totalOf([all], paper));
    if (!line) continue;
    const further = most === null || Math.abs(line.slope - whole.slope) > Math.abs(most.slope - whole.slope);
    if (further) most = { paper: paper.paper, slope: line.slope };
  }
  if (!most) return notEnough('without any one paper there is no slope', 'papers at more times');
  const { paper, slope } = most;
  const without = growthOf(
    points.filter((p) => p.paper !== paper),
    options,
  );
  return {
    kind: 'influence',
    paper,
    perMonth: whole.perMonth.value,
    perMonthWithout: Math.expm1(slope),
    without,
    changesVerdict: without.kind !== whole.kind,
  };
}
