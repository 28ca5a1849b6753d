import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, monthsOf, shareRowsOf } from '../../../src/core/stats/share-rows.ts';

test('a year is twelve months, and days come back', () => {
  expect(monthsOf('2000-01-01')).toBe(0);
  expect(monthsOf('2024-01-01')).toBeCloseTo(24 * 12, 1);
  expect(() => monthsOf('2024-13-01')).toThrow('2024-13-01');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15_000 }), (day) => {
      const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(dayOf(monthsOf(iso))).toBe(iso);
    }),
  );
});

test('a week without the topic is a row with k = 0, and sets of sources join their stratum', () => {
  const rows = shareRowsOf(
    [
      { topic: '*', week: '2024-01-01', sources: 'a', papers: 10 },
      { topic: '*', week: '2024-01-08', sources: 'a', papers: 12 },
      { topic: '*', week: '2024-01-08', sources: 'a+b', papers: 3 },
      { topic: '*', week: '2024-01-08', sources: 'b', papers: 5 },
      { topic: 'agents', week: '2024-01-08', sources: 'a', papers: 2 },
      { topic: 'agents', week: '2024-01-08', sources: 'a+b', papers: 1 },
    ],
    ['a', 'b'],
  );
  expect([...rows.keys()]).toEqual(['agents']);
  expect(rows.get('agents')).toEqual([
    { t: monthsOf('2024-01-01'), stratum: 'a', k: 0, n: 10 },
    { t: monthsOf('2024-01-08'), stratum: 'a', k: 3, n: 15 },
    { t: monthsOf('2024-01-08'), stratum: 'b', k: 0, n: 5 },
  ]);
});

test('no rows give no topics; a topic with papers where "*" has none is refused', () => {
  expect(shareRowsOf([], []).size).toBe(0);
  expect(() => shareRowsOf([{ topic: 'x', week: '2024-01-01', sources: 'a', papers: 1 }], [])).toThrow(
    '2024-01-01',
  );
});
