import { expect, test } from 'vitest';
import { rankTrends } from '../../../src/core/stats/rank.ts';
import { binomialTrend } from '../../../src/core/stats/trend.ts';

const counts = (k: number[], n: number) => binomialTrend(k.map((count, t) => ({ t, k: count, n })));

const trends = [
  { id: 'steep, few papers', trend: counts([0, 0, 1, 0, 1, 1, 2, 1, 2, 3], 20) },
  { id: 'sure', trend: counts([100, 110, 118, 131, 144, 160, 172, 190, 212, 230], 1000) },
  { id: 'falls', trend: counts([90, 85, 70, 60, 55, 50, 40, 35, 33, 30], 1000) },
  { id: 'flat', trend: counts([50, 51, 49, 50, 52, 48, 51, 49, 50, 50], 1000) },
  { id: 'rare', trend: counts([0, 1, 0, 0, 0, 0, 1, 0, 0, 0], 1000) },
];

test('evidence orders the lists: a sure rise stands above a steeper one of few papers', () => {
  const { rising, falling, notEnough } = rankTrends(trends);
  expect(rising.map((t) => t.id)).toContain('steep, few papers');
  expect(rising[0]?.id).toBe('sure');
  const steep = rising.find((t) => t.id === 'steep, few papers');
  expect(steep?.slope).toBeGreaterThan(rising[0]?.slope ?? Infinity);
  expect(falling[0]?.id).toBe('falls');
  expect(notEnough.map((t) => t.id)).toEqual(['rare']);
});

test('q is adjusted over the four topics that could be tested, and none is lost', () => {
  const { rising, falling, notEnough } = rankTrends(trends);
  expect(rising.length + falling.length + notEnough.length).toBe(trends.length);
  const smallest = [...rising, ...falling].sort((a, b) => a.p - b.p)[0];
  expect(smallest?.q).toBeLessThanOrEqual(4 * (smallest?.p ?? 0) + 1e-12);
  for (const t of [...rising, ...falling]) expect(t.q).toBeGreaterThanOrEqual(t.p);
});

test('the order of the input never matters, and no topics give empty lists', () => {
  expect(rankTrends([...trends].reverse())).toEqual(rankTrends(trends));
  expect(rankTrends([])).toEqual({ rising: [], falling: [], notEnough: [] });
});
