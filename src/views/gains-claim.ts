/**
 * A reported gain as one comparable value on one kind of axis. Kinds are never mixed: a factor ("3.5x faster"), a
 * change in percent, a difference in points, and a pair before and after each have an axis of their own.
 */
import type { Form, Measure, Qualifier } from '../core/paper.ts';
import type { GainRow } from '../questions/gains.ts';

export const FACTOR_MEASURES = ['speed', 'memory', 'size', 'compute'] as const;
export const hasFactor = (measure: Measure): boolean =>
  (FACTOR_MEASURES as readonly string[]).includes(measure);

/** What one axis shows: factors of an efficiency measure, or one form of quality and other gains. */
export type Kind = 'factor' | Form;
export const FORM_KINDS = ['points', 'percent', 'from_to', 'ratio'] as const;

export type Claim = {
  metric_id: string;
  paper_id: string;
  /** Days since 1970-01-01. */
  day: number;
  form: Form;
  /** As the paper writes it. */
  written: { low: number; high: number };
  /**
   * On the axis; low ≤ high. Factors and ratios: the multiple, above 1 when better. Percent and points: the change,
   * above 0 when better. from_to: before and after as written, in that order.
   */
  low: number;
  high: number;
  /** Where its mark stands: the middle of a range (geometric for multiples), the "after" of a pair. */
  value: number;
  qualifier: Qualifier;
  upTo: boolean;
  /** A price the paper states rather than a gain. Drawn, but outside medians, records and fits. */
  worse: boolean;
};

type Value = Pick<Claim, 'low' | 'high' | 'value'>;

const multiple = (a: number, b: number): Value | null => {
  const [low, high] = a <= b ? [a, b] : [b, a];
  return low > 0 && Number.isFinite(high) ? { low, high, value: Math.sqrt(low * high) } : null;
};

function valueOf(row: GainRow, kind: Kind): Value | null {
  if (kind === 'factor') {
    return row.factor_low === null || row.factor_high === null
      ? null
      : multiple(row.factor_low, row.factor_high);
  }
  if (row.form !== kind) return null;
  const worse = row.sense === 'worse';
  if (kind === 'from_to') return { low: row.low, high: row.high, value: row.high };
  if (kind === 'ratio') {
    // "retains 0.967" stays below 1, "0.5x the errors" is a doubling: the multiple is above 1 exactly when better.
    const turn = (x: number) => (x > 1 === worse && x !== 1 ? 1 / x : x);
    return multiple(turn(row.low), turn(row.high));
  }
  const sign = worse ? -1 : 1;
  const [a, b] = [sign * Math.abs(row.low), sign * Math.abs(row.high)];
  return { low: Math.min(a, b), high: Math.max(a, b), value: (a + b) / 2 };
}

/** The claims that the axis can show, in the rows' order; `left` counts the rows it cannot. */
export function claimsOf<Row extends GainRow>(
  rows: readonly Row[],
  kind: Kind,
): { claims: (Claim & { row: Row })[]; left: number } {
  const claims: (Claim & { row: Row })[] = [];
  for (const row of rows) {
    const value = valueOf(row, kind);
    if (!value) continue;
    claims.push({
      metric_id: row.metric_id,
      paper_id: row.paper_id,
      day: row.day,
      form: row.form,
      written: { low: row.low, high: row.high },
      ...value,
      qualifier: row.qualifier,
      upTo: row.qualifier === 'up_to',
      worse: row.sense === 'worse',
      row,
    });
  }
  return { claims, left: rows.length - claims.length };
}
