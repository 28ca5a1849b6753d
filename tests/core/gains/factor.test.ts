import { expect, test } from 'vitest';
import type { Form, Measure, Sense } from '../../../src/core/paper.ts';
import { factorOf } from '../../../src/core/gains/factor.ts';
import { findMetrics } from '../../../src/core/gains/find.ts';

const gain = (form: Form, low: number, high: number, sense: Sense = 'better', measure: Measure = 'speed') => ({
  measure, form, low, high, sense,
}); // prettier-ignore

test.each<[string, ReturnType<typeof gain>, boolean, [number, number] | null]>([
  ['3.5x faster is 3.5', gain('ratio', 3.5, 3.5), true, [3.5, 3.5]],
  ['50% less memory is 2', gain('percent', 50, 50, 'better', 'memory'), false, [2, 2]],
  ['30% faster is 1.3', gain('percent', 30, 30), true, [1.3, 1.3]],
  ['40% lower latency is 1.67', gain('percent', 40, 40), false, [1 / 0.6, 1 / 0.6]],
  ['from 80 ms to 20 ms is 4', gain('from_to', 80, 20), false, [4, 4]],
  ['only 10% of the compute is 10', gain('ratio', 0.1, 0.1, 'better', 'compute'), false, [10, 10]],
  ['2 to 5 times is 2 to 5', gain('ratio', 2, 5), true, [2, 5]],
  ['2x slower is a half', gain('ratio', 2, 2, 'worse'), true, [0.5, 0.5]],
  ['10% overhead is 1 in 1.1', gain('percent', 10, 10, 'worse'), true, [1 / 1.1, 1 / 1.1]],
  ['20% lower throughput is 0.8', gain('percent', 20, 20, 'worse'), false, [0.8, 0.8]],
  ['400% faster is 5', gain('percent', 400, 400), true, [5, 5]],
  ['a cut by all of it has no factor', gain('percent', 100, 100), false, null],
  ['quality keeps its own scale', gain('percent', 30, 30, 'better', 'quality'), true, null],
  ['a difference in points has none', gain('points', 15, 15), false, null],
  ['nothing to divide by', gain('from_to', 0, 20), true, null],
])('%s', (_, claimed, rises, expected) => {
  const factor = factorOf(claimed, rises);
  if (expected === null) expect(factor).toBeNull();
  else {
    expect(factor?.low).toBeCloseTo(expected[0], 9);
    expect(factor?.high).toBeCloseTo(expected[1], 9);
  }
});

test('the text says whether a percentage is more or less', () => {
  const factor = (text: string) => findMetrics(text).gains[0]?.factor?.low.toFixed(2);
  expect(factor('Our method achieves 30% higher throughput than vLLM.')).toBe('1.30');
  expect(factor('Our method achieves 40% lower latency than vLLM.')).toBe('1.67');
});
