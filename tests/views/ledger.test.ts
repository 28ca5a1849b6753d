import { expect, test } from 'vitest';
import type { LedgerRow } from '../../src/questions/ledger.ts';
import { factorRangeText } from '../../src/views/factor-range.ts';
import { factorSaid, LEDGER_FIELDS, ledgerRecord, numberAsWritten } from '../../src/views/ledger.ts';
import { poolNames } from '../../src/views/pooled-names.ts';

const text = 'We cut memory.\nOur cache needs sim7\\% of the 😀 baseline, at no loss. More text.';
const quote = 'sim7\\%';
const sentence = 'Our cache needs sim7\\% of the 😀 baseline, at no loss.';
const row: LedgerRow = {
  metric_id: 'a#g1', paper_id: 'a', title: 'A title', date: '2025-01-10', kind: 'gain', measure: 'memory', form: 'ratio',
  low: 0.07, high: 0.07, unit: null, name: null, factor_low: 14.3, factor_high: 14.3, qualifier: 'approx', sense: 'better',
  target: 'cache', benchmark: null, baseline: null, text, start: text.indexOf(quote), length: quote.length,
  sentence_start: text.indexOf(sentence), sentence_length: sentence.length,
}; // prettier-ignore

test('the number stands as the text has it, its scraps mended', () => {
  expect(numberAsWritten(row)).toBe('~7%');
});
test('a factor is said beside a number that is not that factor', () => {
  expect(factorSaid(row)).toEqual({ low: 14.3, high: 14.3 });
  expect(factorSaid({ ...row, form: 'ratio', low: 3, high: 3, factor_low: 3, factor_high: 3 })).toBeNull();
  expect(factorSaid({ ...row, factor_low: null, factor_high: null })).toBeNull();
});
test('a record of a file holds every field, the whole sentence on one line', () => {
  const record = ledgerRecord(row);
  expect(Object.keys(record)).toEqual([...LEDGER_FIELDS]);
  expect(record.sentence).toBe('Our cache needs ~7% of the 😀 baseline, at no loss.');
  expect(record.number).toBe('~7%');
});
test('a range of factors in words', () => {
  const write = (value: number) => `${value}×`;
  expect(factorRangeText({ from: 10, to: null }, write)).toBe('10× or more');
  expect(factorRangeText({ from: null, to: 2 }, write)).toBe('at most 2×');
  expect(factorRangeText({ from: 2, to: 10 }, write)).toBe('2× to 10×');
  expect(factorRangeText({ from: null, to: null }, write)).toBe('');
});
test('spellings of one baseline are one name, and what names nothing is no choice', () => {
  const names = poolNames('baseline', [
    { name: 'FlashAttention-2', claims: 4 },
    { name: 'the FlashAttention 2 baseline', claims: 1 },
    { name: 'prior work', claims: 9 },
    { name: 'vLLM', claims: 3 },
  ]);
  expect(names.map(({ label, claims }) => [label, claims])).toEqual([
    ['FlashAttention-2', 5],
    ['vLLM', 3],
  ]);
  expect(names[0]?.spellings).toEqual(['flashattention-2', 'the flashattention 2 baseline']);
});
test('benchmarks are pooled by case alone: a filter compares the stored text', () => {
  expect(poolNames('benchmark', [{ name: 'MMLU', claims: 2 }, { name: 'mmlu', claims: 1 }, { name: 'MMLU-Pro', claims: 1 }])).toMatchObject([
    { label: 'MMLU', claims: 3, spellings: ['mmlu'] },
    { label: 'MMLU-Pro', claims: 1 },
  ]); // prettier-ignore
});
