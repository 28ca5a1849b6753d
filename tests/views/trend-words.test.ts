import { expect, test } from 'vitest';
import type { TrendBurst } from '../../src/views/trend-bursts.ts';
import { burstWords, shareBasis } from '../../src/views/trend-words.ts';

const burst = (from: number, to: number): TrendBurst => ({
  id: 'a',
  from,
  to,
  k: 9,
  n: 20,
  expected: 3,
  p: 0.01,
});
const name = (day: number) => `m${Math.floor(day / 30)}`;

test('a share of one source by month is its count over all papers and needs no word', () => {
  expect(shareBasis('month', 1)).toBe('');
});
test('a share at one mix of sources, or over several weeks, says what it is', () => {
  expect([shareBasis('quarter', 3), shareBasis('week', 1), shareBasis('week', 2)]).toEqual([
    'at one mix of sources',
    'over 9 weeks',
    'at one mix of sources, over 9 weeks',
  ]);
});
test('a burst is told from its first to its last month, one within a month by that month alone', () => {
  expect(burstWords([burst(60, 149)], name)).toBe('burst: m2 to m4');
  expect(burstWords([burst(60, 80), burst(300, 359)], name)).toBe('bursts: m2, m10 to m11');
  expect(burstWords([], name)).toBe('no burst');
});
