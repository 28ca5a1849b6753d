import { expect, test } from 'vitest';
import { jumps, type Jump } from '../../src/views/jumps.ts';

const all: Jump[] = [
  { kind: 'Topic', label: 'Speculative decoding', ids: ['speculative-decoding'] },
  { kind: 'Topic', label: 'Parallel decoding of speech', ids: ['speech'] },
  { kind: 'Measure', label: 'speed', ids: ['speed'] },
  { kind: 'Baseline', label: 'vLLM', ids: ['vllm'], claims: 40 },
  { kind: 'Baseline', label: 'vLLM with speculation', ids: ['vllm with speculation'], claims: 2 },
];
const told = (text: string) => jumps(text, all).map(({ kind, label }) => `${kind}: ${label}`);

test('a name is found by the beginnings of its words, in any order; names that begin so stand first', () => {
  expect(told('dec spec')).toEqual(['Topic: Speculative decoding']);
  expect(told('decoding')).toEqual(['Topic: Speculative decoding', 'Topic: Parallel decoding of speech']);
  expect(told('spe')).toEqual([
    'Topic: Speculative decoding',
    'Topic: Parallel decoding of speech',
    'Measure: speed',
    'Baseline: vLLM with speculation',
  ]);
  expect(told('VLLM')).toEqual(['Baseline: vLLM', 'Baseline: vLLM with speculation']);
});

test('the middle of a word, or no word, names nothing', () => {
  expect(told('coding')).toEqual([]);
  expect(told(' -- ')).toEqual([]);
});

test('at most so many of a kind', () => {
  expect(jumps('decoding', all, 1)).toHaveLength(1);
});
