import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianInterval } from '../../../src/core/stats/median.ts';
import { seeded } from '../../../src/core/stats/random.ts';
import { normalDraw, rateOf } from './simulate.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

// Ranks and exact coverage: binomial tails of scipy 1.17.1, scipy.stats.binom.cdf(k, n, 0.5). The ranks of n = 6, 10
// and 20 are those of printed tables of the sign interval (Conover 1999, table A3; Hahn and Meeker 1991, table A.15).
test.each([
  [6, 0.95, 1, 6, 0.96875],
  [10, 0.95, 2, 9, 0.978515625],
  [20, 0.95, 6, 15, 0.9586105346679688],
  [50, 0.95, 18, 33, 0.9671608624357315],
  [99, 0.95, 40, 60, 0.9561247064129847],
  [30, 0.9, 11, 20, 0.901262853294611],
  [1000, 0.95, 469, 532, 0.9537088026395019],
])('of %d values at level %d the ranks are the tabled ones', (n, level, low, high, coverage) => {
  const result = medianInterval(upTo(n), level);
  if (result.kind !== 'median') throw new Error(result.reason);
  expect([result.low, result.high]).toEqual([low, high]);
  expect(result.coverage).toBeCloseTo(coverage, 9);
  expect(result.median).toBe((n + 1) / 2);
});

test('five values cannot give a 95% interval, and the type says what would', () => {
  expect(medianInterval(upTo(5))).toEqual({ kind: 'not-enough', reason: '5 values', need: '6 values' });
  expect(medianInterval([])).toEqual({ kind: 'not-enough', reason: '0 values', need: '6 values' });
  expect(medianInterval(upTo(7), 0.99)).toEqual({ kind: 'not-enough', reason: '7 values', need: '8 values' });
});

test('order never matters, and any increasing scale carries the interval over', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 7, maxLength: 61 }), (drawn) => {
      const values = drawn.length % 2 === 1 ? drawn : drawn.slice(1);
      const one = medianInterval(values);
      const log = medianInterval(values.map(Math.log));
      if (one.kind !== 'median' || log.kind !== 'median') throw new Error('not enough');
      expect(medianInterval([...values].reverse())).toEqual(one);
      expect(log.low).toBe(Math.log(one.low));
      expect(log.high).toBe(Math.log(one.high));
      expect(one.coverage).toBeGreaterThanOrEqual(0.95);
    }),
  );
});

test('the interval covers the median of a skewed distribution as often as it says', () => {
  const random = seeded(61);
  const { rate } = rateOf(4000, () => {
    const result = medianInterval(Array.from({ length: 25 }, () => Math.exp(normalDraw(random))));
    return result.kind === 'median' ? result.low <= 1 && 1 <= result.high : null;
  });
  const said = medianInterval(upTo(25));
  if (said.kind !== 'median') throw new Error(said.reason);
  expect(Math.abs(rate - said.coverage)).toBeLessThan(0.011);
});
