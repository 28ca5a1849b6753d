/** How an extracted number is told in a few words. */

export type MetricWordsOf = {
  kind: string | null;
  form: string | null;
  low: number | null;
  high: number | null;
  unit: string | null;
  factor_low: number | null;
  factor_high: number | null;
  qualifier: string | null;
  sense: string | null;
};

const QUALIFIED: Record<string, string> = {
  up_to: 'up to ',
  at_least: 'at least ',
  approx: 'about ',
  average: 'on average ',
};

/** "up to 3.5×", "2–5×", "+2.1 points", "from 80 to 20"; `number` and `factor` write figures for the reader's locale. */
export function metricWords(
  metric: MetricWordsOf,
  write: { number: (value: number) => string; factor: (value: number) => string },
): string {
  const { low, high, factor_low, factor_high, form, unit } = metric;
  const said = QUALIFIED[metric.qualifier ?? ''] ?? '';
  if (low === null || high === null) return '';
  if (metric.kind === 'score')
    return `${said}${write.number(high)}${unit ? (unit === '%' ? '%' : ` ${unit}`) : ''}`;
  if (factor_low !== null && factor_high !== null) {
    const range = factor_low === factor_high ? '' : `${write.factor(factor_low).replace('×', '')}–`;
    return `${said}${range}${write.factor(factor_high)}`;
  }
  const span = low === high ? write.number(high) : `${write.number(low)}–${write.number(high)}`;
  if (form === 'from_to') return `${write.number(low)} → ${write.number(high)}`;
  const sign = metric.sense === 'worse' ? '−' : '+';
  if (form === 'points') return `${said}${sign}${span} points`;
  if (form === 'percent') return `${said}${sign}${span}%`;
  return `${said}${span}×`;
}

/** "on GSM8K", or null where no benchmark is named or its name is what was just said ("accuracy, on accuracy"). */
export const measuredOn = (benchmark: string | null | undefined, said?: string | null): string | null =>
  benchmark && benchmark.toLowerCase() !== said?.toLowerCase() ? `on ${benchmark}` : null;
