/** Claims for tests of comparisons: a row a number, each of its own id. */
import type { CompareRow } from '../../src/questions/compare.ts';

let made = 0;
export const claimRow = (paper: string, value: number, change: Partial<CompareRow> = {}): CompareRow => ({
  metric_id: `${paper}#${++made}`,
  paper_id: paper,
  day: 20_157,
  form: 'ratio',
  low: value,
  high: value,
  factor_low: value,
  factor_high: value,
  qualifier: 'none',
  sense: 'better',
  baseline: null,
  key: null,
  ...change,
});

/** One claim each of papers `name`0, `name`1 … with the given values. */
export const claimRows = (
  name: string,
  values: readonly number[],
  change: Partial<CompareRow>,
): CompareRow[] => values.map((value, i) => claimRow(`${name}${i}`, value, change));
