import { expect, test } from 'vitest';
import { burstsOf } from '../../../src/core/stats/bursts.ts';
import { seeded } from '../../../src/core/stats/random.ts';
import { rankTrends } from '../../../src/core/stats/rank.ts';
import type { ShareRow } from '../../../src/core/stats/result.ts';
import { binomialTrend } from '../../../src/core/stats/trend.ts';
import { binomialDraw } from './simulate.ts';

// The aim is 100 ms on a quiet core; a busy one also slows the processor time (caches, clock).
const BAR = 250;

const random = seeded(1);
const topics = Array.from({ length: 126 }, (_, id) => ({
  id: `topic ${id}`,
  rows: Array.from({ length: 160 * 5 }, (_, cell): ShareRow => {
    const share = 0.005 + 0.0005 * id;
    return {
      t: (cell % 160) * 0.23,
      k: binomialDraw(random, 20, share),
      n: 20,
      stratum: `s${Math.floor(cell / 160)}`,
    };
  }),
}));

/** Least of five runs, in ms of processor time: what others do on the machine hardly counts. */
function cost(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    work();
    const used = process.cpuUsage(start);
    return (used.user + used.system) / 1000;
  });
  return Math.min(...times);
}

test('the trends of 126 topics over 160 weeks and 5 sources, ranked, take well under 100 ms', () => {
  const ms = cost(() => rankTrends(topics.map(({ id, rows }) => ({ id, trend: binomialTrend(rows) }))));
  console.info(`126 topics × 160 weeks × 5 sources: trends ${ms.toFixed(1)} ms`);
  expect(ms).toBeLessThan(BAR);
});

test('their bursts without p-values cost less than the trends’ bar', () => {
  const ms = cost(() => topics.forEach(({ rows }) => burstsOf(rows, { permutations: 0 })));
  console.info(`126 topics × 160 weeks × 5 sources: bursts ${ms.toFixed(1)} ms`);
  expect(ms).toBeLessThan(BAR);
});
