/** What an axis of gains means, in words. */
import type { Measure } from '../core/paper.ts';
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
  return `${what} before (baseline) and after (the paper), in the paper’s own metric`;
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

/** The number as the paper's own form has it: "up to 3.5×", "2–5×", "50%", "from 42.4 to 55.3". */
export function writtenText({ form, written: { low, high }, qualifier }: Claim): string {
  const [a, b] = [digits.format(low), digits.format(high)];
  if (form === 'from_to') return `${QUALIFIERS[qualifier]}from ${a} to ${b}`;
  const unit =
    form === 'ratio' ? '×' : form === 'percent' ? '%' : low === 1 && high === 1 ? ' point' : ' points';
  return `${QUALIFIERS[qualifier]}${low === high ? a : `${a}–${b}`}${unit}`;
}
