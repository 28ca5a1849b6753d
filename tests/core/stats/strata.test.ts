import { expect, test } from 'vitest';
import { seeded } from '../../../src/core/stats/random.ts';
import type { ShareRow } from '../../../src/core/stats/result.ts';
import { sourceOrder, stratumOf } from '../../../src/core/stats/strata.ts';
import { binomialTrend } from '../../../src/core/stats/trend.ts';

const order = sourceOrder([
  { source: 'b', first: '2024-06-01', last: '2025-06-01' },
  { source: 'a', first: '2023-01-01', last: '2025-06-01' },
  { source: 'c', first: '2024-06-01', last: '2025-06-01' },
]);

test('the source that covers the most days comes first, equal ones by name', () => {
  expect(order).toEqual(['a', 'b', 'c']);
  expect(sourceOrder([])).toEqual([]);
});

test('a paper of several sources belongs to the longest-running; an unknown source comes last', () => {
  expect(stratumOf('a+b', order)).toBe('a');
  expect(stratumOf('b+c', order)).toBe('b');
  expect(stratumOf('c', order)).toBe('c');
  expect(stratumOf('new+c', order)).toBe('c');
  expect(stratumOf('new', order)).toBe('new');
});

test('a source that begins and lists again what another lists makes no trend, where sets as strata would', () => {
  const random = seeded(31);
  const papers: { t: number; sources: string; topic: boolean }[] = [];
  for (let week = 0; week < 120; week++) {
    for (let i = 0; i < 60; i++) {
      const topic = random.next() < 0.1;
      // From week 60 on, source b lists again most of a's papers that have the topic and few of the others.
      const again = week >= 60 && random.next() < (topic ? 0.8 : 0.1);
      papers.push({ t: week * 0.23, sources: again ? 'a+b' : 'a', topic });
    }
  }
  const rows = (stratum: (sources: string) => string): ShareRow[] =>
    papers.map((p) => ({ t: p.t, k: p.topic ? 1 : 0, n: 1, stratum: stratum(p.sources) }));
  const bySet = binomialTrend(rows((sources) => sources));
  const byStratum = binomialTrend(rows((sources) => stratumOf(sources, order)));
  if (bySet.kind !== 'trend' || byStratum.kind !== 'trend') throw new Error('no trend');
  expect(bySet.high).toBeLessThan(-0.03);
  expect(byStratum.low).toBeLessThan(0);
  expect(byStratum.high).toBeGreaterThan(0);
});
