import { bcaInterval } from './bootstrap.ts';
import { type Line, lineOf, type PaperSums, sumsByPaper, totalOf } from './line-sums.ts';
import { seeded } from './random.ts';
import { counted, notEnough, type NotEnough } from './result.ts';

/** One reported gain as a multiple (above 0) at `t` in months. */
export type GainPoint = { t: number; value: number; paper: string };

export type Interval = { value: number; low: number; high: number };

type Fit = {
  /** ln(value) = intercept + slope (t - origin). */
  slope: number;
  intercept: number;
  origin: number;
  /** Relative change a month, exp(slope) - 1, with its interval. */
  perMonth: Interval;
  papers: number;
  points: number;
};

/** 'grows' and 'shrinks' only where the interval of the slope leaves out 0; months to double or to halve. */
export type Growth =
  | (Fit & { kind: 'grows'; doubling: Interval })
  | (Fit & { kind: 'shrinks'; halving: Interval })
  | (Fit & { kind: 'no-trend' });

export type GrowthOptions = { replicates?: number; seed?: number; level?: number };

export const GROWTH_MINIMUM = { papers: 10, months: 3 } as const;

/**
 * Log-linear fit of gains over time: least squares of ln(value) on t, so the value changes by the same factor each
 * month and doubles every ln 2 / slope months. The interval is BCa over 1999 bootstrap samples of papers (not of
 * points: the gains of one paper come together; Davison and Hinkley 1997, ch. 3.8), seeded, so it is always the same.
 * Where the slope's interval holds 0 the doubling time has no upper end, and the answer is 'no-trend'.
 * Order of points never matters. Throws on a value that is not above 0.
 */
export function growthOf(points: readonly GainPoint[], options: GrowthOptions = {}): Growth | NotEnough {
  const { replicates = 1999, seed = 1, level = 0.95 } = options;
  const { papers, origin } = sumsByPaper(points);
  if (papers.length < GROWTH_MINIMUM.papers) {
    return notEnough(counted(papers.length, 'paper'), `${GROWTH_MINIMUM.papers} papers`);
  }
  const months = new Set(points.map((p) => Math.floor(p.t)));
  const line = lineOf(totalOf(papers));
  if (!line || months.size < GROWTH_MINIMUM.months) {
    return notEnough(
      `papers in ${counted(months.size, 'month')}`,
      `papers in ${GROWTH_MINIMUM.months} months`,
    );
  }
  const { low, high } = slopeInterval(papers, line, replicates, seed, level);
  const rate = (b: number) => Math.expm1(b);
  const fit: Fit = {
    slope: line.slope,
    intercept: line.intercept,
    origin,
    perMonth: { value: rate(line.slope), low: rate(low), high: rate(high) },
    papers: papers.length,
    points: points.length,
  };
  const twofold = (b: number) => Math.LN2 / Math.abs(b);
  if (low > 0) {
    return {
      ...fit,
      kind: 'grows',
      doubling: { value: twofold(line.slope), low: twofold(high), high: twofold(low) },
    };
  }
  if (high < 0) {
    return {
      ...fit,
      kind: 'shrinks',
      halving: { value: twofold(line.slope), low: twofold(low), high: twofold(high) },
    };
  }
  return { ...fit, kind: 'no-trend' };
}

/** The fitted multiple at a time: the line in a chart of gains. */
export const fittedGain = (fit: Growth, t: number): number =>
  Math.exp(fit.intercept + fit.slope * (t - fit.origin));

function slopeInterval(
  papers: readonly PaperSums[],
  line: Line,
  replicates: number,
  seed: number,
  level: number,
) {
  const random = seeded(seed);
  const slopes: number[] = [];
  const sum = { n: 0, x: 0, y: 0, xx: 0, xy: 0 };
  for (let b = 0; b < replicates; b++) {
    sum.n = sum.x = sum.y = sum.xx = sum.xy = 0;
    for (let i = 0; i < papers.length; i++) {
      const paper = papers[random.below(papers.length)];
      if (!paper) continue;
      sum.n += paper.n;
      sum.x += paper.x;
      sum.y += paper.y;
      sum.xx += paper.xx;
      sum.xy += paper.xy;
    }
    // A sample of papers of one time has no slope.
    const drawn = lineOf(sum);
    if (drawn) slopes.push(drawn.slope);
  }
  if (slopes.length === 0) slopes.push(line.slope);
  const all = totalOf(papers);
  const jackknife = papers.map((paper) => (lineOf(totalOf([all], paper)) ?? line).slope);
  return bcaInterval(line.slope, slopes, jackknife, { level, units: papers.length });
}
