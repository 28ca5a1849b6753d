import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilson } from '../../../src/core/stats/wilson.ts';

// Reference: Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (score, no continuity correction).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d gives Newcombe’s interval', (k, n, low, high) => {
  const result = wilson(k, n);
  expect(result).toMatchObject({ kind: 'share', k, n, share: k / n });
  if (result.kind !== 'share') return;
  expect(result.low).toBeCloseTo(low, 4);
  expect(result.high).toBeCloseTo(high, 4);
});

// Reference: statsmodels 0.15.0, proportion_confint(k, n, alpha, method='wilson').
test.each([
  [3, 10, 0.95, 0.10779126740630104, 0.6032218525388546],
  [1, 5, 0.95, 0.036224108632430196, 0.6244653702374748],
  [0, 12, 0.9, 0, 0.18398119474747707],
  [250, 1000, 0.99, 0.21645462945665608, 0.2868409529950474],
])('%d of %d at level %d agrees with statsmodels', (k, n, level, low, high) => {
  const result = wilson(k, n, level);
  if (result.kind !== 'share') throw new Error('no share');
  expect(result.low).toBeCloseTo(low, 12);
  expect(result.high).toBeCloseTo(high, 12);
});

test('no papers is said by type, and impossible counts are refused', () => {
  expect(wilson(0, 0)).toEqual({ kind: 'no-papers' });
  expect(() => wilson(3, 2)).toThrow('k is 3 of n 2');
  expect(() => wilson(NaN, 2)).toThrow('NaN');
});

test('the interval holds the share, mirrors with the complement and narrows with n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (n, draw) => {
      const k = draw % (n + 1);
      const one = wilson(k, n);
      const mirror = wilson(n - k, n);
      const tenfold = wilson(10 * k, 10 * n);
      if (one.kind !== 'share' || mirror.kind !== 'share' || tenfold.kind !== 'share') return false;
      const within = 0 <= one.low && one.low <= one.share && one.share <= one.high && one.high <= 1;
      const mirrored = Math.abs(one.low - (1 - mirror.high)) < 1e-12;
      return within && mirrored && tenfold.high - tenfold.low < one.high - one.low;
    }),
  );
});

test('it covers the true share about 95 times in 100 on average over shares', () => {
  // Exact, not simulated: coverage = sum of binomial probabilities of the k whose interval holds p.
  const n = 40;
  const intervals = Array.from({ length: n + 1 }, (_, k) => wilson(k, n));
  let total = 0;
  const shares = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);
  for (const p of shares) {
    let mass = (1 - p) ** n;
    for (const [k, interval] of intervals.entries()) {
      if (interval.kind === 'share' && interval.low <= p && p <= interval.high) total += mass;
      mass *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
  }
  expect(total / shares.length).toBeGreaterThan(0.945);
  expect(total / shares.length).toBeLessThan(0.96);
});
