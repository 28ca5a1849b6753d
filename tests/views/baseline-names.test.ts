import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineKey, baselineLabel, UNNAMED, UNNAMED_LABEL } from '../../src/views/baseline-names.ts';

test.each([
  ['FlashAttention-2', 'FlashAttention 2'],
  ['FlashAttention-2', 'the flashattention2 baseline'],
  ['GRPO', 'standard GRPO'],
  ['GRPO', 'the vanilla GRPO method'],
  ['MLP', 'MLPs'],
  ['DiT-XL/2', 'DiT XL/2'],
  ['SFT', 'pure SFT'],
  ['autoregressive decoding', 'Auto-regressive decoding'],
  ['Megatron-LM', 'Megatron LM’s implementation'],
  ['Transformer', 'standard Transformers'],
])('%s and %s are one baseline', (one, other) => {
  expect(baselineKey(one)).toBe(baselineKey(other));
  expect(baselineKey(one)).not.toBe(UNNAMED);
});

test.each([
  ['FlashAttention', 'FlashAttention-2'],
  ['GPT-4', 'GPT-4o'],
  ['LLaMA-2', 'LLaMA-3'],
  ['Llama 3', 'Llama 3.1'],
  ['Qwen2.5', 'Qwen25'],
  ['LoRA', 'QLoRA'],
  ['full attention', 'attention'],
  ['C', 'C++'],
])('%s and %s stay two', (one, other) => {
  expect(baselineKey(one)).not.toBe(baselineKey(other));
});

test.each([
  'the baseline',
  'baselines',
  'prior work',
  'the original model',
  'state-of-the-art methods',
  'stateoftheart',
  'SOTA',
  'existing approaches',
  'a range of competitive baselines',
  'the previous best',
  'its untrained counterpart',
  'the second-best baseline',
  'other models',
  'The Standard Model',
  ': the training time',
  'up',
  'four benchmarks',
  '<br>● State-of-the-Art Performance',
])('“%s” names nothing in particular', (text) => {
  expect(baselineKey(text)).toBe(UNNAMED);
});

test('silence and generic words fall together', () => {
  expect(baselineKey(null)).toBe(baselineKey('the baseline'));
  expect(baselineKey('  ')).toBe(UNNAMED);
});

test('case never makes two baselines of one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(baselineKey(text.toUpperCase())).toBe(baselineKey(text.toLowerCase()));
    }),
  );
});

test('a group is shown by its most frequent spelling, the shorter of two equals', () => {
  expect(
    baselineLabel(
      new Map([
        ['the vLLM baseline', 2],
        ['vLLM', 2],
        ['VLLM', 1],
      ]),
    ),
  ).toBe('vLLM');
  expect(baselineLabel(new Map([['the MLP', 1]]))).toBe('MLP');
  expect(baselineLabel(new Map())).toBe(UNNAMED_LABEL);
});
