import { cellsOf, type Cells, rowSum } from './cells.ts';
import { fitLogit } from './logit.ts';
import { counted, notEnough, type NotEnough, type ShareRow } from './result.ts';
import { tQuantile, tTwoSided } from './student.ts';

export type Trend = {
  kind: 'trend';
  /**
   * Relative change of the share a month, at the share of the whole range: 0.041 is "+4.1% a month" (3.0% becomes
   * 3.12%). exp(slope (1 - k/n)) - 1, since d ln p / dt = slope (1 - p) under a logit. With its interval.
   */
  perMonth: number;
  low: number;
  high: number;
  /** Two-sided, from the same t as the interval: p < 0.05 exactly when the 95% interval leaves out 0. */
  p: number;
  /** Change of the log-odds a month, and its standard error with the dispersion in it. */
  slope: number;
  se: number;
  df: number;
  /** Pearson's X² / df as found; above 1 when weeks differ more than chance, as when a venue's papers come at once. */
  dispersion: number;
  /** Papers of the topic, all papers, and periods that have papers. */
  k: number;
  n: number;
  periods: number;
  /** `intercept` is the log-odds at `origin`; infinite where the stratum has none, or nothing but the topic. */
  strata: { stratum: string; weight: number; intercept: number }[];
  origin: number;
};

const LEAST_DISPERSION = 0.5;

/** Least evidence that a trend is computed from; stated to the reader where it is not met. */
export const TREND_MINIMUM = { papers: 10, periods: 6 } as const;

/**
 * Rise or fall of a share: quasi-binomial logit regression of k of n on time (Wedderburn 1974; McCullagh and
 * Nelder 1989, ch. 4), one intercept a stratum, so that a source which begins or ends cannot pass for a trend:
 * the slope is what happens within the sources. Dispersion is Pearson's X² / df (values below 1 are kept, as in R, since a
 * floor at 1 halves the rate of false alarms on short ranges below the stated 5%; below 0.5 it is taken as 0.5, since
 * papers cannot be that much more even than chance); the interval is slope ± t(df) se. Separation (no finite slope exists) is found exactly (Albert and Anderson 1984).
 * `rows`: one a period (and stratum), in any order; leave an incomplete last period out.
 */
export function binomialTrend(rows: readonly ShareRow[], level = 0.95): Trend | NotEnough {
  const cells = cellsOf(rows);
  const { strata, times } = cells;
  const width = times.length;
  const totals = strata.map((_, s) => ({ k: rowSum(cells.k, s, width), n: rowSum(cells.n, s, width) }));
  const k = totals.reduce((sum, c) => sum + c.k, 0);
  const n = totals.reduce((sum, c) => sum + c.n, 0);
  const need = `${TREND_MINIMUM.papers} papers with the topic and ${TREND_MINIMUM.papers} without it`;
  if (n === 0) return notEnough('no papers in the range', need);
  if (k < TREND_MINIMUM.papers) return notEnough(`${counted(k, 'paper')} with the topic in the range`, need);
  if (n - k < TREND_MINIMUM.papers) {
    return notEnough(`${counted(n - k, 'paper')} without the topic in the range`, need);
  }
  const spans = strata.map((_, s) => spanOf(cells, s));
  const periods = periodsWithPapers(cells);
  if (periods < TREND_MINIMUM.periods) {
    return notEnough(
      `${counted(periods, 'period')} with papers`,
      `${TREND_MINIMUM.periods} periods with papers`,
    );
  }

  // A stratum with none of the topic, or nothing else, or a single period says nothing about the slope.
  const informative = strata
    .map((_, s) => s)
    .filter((s) => {
      const total = totals[s] ?? { k: 0, n: 0 };
      return total.k > 0 && total.k < total.n && (spans[s]?.filled ?? 0) > 1;
    });
  if (informative.length === 0) {
    return notEnough(
      'no source has both kinds of paper over two periods',
      'one source with two such periods',
    );
  }
  const used = informative.flatMap((s) => spans[s] ?? []);
  if (separated(used)) {
    return notEnough(
      'all papers with the topic stand on one side of all papers without it',
      'papers with the topic in two periods that also have papers without it',
    );
  }

  const size = used.reduce((sum, span) => sum + span.filled, 0);
  const df = size - informative.length - 1;
  if (df < 1) return notEnough(`${counted(size, 'period')} with papers`, 'more periods a source');
  const { data, origin } = designOf(cells, informative, size);
  const fit = fitLogit(data);
  const slope = fit.beta[0] ?? 0;
  const dispersion = fit.pearson / df;
  const se = Math.sqrt((fit.covariance[0] ?? 0) * Math.max(LEAST_DISPERSION, dispersion));
  if (!fit.converged || !Number.isFinite(se)) {
    return notEnough('the papers nearly all stand on one side in time', 'a wider spread over the periods');
  }
  const half = tQuantile(0.5 + level / 2, df) * se;
  // No reader tells e^50 from more, and Infinity would not survive JSON.
  const monthly = (b: number) => Math.expm1(Math.min(50, b * (1 - k / n)));
  return {
    kind: 'trend',
    perMonth: monthly(slope),
    low: monthly(slope - half),
    high: monthly(slope + half),
    p: tTwoSided(slope / se, df),
    slope,
    se,
    df,
    dispersion,
    k,
    n,
    periods,
    strata: strata.map((stratum, s) => {
      const total = totals[s] ?? { k: 0, n: 0 };
      const at = informative.indexOf(s);
      const intercept = at < 0 ? Math.log(total.k / (total.n - total.k)) : (fit.alpha[at] ?? 0);
      return { stratum, weight: total.n / n, intercept };
    }),
    origin,
  };
}

/** The fitted share at a time, at the source mix of the whole range: the trend's line in a chart of shares. */
export function fittedShare(trend: Trend, t: number): number {
  const shift = trend.slope * (t - trend.origin);
  return trend.strata.reduce((sum, s) => sum + s.weight / (1 + Math.exp(-(s.intercept + shift))), 0);
}

function periodsWithPapers(cells: Cells): number {
  const width = cells.times.length;
  const has = new Uint8Array(width);
  for (let c = 0; c < cells.n.length; c++) if ((cells.n[c] ?? 0) > 0) has[c % width] = 1;
  return has.reduce((sum, one) => sum + one, 0);
}

/** Where the cells of a stratum with papers stand, and the first and last of them with and without the topic. */
function spanOf(cells: Cells, s: number) {
  const width = cells.times.length;
  const span = { filled: 0, firstWith: width, lastWith: -1, firstWithout: width, lastWithout: -1 };
  for (let i = 0; i < width; i++) {
    const n = cells.n[s * width + i] ?? 0;
    const k = cells.k[s * width + i] ?? 0;
    if (n > 0) span.filled += 1;
    if (k > 0) {
      if (span.lastWith < 0) span.firstWith = i;
      span.lastWith = i;
    }
    if (k < n) {
      if (span.lastWithout < 0) span.firstWithout = i;
      span.lastWithout = i;
    }
  }
  return span;
}

/** No overlap in time between papers with and without the topic, the same way round in every stratum. */
function separated(spans: ReturnType<typeof spanOf>[]): boolean {
  return (
    spans.every((span) => span.lastWithout <= span.firstWith) ||
    spans.every((span) => span.lastWith <= span.firstWithout)
  );
}

function designOf(cells: Cells, informative: number[], size: number) {
  const width = cells.times.length;
  const data = {
    strata: informative.length,
    columns: 1,
    stratum: new Int32Array(size),
    k: new Float64Array(size),
    n: new Float64Array(size),
    x: new Float64Array(size),
  };
  let c = 0;
  let sumN = 0;
  let sumT = 0;
  for (let at = 0; at < informative.length; at++) {
    for (let i = 0; i < width; i++) {
      const cell = (informative[at] ?? 0) * width + i;
      const n = cells.n[cell] ?? 0;
      if (n === 0) continue;
      const t = cells.times[i] ?? 0;
      data.stratum[c] = at;
      data.k[c] = cells.k[cell] ?? 0;
      data.n[c] = n;
      data.x[c] = t;
      sumN += n;
      sumT += n * t;
      c += 1;
    }
  }
  // Time is centred, so that the intercepts hardly depend on the slope and Newton's steps stay well scaled.
  const origin = sumT / sumN;
  for (let i = 0; i < size; i++) data.x[i] = (data.x[i] ?? 0) - origin;
  return { data, origin };
}
