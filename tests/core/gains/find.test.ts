import { describe, expect, test } from 'vitest';
import { findMetrics } from '../../../src/core/gains/find.ts';

/** What a gain says, in one line. */
const gains = (text: string) =>
  findMetrics(text).gains.map((g) => {
    const range = g.low === g.high ? `${g.low}` : `${g.low}..${g.high}`;
    return [g.quote, g.measure, g.form, range, g.qualifier, g.sense].join(' | ');
  });

describe('a gain is found with its measure, form, numbers, qualifier and sense', () => {
  test.each<[string, string[]]>([
    ['Our method runs 3.5x faster than FlashAttention-2.', ['3.5x | speed | ratio | 3.5 | none | better']],
    [
      'Experiments show that our model is twice as fast as the baseline.',
      ['twice | speed | ratio | 2 | none | better'],
    ],
    ['It uses threefold fewer parameters than prior work.', ['threefold | size | ratio | 3 | none | better']],
    [
      'Our approach needs four to forty times fewer samples than PPO.',
      ['four to forty times | compute | ratio | 4..40 | none | better'],
    ],
    [
      'Our approach improves throughput by an order of magnitude over vLLM.',
      ['order of magnitude | speed | ratio | 10 | none | better'],
    ],
    [
      'We reduce memory usage by up to 50% compared to the original model.',
      ['50% | memory | percent | 50 | up_to | better'],
    ],
    [
      'Our system improves accuracy by 24%, 18% and 12% on GSM8K, MATH and MMLU.',
      [
        '24% | quality | percent | 24 | none | better',
        '18% | quality | percent | 18 | none | better',
        '12% | quality | percent | 12 | none | better',
      ],
    ],
    [
      'Our method improves accuracy from 42.4% to 55.3% on MMLU.',
      ['42.4% to 55.3% | quality | from_to | 42.4..55.3 | none | better'],
    ],
    [
      'Our agent reaches 94.7% and 60.5% accuracy (compared to 78.2% and 35.3% of the base model) on A and B.',
      [
        '94.7% and 60.5% accuracy (compared to 78.2% | quality | from_to | 78.2..94.7 | none | better',
        '60.5% accuracy (compared to 78.2% and 35.3% | quality | from_to | 35.3..60.5 | none | better',
      ],
    ],
    [
      'Our method improves accuracy on three sets: GSM8K (64.0% to 70.4%), MATH (62.4% to 68.2%) and MMLU (57.2% to 66.6%).',
      [
        '64.0% to 70.4% | quality | from_to | 64..70.4 | none | better',
        '62.4% to 68.2% | quality | from_to | 62.4..68.2 | none | better',
        '57.2% to 66.6% | quality | from_to | 57.2..66.6 | none | better',
      ],
    ],
    [
      'It cuts inference time from 69.7 seconds to 20.0 seconds.',
      ['69.7 seconds to 20.0 seconds | speed | from_to | 69.7..20 | none | better'],
    ],
    [
      'Our method improves the success rate by fourteen points over the baseline.',
      ['fourteen points | quality | points | 14 | none | better'],
    ],
    [
      'We cut decoding latency from 80 ms to 20 ms.',
      ['80 ms to 20 ms | speed | from_to | 80..20 | none | better'],
    ],
    [
      'Our renderer yields better quality (+4.7 PSNR) than NeRF.',
      ['+4.7 PSNR | quality | points | 4.7 | none | better'],
    ],
    ['We achieve a $2\\times$ speedup over the baseline.', ['2\\times | speed | ratio | 2 | none | better']],
    [
      'Our method achieves sim7\\% higher accuracy than GRPO.',
      ['7\\% | quality | percent | 7 | approx | better'],
    ],
    [
      'Our kernel delivers 1.6-1.8times speedups over cuBLAS.',
      ['1.6-1.8times | speed | ratio | 1.6..1.8 | none | better'],
    ],
    [
      'Our method matches the baseline while using only 10% of the compute budget.',
      ['10% | compute | ratio | 0.1 | none | better'],
    ],
    [
      'The quantized model retains 96.7% of the performance of the original model.',
      ['96.7% | quality | ratio | 0.967 | none | worse'],
    ],
    [
      'Our method runs 3x faster than the baseline with only a 1.6% drop in accuracy.',
      ['3x | speed | ratio | 3 | none | better', '1.6% | quality | percent | 1.6 | none | worse'],
    ],
    [
      'Our method improves pass@1 by 3.2 points over SFT.',
      ['3.2 points | quality | points | 3.2 | none | better'],
    ],
    [
      'Our method gains +7.54 over the baseline on MATH.',
      ['+7.54 | quality | points | 7.54 | none | better'],
    ],
    [
      'Training is more than 10^3 times cheaper than the original model.',
      ['10^3 times | compute | ratio | 1000 | at_least | better'],
    ],
    [
      'Our model reduces FLOPs by 9.9x and latency by 6.4x compared to LLaVA.',
      ['9.9x | compute | ratio | 9.9 | none | better', '6.4x | speed | ratio | 6.4 | none | better'],
    ],
    [
      'Our model reaches a memory reduction of 4x-5.7x and a throughput improvement of 2.7x-3.4x.',
      [
        '4x-5.7x | memory | ratio | 4..5.7 | none | better',
        '2.7x-3.4x | speed | ratio | 2.7..3.4 | none | better',
      ],
    ],
    [
      'Our system is 1.04sim2.2times faster than the GPU baseline.',
      ['1.04sim2.2times | speed | ratio | 1.04..2.2 | none | better'],
    ],
    [
      'Our method improves PSNR (9.87=>15.98) and SSIM (0.38 -> 0.61) over NeRF.',
      [
        '9.87=>15.98 | quality | from_to | 9.87..15.98 | none | better',
        '0.38 -> 0.61 | quality | from_to | 0.38..0.61 | none | better',
      ],
    ],
    [
      'Our method raises MMLU accuracy 50.1% -> 55.4%.',
      ['50.1% -> 55.4% | quality | from_to | 50.1..55.4 | none | better'],
    ],
    [
      'Our model reaches 85.5% on GSM8K vs. 77.0% for the baseline.',
      ['85.5% on GSM8K vs. 77.0% | quality | from_to | 77..85.5 | none | better'],
    ],
    ['Our approach reduces FLOPs by half.', ['half | compute | ratio | 2 | none | better']],
    ['Our approach uses half the memory of the baseline.', ['half | memory | ratio | 0.5 | none | better']],
    ['It activates only one-third of the parameters.', ['one-third | size | ratio | 0.333 | none | better']],
    ['Our method is 3x faster [12] than PPO [3].', ['3x | speed | ratio | 3 | none | better']],
    [
      'Our method is 175x faster at a sequence length of 128K.',
      ['175x | speed | ratio | 175 | none | better'],
    ],
    [
      'Our model uses 25% fewer parameters and 25% of the compute of the baseline.',
      ['25% | size | percent | 25 | none | better', '25% | compute | ratio | 0.25 | none | better'],
    ],
    ['Our kernel is 10-20x slower than cuBLAS.', ['10-20x | speed | ratio | 10..20 | none | worse']],
    ['Our method incurs just 1.5% latency overhead.', ['1.5% | speed | percent | 1.5 | none | worse']],
    [
      'We release a dataset that is 4x larger than previous corpora.',
      ['4x | other | ratio | 4 | none | better'],
    ],
    ['Our model outperforms a 10x larger model on MMLU.', ['10x | size | ratio | 10 | none | better']],
    [
      'Our approach improves the F1 score by 4.1% absolute and 7.9% relative over BERT.',
      ['4.1% | quality | points | 4.1 | none | better', '7.9% | quality | percent | 7.9 | none | better'],
    ],
    [
      'Latency drops by 35% and peak memory by 20% relative to FlashAttention.',
      ['35% | speed | percent | 35 | none | better', '20% | memory | percent | 20 | none | better'],
    ],
    [
      'Our filter brings 18/13/53% ASR drop with just 0.2/0.3/0.6% performance drops.',
      [
        '18 | quality | percent | 18 | none | better',
        '13 | quality | percent | 13 | none | better',
        '53% | quality | percent | 53 | none | better',
        '0.2 | quality | percent | 0.2 | none | worse',
        '0.3 | quality | percent | 0.3 | none | worse',
        '0.6% | quality | percent | 0.6 | none | worse',
      ],
    ],
    [
      'Our decoder raises the speedup of speculative decoding from 1.4x to 2.1x without loss of quality.',
      ['1.4x to 2.1x | speed | from_to | 1.4..2.1 | none | better'],
    ],
    [
      'Our cache reaches an x32 compression with the same accuracy.',
      ['x32 | size | ratio | 32 | none | better'],
    ],
    [
      'Our model is 6x to over 300x faster than existing baselines.',
      ['6x to over 300x | speed | ratio | 6..300 | none | better'],
    ],
    [
      'We improve accuracy by +3.4 pp over GRPO, including +4.4 pp on AIME 25, +3.3 pp on HMMT 25.',
      [
        '+3.4 pp | quality | points | 3.4 | none | better',
        '+4.4 pp | quality | points | 4.4 | none | better',
        '+3.3 pp | quality | points | 3.3 | none | better',
      ],
    ],
    [
      'The improvement over the base model reaches 24.7 points on Terminal-Bench 2.0, 27.7 points on SWE-bench.',
      [
        '24.7 points | quality | points | 24.7 | none | better',
        '27.7 points | quality | points | 27.7 | none | better',
      ],
    ],
    [
      'Our method beats prior work by 1) reducing latency by 20% and 2) needing less data.',
      ['20% | speed | percent | 20 | none | better'],
    ],
    [
      'Our cache reduces memory by 7.0x for under 4% added latency.',
      ['7.0x | memory | ratio | 7 | none | better', '4% | speed | percent | 4 | up_to | worse'],
    ],
    [
      'Our method cuts token cost by 40% and energy by 25%.',
      ['40% | compute | percent | 40 | none | better', '25% | compute | percent | 25 | none | better'],
    ],
    [
      'The sampler is light, adding only 0.02x computation over the baseline.',
      ['0.02x | compute | ratio | 0.02 | none | worse'],
    ],
    ['It extends the context window by 4x without training.', ['4x | other | ratio | 4 | none | better']],
    [
      'Our codec reduces transmitted bytes by 52% while accuracy is kept.',
      ['52% | memory | percent | 52 | none | better'],
    ],
  ])('%s', (text, expected) => {
    expect(gains(text)).toEqual(expected);
  });
});

test.each([
  'We process images at a resolution of 512times512 and 1152 x 1152.',
  'We train GPT-4 and a 7B model with ViT-H/14 in W4A8.',
  'The dataset holds 1,024,000 samples from 2024.',
  'Brain tumours account for 30% of all cases.',
  'Following [17] and [23, 24], we train for 30 epochs.',
  'Section 3.2 and Figure 4 describe version 2.0 of the library.',
  'Even the best model reaches only 45.9% accuracy, far below humans.',
])('a number that describes or is not the paper’s own is nothing: %s', (text) => {
  expect(findMetrics(text)).toEqual({ gains: [], scores: [] });
});

describe('a score is found with value, unit, metric and benchmark', () => {
  test.each([
    [
      'The model achieves 76.2% top-1 accuracy on ImageNet.',
      '76.2% | 76.2 | % | top-1 accuracy | ImageNet | quality',
    ],
    ['We report a WER of 3.05% on LibriSpeech.', '3.05% | 3.05 | % | WER | LibriSpeech | quality'],
    ['Our engine renders at 10 ms per image.', '10 ms | 10 | ms |  |  | speed'],
  ])('%s', (text, expected) => {
    const { gains: none, scores } = findMetrics(text);
    expect(none).toEqual([]);
    expect(
      scores.map((s) => [s.quote, s.value, s.unit, s.metric, s.benchmark, s.measure].join(' | ')),
    ).toEqual([expected]);
  });
});

test('the baseline stands after than, over or compared with', () => {
  const baseline = (text: string) => findMetrics(text).gains.map((g) => g.baseline);
  expect(baseline('Our method runs 3.5x faster than FlashAttention-2.')).toEqual(['FlashAttention-2']);
  expect(baseline('Our method improves pass@1 by 3.2 points over SFT.')).toEqual(['SFT']);
  expect(baseline('Our 7B model beats a 14B baseline by 3.2 points on MMLU.')).toEqual(['a 14B baseline']);
  const both = 'Our method outperforms GRPO and PPO by 4.1% on MATH and 2.3% on AIME 2024.';
  expect(new Set(baseline(both)).size).toBe(1);
  expect(
    baseline('Our recipe improves the accuracy of Qwen2.5-7B by 14% and of Llama-3-8B by 9% on MATH.'),
  ).toEqual(['Qwen2.5-7B', 'Llama-3-8B']);
  expect(baseline('We reduce memory usage by up to 50% compared to the original model.')).toEqual([
    'the original model',
  ]);
});

test('each number of a list has its own benchmark', () => {
  const on = (text: string) => findMetrics(text).gains.map((g) => g.benchmark);
  expect(on('Our method improves accuracy by 24%, 18% and 12% on GSM8K, MATH and MMLU.')).toEqual([
    'GSM8K',
    'MATH',
    'MMLU',
  ]);
  expect(on('Our method improves accuracy by 2.4% on GSM8K and 3.1% on MATH over PPO.')).toEqual([
    'GSM8K',
    'MATH',
  ]);
});

test('a word that names nothing is no baseline', () => {
  const baseline = (text: string) => findMetrics(text).gains.map((g) => g.baseline);
  expect(baseline('We achieve 2x faster inference without loss of quality.')).toEqual([null]);
  expect(baseline('Our model outperforms a 10x larger model on MMLU.')).toEqual([null]);
  expect(baseline('Our method is 3x faster [12] than PPO [3].')).toEqual(['PPO']);
});

test('a claim that is stated twice is found twice', () => {
  const text = 'Our method runs 3.5x faster than PPO. In short, our method is 3.5x faster than PPO.';
  expect(findMetrics(text).gains.map((g) => g.start)).toEqual([16, 62]);
});
