import { expect, test } from 'vitest';
import { hitTrend, trendGeometry } from '../../src/charts/geometry/trend.ts';
import { toIso } from '../../src/questions/period.ts';
import { ALL, rollup, type RollupOptions, type TrendCube } from '../../src/questions/trend-cube.ts';
import { stratified } from '../../src/views/strata.ts';
import { trendSeries } from '../../src/views/trend-series.ts';

// Ten years of weeks, four sources in all their sets, 400 topics: what a million papers roll up to.
const names = ['a', 'b', 'c', 'd'];
const sources = Array.from({ length: 15 }, (_, i) =>
  names.filter((_, bit) => (i + 1) & (1 << bit)).join('+'),
);
const topics = [ALL, ...Array.from({ length: 400 }, (_, i) => `t${i}`)];
const weeks = 520;
const cube: TrendCube = {
  topics,
  sources,
  firstWeek: 16804 - 3,
  weeks,
  papers: Int32Array.from({ length: sources.length * topics.length * weeks }, (_, i) =>
    Math.floor(i / weeks) % topics.length === 0 ? 130 : (i * 7919) % 5,
  ),
};
const spans = names.map((source) => ({ source, first: '2016-01-04', last: '2025-12-21' }));
const chosen = ['t3', 't50', 't120', 't200', 't301', 't399'].map((id) => ({ id, label: id }));
const only = chosen.map(({ id }) => id);

/**
 * Processor time a call in milliseconds: the median is what the code costs; the 95th percentile on a busy machine is
 * as much what its neighbours and the collector cost, so it is printed and the median held.
 */
function cost(times: number, task: (i: number) => void): { median: number; p95: number } {
  for (let i = 0; i < 20; i++) task(i);
  const each = Array.from({ length: times }, (_, i) => {
    const before = process.cpuUsage();
    task(i);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  each.sort((a, b) => a - b);
  const at = (share: number) => each[Math.ceil(times * share) - 1] ?? Infinity;
  return { median: at(0.5), p95: at(0.95) };
}

const step = (unit: 'week' | 'month' | 'quarter') => (i: number) => {
  const from = toIso(cube.firstWeek + i * 7);
  const parts = stratified(
    cube,
    cube,
    { from, to: null, sources: [], unit, last: '2025-12-21', only },
    spans,
  );
  const series = trendSeries(parts, chosen, 'share');
  return trendGeometry(series, { width: 1300, height: 400, shown: 'share', direct: true });
};

test.each(['month', 'quarter'] as const)(
  'a step of a brush over a million papers takes under 16 ms by %s',
  (unit) => {
    const { median, p95 } = cost(40, step(unit));
    console.log(
      `brush step by ${unit}: median ${median.toFixed(1)} ms, 95th percentile ${p95.toFixed(1)} ms`,
    );
    expect(median).toBeLessThan(16);
  },
);

test('a hover takes under 1 ms', () => {
  const chart = step('week')(0);
  expect(cost(40, (i) => hitTrend(chart, i * 30, 200)).median).toBeLessThan(1);
});

test('only the chosen topics are summed, and what is summed is the same', () => {
  const options: RollupOptions = { from: null, to: null, sources: [], unit: 'quarter', last: null };
  const all = rollup(cube, options);
  const some = rollup(cube, { ...options, only: ['t3'] });
  const row = (rolled: typeof all, i: number) => [
    ...rolled.k.slice(i * rolled.periods.length, (i + 1) * rolled.periods.length),
  ];
  expect(row(some, 4)).toEqual(row(all, 4));
  expect([...some.n]).toEqual([...all.n]);
  expect(Math.max(...row(some, 5))).toBe(0);
});
