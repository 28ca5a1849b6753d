import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mend } from '../../src/core/text/mend.ts';
import { evidence, litText, type Mark } from '../../src/views/lit-text.ts';
import { measuredOn, metricWords } from '../../src/views/metric-words.ts';
import { wordMarks } from '../../src/views/search-marks.ts';

describe('lit text', () => {
  test('joined parts are the text, whatever is marked', () => {
    const mark = fc.record({
      start: fc.integer({ min: -5, max: 60 }),
      length: fc.integer({ min: 0, max: 30 }),
      id: fc.string(),
      kind: fc.constantFrom<Mark['kind']>('sentence', 'number'),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
        expect(
          litText(text, marks)
            .map((part) => part.text)
            .join(''),
        ).toBe(mend(text).text);
      }),
    );
  });
  test('a number lies within its sentence', () => {
    const parts = litText('Runs 3x faster. Fine.', [
      { start: 0, length: 15, id: 'm', kind: 'sentence' },
      { start: 5, length: 2, id: 'm', kind: 'number' },
    ]);
    expect(parts.map(({ text, numbers, sentences }) => [text, numbers.length, sentences.length])).toEqual([
      ['Runs ', 0, 1],
      ['3x', 1, 1],
      [' faster.', 0, 1],
      [' Fine.', 0, 0],
    ]);
  });
  test('a number in a scrap is lit as it is shown', () => {
    const parts = litText('one.<br>● It is 6.5times faster', [
      { start: 16, length: 8, id: 'm', kind: 'number' },
    ]);
    expect(parts.find(({ numbers }) => numbers.length > 0)?.text).toBe('6.5×');
  });
  test('evidence far into a sentence is cut at a word', () => {
    const text = `${'word '.repeat(60)}is 4x faster.`;
    const start = text.indexOf('4x');
    const found = evidence({ text, start, length: 2, sentence_start: 0, sentence_length: text.length });
    expect(found?.before.startsWith('… word')).toBe(true);
    expect(found?.before.length).toBeLessThan(95);
    expect([found?.number, found?.after]).toEqual(['4x', ' faster.']);
  });
  test('a search lights every place of every word, whatever its case', () => {
    expect(wordMarks('Aa bAA aab', ['aa']).map(({ start }) => start)).toEqual([0, 7]);
    expect(wordMarks('İ aa', ['aa']).map(({ start }) => start)).toEqual([2]);
    expect(wordMarks('abc', [''])).toEqual([]);
  });
});

describe('a metric in words', () => {
  const write = { number: (v: number) => String(v), factor: (v: number) => `${v}×` };
  const gain = {
    kind: 'gain',
    form: 'ratio',
    low: 2,
    high: 5,
    unit: null,
    factor_low: 2,
    factor_high: 5,
    qualifier: 'none',
    sense: 'better',
  };
  test.each([
    [gain, '2–5×'],
    [{ ...gain, factor_low: 3.5, factor_high: 3.5, qualifier: 'up_to' }, 'up to 3.5×'],
    [{ ...gain, form: 'points', factor_low: null, factor_high: null, low: 2.1, high: 2.1 }, '+2.1 points'],
    [
      { ...gain, form: 'percent', factor_low: null, factor_high: null, low: 8, high: 8, sense: 'worse' },
      '−8%',
    ],
    [{ ...gain, form: 'from_to', factor_low: null, factor_high: null, low: 60, high: 71 }, '60 → 71'],
    [
      {
        ...gain,
        kind: 'score',
        form: null,
        low: 86.4,
        high: 86.4,
        unit: '%',
        factor_low: null,
        factor_high: null,
      },
      '86.4%',
    ],
  ])('%#', (metric, words) => {
    expect(metricWords(metric, write)).toBe(words);
  });
});

test('a benchmark is told unless it is the measure that was just named', () => {
  expect(measuredOn('GSM8K', 'accuracy')).toBe('on GSM8K');
  expect(measuredOn('Perplexity', 'perplexity')).toBeNull();
  expect(measuredOn(null, 'accuracy')).toBeNull();
});
