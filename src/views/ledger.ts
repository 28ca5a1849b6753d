/** A claim of the ledger as people read it, and as a file holds it. */
import type { LedgerRow } from '../questions/ledger.ts';
import { evidence } from './lit-text.ts';
import { mendText } from '../core/text/mend.ts';

/** What a multiple is worth saying beside the number: none where the number is that multiple. */
export const factorSaid = (row: LedgerRow): { low: number; high: number } | null =>
  row.factor_low === null ||
  row.factor_high === null ||
  (row.form === 'ratio' && row.high === row.factor_high)
    ? null
    : { low: row.factor_low, high: row.factor_high };

/** The number exactly as the text has it, mended. */
export const numberAsWritten = (row: LedgerRow): string =>
  mendText((row.text ?? '').slice(row.start, row.start + row.length));

/** The whole sentence, mended, on one line. */
export function sentenceOf(row: LedgerRow): string {
  const text = row.text ?? '';
  return mendText(text.slice(row.sentence_start, row.sentence_start + row.sentence_length))
    .replace(/\s+/g, ' ')
    .trim();
}

/** One claim as a row of a file: names as columns, in this order; what is not known is null. */
export type LedgerRecord = Record<(typeof LEDGER_FIELDS)[number], string | number | null>;
export const LEDGER_FIELDS = [
  'metric_id',
  'paper_id',
  'paper',
  'date',
  'kind',
  'measure',
  'number',
  'form',
  'low',
  'high',
  'unit',
  'name',
  'factor_low',
  'factor_high',
  'qualifier',
  'sense',
  'target',
  'baseline',
  'benchmark',
  'sentence',
] as const;

export const ledgerRecord = (row: LedgerRow): LedgerRecord => ({
  metric_id: row.metric_id,
  paper_id: row.paper_id,
  paper: mendText(row.title),
  date: row.date,
  kind: row.kind,
  measure: row.measure,
  number: numberAsWritten(row),
  form: row.form,
  low: row.low,
  high: row.high,
  unit: row.unit,
  name: row.name,
  factor_low: row.factor_low,
  factor_high: row.factor_high,
  qualifier: row.qualifier,
  sense: row.sense,
  target: row.target,
  baseline: row.baseline,
  benchmark: row.benchmark,
  sentence: sentenceOf(row),
});

export { evidence };
