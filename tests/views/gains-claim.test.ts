import { expect, test } from 'vitest';
import type { GainRow } from '../../src/questions/gains.ts';
import { claimsOf, type Kind } from '../../src/views/gains-claim.ts';

const row = (change: Partial<GainRow>): GainRow => ({
  metric_id: 'p#g1',
  paper_id: 'p',
  day: 20157,
  form: 'ratio',
  low: 2,
  high: 2,
  factor_low: null,
  factor_high: null,
  qualifier: 'none',
  sense: 'better',
  ...change,
});
const one = (change: Partial<GainRow>, kind: Kind) => claimsOf([row(change)], kind).claims[0];

test('a range of factors stands at its geometric middle', () => {
  expect(one({ factor_low: 2, factor_high: 8 }, 'factor')).toMatchObject({ low: 2, high: 8, value: 4 });
});
test('a gain without a factor is left out, and counted', () => {
  expect(claimsOf([row({ form: 'points' }), row({ factor_low: 3, factor_high: 3 })], 'factor').left).toBe(1);
});
test('a factor that is no positive number is left out rather than drawn at the end of the axis', () => {
  expect(claimsOf([row({ factor_low: 0, factor_high: 2 })], 'factor').claims).toEqual([]);
});
test('forms are never mixed', () => {
  const rows = [row({ form: 'points' }), row({ form: 'percent' }), row({ form: 'from_to' })];
  for (const kind of ['points', 'percent', 'from_to'] as const) {
    expect(claimsOf(rows, kind).claims.map((claim) => claim.form)).toEqual([kind]);
  }
});
test('a worse percentage stands below zero', () => {
  expect(one({ form: 'percent', low: 1, high: 3, sense: 'worse' }, 'percent')).toMatchObject({
    low: -3,
    high: -1,
    value: -2,
    worse: true,
  });
});
test('a pair keeps its order: an error that falls from 8 to 3 stands at 3', () => {
  expect(one({ form: 'from_to', low: 8, high: 3 }, 'from_to')).toMatchObject({ low: 8, high: 3, value: 3 });
});
test('a ratio is above 1 exactly when better', () => {
  expect(one({ low: 0.5, high: 0.5 }, 'ratio')?.value).toBe(2);
  expect(one({ low: 0.25, high: 0.5 }, 'ratio')).toMatchObject({ low: 2, high: 4 });
  expect(one({ low: 0.967, high: 0.967, sense: 'worse' }, 'ratio')?.value).toBe(0.967);
  expect(one({ low: 4, high: 4, sense: 'worse' }, 'ratio')?.value).toBe(0.25);
  expect(one({ low: 1, high: 1, sense: 'worse' }, 'ratio')?.value).toBe(1);
});
test('"up to" is told apart', () => {
  expect(one({ factor_low: 2, factor_high: 2, qualifier: 'up_to' }, 'factor')?.upTo).toBe(true);
  expect(one({ factor_low: 2, factor_high: 2, qualifier: 'at_least' }, 'factor')?.upTo).toBe(false);
});
