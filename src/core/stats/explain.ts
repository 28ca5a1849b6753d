import { BURST_MINIMUM } from './bursts.ts';
import { CHANGE_MINIMUM } from './change.ts';
import { DENSITY_MINIMUM } from './density.ts';
import { GROWTH_MINIMUM } from './growth.ts';
import { MANN_KENDALL_MINIMUM } from './mann-kendall.ts';
import { MEDIAN_MINIMUM } from './median.ts';
import { THEIL_SEN_MINIMUM } from './theil-sen.ts';
import { TREND_MINIMUM } from './trend.ts';

/** What the "i" beside a figure says: what it is, what it assumes, and where the formula stands. */
export type Explanation = { title: string; what: string; assumes: string; source: string };

export const explanations = {
  share: {
    title: 'Share, with its 95% band',
    what: 'The papers of the topic out of all papers of the period; the band is Wilson’s interval, the shares that would not be surprising to give these counts.',
    assumes: 'It assumes that papers are independent draws, and with few papers it is wide, as it should be.',
    source: 'Wilson 1927; Newcombe 1998, method 3: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).',
  },
  standardised: {
    title: 'Share at one mix of sources',
    what: 'The share that each period would show if every source had the same part of the papers all along, so a source that begins or stops does not move the line.',
    assumes:
      'It assumes that sources differ by a constant ratio of odds; where a source has no papers, it is taken to move as the others do, and sources that never overlap in time cannot be told apart for sure.',
    source:
      'Lane and Nelder 1982, model-based direct standardisation: log-odds = source + period, weighted by each source’s part of all papers; score interval.',
  },
  smoothing: {
    title: 'Smoothed share',
    what: 'Papers of the topic and all papers are summed over neighbouring periods and then divided, so a thin week weighs little.',
    assumes: 'It is for the eye only: no trend, burst or p-value is computed from smoothed values.',
    source: 'Ratio of sums, Cochran 1977, Sampling Techniques, ch. 6: Σk / Σn over the window.',
  },
  trend: {
    title: 'Change a month',
    what: `The steady relative change of the share a month that fits all periods best, with its 95% interval, compared only within each source; it needs ${TREND_MINIMUM.papers} papers with the topic, ${TREND_MINIMUM.papers} without, and ${TREND_MINIMUM.periods} periods.`,
    assumes:
      'It assumes one steady rate over the range (a straight line in log-odds) and weeks that scatter independently about it; extra scatter widens the interval.',
    source:
      'Quasi-binomial logit regression, Wedderburn 1974; McCullagh and Nelder 1989, ch. 4: ln(p/(1−p)) = source + slope·t, change = exp(slope·(1−share)) − 1, dispersion X²/df.',
  },
  change: {
    title: 'Change between two periods',
    what: `The topic’s share in the later period less its share in the earlier one, in points of all papers, compared only within each source and with its 95% interval; it needs ${CHANGE_MINIMUM.papers} papers with the topic in both periods together.`,
    assumes:
      'It assumes that papers come independently; where the weeks of a period scatter more than that, the interval is widened.',
    source:
      'Mantel and Haenszel 1959; Greenland and Robins 1985: Σ w(p₁ − p₀) / Σ w over sources, w = n₁n₀ / (n₁ + n₀); dispersion X²/df.',
  },
  evidence: {
    title: 'Order by evidence',
    what: 'Topics stand in the order of the change that still holds after looking at all of them at once, so a steep slope of a dozen papers does not lead the list by luck.',
    assumes:
      'It assumes that each topic’s interval is right by itself; topics that share papers may be related.',
    source: 'Bonferroni: the near end of the interval at level 1 − 0.05/m over m topics.',
  },
  adjusted: {
    title: 'Adjusted p-value (q)',
    what: 'Among the topics with a q below 0.05, about 5 in 100 at most are expected to be false alarms.',
    assumes:
      'It assumes that the tests are independent or lean the same way, and counts only topics with enough papers.',
    source: 'Benjamini and Hochberg 1995: q(i) = min over j ≥ i of m·p(j)/j.',
  },
  'theil-sen': {
    title: 'Check: median slope',
    what: `The median of the slopes between all pairs of periods, which a few odd weeks cannot move; it needs ${THEIL_SEN_MINIMUM} periods.`,
    assumes: 'It assumes independent periods, each counting the same however many papers it has.',
    source:
      'Theil 1950; Sen 1968: the median of (y(j) − y(i)) / (t(j) − t(i)), ends by the variance of Mann-Kendall’s S.',
  },
  'mann-kendall': {
    title: 'Check: steady direction',
    what: `Counts how many pairs of periods rise less how many fall, and how unlikely that is without a trend of any shape; it needs ${MANN_KENDALL_MINIMUM} periods.`,
    assumes:
      'It assumes nothing of the shape; ties are allowed for, and periods that hang together are corrected for over the first three lags.',
    source: 'Mann 1945; Kendall 1975; autocorrelation by Hamed and Rao 1998: S = Σ sign(y(j) − y(i)).',
  },
  burst: {
    title: 'Burst',
    what: `A run of periods where twice the topic’s usual share explains the papers better than the usual share does, by more than the cost of entering a burst; p is the chance of a run that heavy when papers are shuffled over time (at least ${BURST_MINIMUM.papers} papers, ${BURST_MINIMUM.periods} periods).`,
    assumes: 'It assumes that papers come independently, and compares each source with its own usual share.',
    source:
      'Kleinberg 2002/2003, two states, batched binomial form, s = 2, γ = 1; permutation p as Phipson and Smyth 2010.',
  },
  records: {
    title: 'Records against chance',
    what: 'How many values beat all before them, beside the number that would do so by chance if nothing improved, and the chance of at least that many.',
    assumes:
      'It assumes that without progress any order of the values is as likely; values of one day count as one try.',
    source: 'Rényi 1962: P(record at i) = 1/i, expected Σ 1/i; exact Poisson-binomial tail.',
  },
  growth: {
    title: 'Growth and doubling time',
    what: `The steady factor a month that best fits the reported multiples, and the months they take to double; where the interval holds "no change", no doubling time is given (at least ${GROWTH_MINIMUM.papers} papers over ${GROWTH_MINIMUM.months} months).`,
    assumes:
      'It assumes one steady rate and papers that are alike but for their time: it tells how claims grow, not how any one method does.',
    source: 'Least squares of ln(multiple) on t; doubling = ln 2 / slope; interval by bootstrap over papers.',
  },
  bootstrap: {
    title: 'Interval by bootstrap',
    what: 'The fit is repeated on 1,999 random draws of the papers, and the interval is where the middle 95% of the results lie, corrected for bias and skew.',
    assumes:
      'It assumes that papers are independent of each other; all numbers of a paper are drawn together.',
    source: 'Efron 1987, BCa; widened for few papers as Hesterberg 2015.',
  },
  influence: {
    title: 'Without the most influential paper',
    what: 'The fit again without the one paper whose leaving out changes it most.',
    assumes: 'If the verdict changes, the trend rests on that paper and should be read as such.',
    source: 'Leave-one-out, after Cook 1977; all numbers of a paper are left out together.',
  },
  median: {
    title: 'Median with its interval',
    what: `Half of the papers report less and half more; the interval runs between two of the reported values and holds the true median with at least 95% chance (at least ${MEDIAN_MINIMUM} papers).`,
    assumes: 'It assumes independent papers, one value each, and nothing about the shape of the values.',
    source: 'Thompson 1936; Hahn and Meeker 1991, section 5.2: order statistics by the binomial (n, 1/2).',
  },
  quantiles: {
    title: 'Middle half',
    what: 'A quarter of the values of the period lie below the band and a quarter above it.',
    assumes:
      'It shows the spread of what was reported, not the uncertainty of the median, and with few papers it jumps.',
    source: 'Quantiles of type 7, Hyndman and Fan 1996: linear between order statistics at (n − 1)p.',
  },
  density: {
    title: 'Shape of the distribution',
    what: `A smooth outline of where the multiples crowd, on an axis where each step doubles (at least ${DENSITY_MINIMUM} values).`,
    assumes: 'The width of smoothing is a rule of thumb: small bumps mean little.',
    source:
      'Gaussian kernel on log2 of the values; Silverman 1986, eq. 3.31: 0.9·min(sd, IQR/1.34)·n^(−1/5).',
  },
  lift: {
    title: 'Lift',
    what: 'How many times more often two topics stand in one paper than if they had nothing to do with each other; 1 is no link.',
    assumes: 'It assumes independent papers; for common topics the interval is wider than it need be.',
    source:
      'Observed over expected, expected a·b/n; exact Poisson limits, Garwood 1936; p by Fisher’s exact test.',
  },
} as const satisfies Record<string, Explanation>;

export type StatisticId = keyof typeof explanations;
