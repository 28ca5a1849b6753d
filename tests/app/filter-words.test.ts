import { expect, test } from 'vitest';
import { filterWords } from '../../src/app/share/filter-words.ts';
import { noFilter } from '../../src/questions/filter.ts';

const names = { topic: (id: string) => id.toUpperCase(), area: (id: string) => id };

test('no filter needs no words', () => {
  expect(filterWords(noFilter, names)).toBe('');
});

test('every part of a filter is said, with the names that readers know', () => {
  const filter = {
    ...noFilter,
    topics: ['rag', 'agents'],
    also: ['moe', 'quantization'],
    areas: ['vision'],
    sources: ['daily'],
    measures: ['speed'],
    benchmarks: ['GSM8K'],
    baselines: ['vLLM'],
    qualifiers: ['up_to'],
    factor: { from: 2, to: null },
    from: '2025-01-01',
    text: 'long context',
    without: [{ paper_id: 'p', kind: 'gain' as const, start: 0, length: 2 }],
  };
  const text = filterWords(filter, names);
  for (const part of [
    'topics RAG or AGENTS',
    'also on MOE and QUANTIZATION',
    'without 1 claim that the reader marked',
    'area vision',
    'source daily',
    'measure speed',
    'benchmark GSM8K',
    'baseline vLLM',
    'qualifier up to',
    'factors from 2×',
    'since',
    '2025',
    'text “long context”',
  ]) {
    expect(text).toContain(part);
  }
  // A field that this test does not know would be left out of citations unseen.
  expect(Object.keys(filter).sort()).toEqual(Object.keys({ ...noFilter }).sort());
});
