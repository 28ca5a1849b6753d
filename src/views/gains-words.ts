/** What an axis of gains means, in words. */
import type { Measure } from '../core/paper.ts';
import type { Growth } from '../core/stats/growth.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { Claim, Kind } from './gains-claim.ts';

const FACTORS: Partial<Record<Measure, string>> = {
  speed: 'times faster than the paper’s baseline',
  memory: 'times less memory than the paper’s baseline',
  size: 'times smaller than the paper’s baseline',
  compute: 'times less compute, data or cost than the paper’s baseline',
};

/** The y-axis in words, below the title. */
export function axisLabel(measure: Measure, kind: Kind): string {
  if (kind === 'factor') return FACTORS[measure] ?? 'times better than the paper’s baseline';
  const what = measure === 'quality' ? 'quality' : 'other gains';
  if (kind === 'percent') return `change of ${what} in percent, as the paper states it`;
  if (kind === 'points') return `difference of ${what} in points of the paper’s own metric`;
  if (kind === 'ratio') return `times better than the paper’s baseline`;
  return `${what} before (baseline) and after (the paper) on the paper’s own metric, linear to 100, log beyond`;
}

export const KIND_LABELS: Record<Kind, string> = {
  factor: 'Factor',
  points: 'Points',
  percent: 'Percent',
  from_to: 'From–to',
  ratio: 'Ratio',
};

export const MEASURE_LABELS: Record<Measure, string> = {
  speed: 'Speed',
  memory: 'Memory',
  size: 'Size',
  compute: 'Compute',
  quality: 'Quality',
  other: 'Other',
};

const QUALIFIERS: Record<Claim['qualifier'], string> = {
  none: '',
  up_to: 'up to ',
  at_least: 'over ',
  approx: 'about ',
  average: 'on average ',
};

const digits = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 6 });

/** A small part as texts have it: 0.0013 is "0.13%", a 38th "1/38". */
function smallRatio(value: number): string {
  const parts = Math.round(1 / value);
  const plain = Math.abs(value * 1e6 - Math.round(value * 1e6)) < 1e-6;
  return !plain && Math.abs(parts * value - 1) < 1e-9
    ? `1/${digits.format(parts)}`
    : `${digits.format(value * 100)}%`;
}

/** The number as the paper's own form has it: "up to 3.5×", "2–5×", "50%", "from 42.4 to 55.3". */
export function writtenText({ form, written: { low, high }, qualifier }: Claim): string {
  if (form === 'ratio' && low === high && low > 0 && low < 0.1)
    return `${QUALIFIERS[qualifier]}${smallRatio(low)}`;
  const [a, b] = [low, high].map((value) => digits.format(value).replace('-', '−')) as [string, string];
  if (form === 'from_to') return `${qualifier === 'up_to' ? QUALIFIERS.up_to : ''}from ${a} to ${b}`;
  const unit =
    form === 'ratio' ? '×' : form === 'percent' ? '%' : low === 1 && high === 1 ? ' point' : ' points';
  return `${QUALIFIERS[qualifier]}${low === high ? a : `${a}–${b}`}${unit}`;
}

const NOUNS: Record<Measure, string> = {
  speed: 'speedups',
  memory: 'memory savings',
  size: 'size reductions',
  compute: 'compute savings',
  quality: 'quality gains',
  other: 'other gains',
};
export const gainNoun = (measure: Measure): string => NOUNS[measure];

const span = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });
const rate = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
/** A relative change a month as a signed percentage. */
export const rateText = (fraction: number): string => `${rate.format(fraction * 100).replace('-', '−')}%`;

/** Months as people say them: 14 months, 3.2 years. */
export function monthsText(months: number): string {
  if (months > 1200) return 'over a century';
  return months < 36 ? `${span.format(months)} months` : `${span.format(months / 12)} years`;
}

/** A verdict and the figures behind it. */
export function growthText(growth: Growth | NotEnough): { verdict: string; figures: string } {
  if (growth.kind === 'not-enough') {
    return { verdict: 'Not enough evidence', figures: `${growth.reason}; a fit needs ${growth.need}` };
  }
  const { low, high, value } = growth.perMonth;
  const monthly = `${rateText(value)} a month (${rateText(low)} to ${rateText(high)})`;
  if (growth.kind === 'no-trend') return { verdict: 'No trend that the data can tell', figures: monthly };
  const every = growth.kind === 'grows' ? growth.doubling : growth.halving;
  return {
    verdict: `${growth.kind === 'grows' ? 'Doubles' : 'Halves'} every ${monthsText(every.value)}`,
    figures: `95% interval ${monthsText(every.low)} to ${monthsText(every.high)}; ${monthly}`,
  };
}

/** The chart's title: what is seen, as a sentence. `median` as the axis writes it. */
export function gainsTitle(
  measure: Measure,
  median: string | null,
  growth: Growth | NotEnough | null,
  /** True where the trend is gone without one paper. */
  hangsOnOne = false,
): string {
  const noun = gainNoun(measure);
  if (median === null) return `Reported ${noun} over time`;
  const begin = `Reported ${noun} have a median of ${median}`;
  if (!growth || growth.kind === 'not-enough') return begin;
  if (growth.kind === 'no-trend') return `${begin} and no trend that the data can tell`;
  if (hangsOnOne)
    return `${begin} and a ${growth.kind === 'grows' ? 'rise' : 'fall'} that hangs on one paper`;
  const every = growth.kind === 'grows' ? growth.doubling : growth.halving;
  return `${begin} and ${growth.kind === 'grows' ? 'double' : 'halve'} every ${monthsText(every.value)}`;
}
