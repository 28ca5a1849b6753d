import { describe, expect, test } from 'vitest';
import { toDay, toIso } from '../../src/questions/period.ts';
import { trendCube } from '../../src/questions/trend-cube.ts';
import { stratified } from '../../src/views/strata.ts';
import { sortRanks, tellingTopics, topicRanks } from '../../src/views/topic-ranks.ts';
import { trendSeries } from '../../src/views/trend-series.ts';
import { trendTitle, verdict } from '../../src/views/trend-words.ts';

type Cell = { topic: string; week: number; source: string; papers: number };
const cubeOf = (cells: Cell[]) =>
  trendCube({
    rows: cells.length,
    topic: cells.map(({ topic }) => topic),
    week: cells.map(({ week }) => week),
    sources: cells.map(({ source }) => source),
    papers: cells.map(({ papers }) => papers),
  });
const first = toDay('2024-01-01');
const weeks = Array.from({ length: 104 }, (_, i) => first + i * 7);
const all = { from: null, to: null, sources: [], last: null };
const named = (id: string) => ({ id, label: id, area: 'x', kind: 'curated' });

describe('a source that starts in the middle', () => {
  // 20 papers a week of source a, a tenth of them on the topic; from the second year on 80 of source b, half of them.
  const cells = weeks.flatMap((week, i): Cell[] => [
    { topic: '*', week, source: 'a', papers: 20 },
    { topic: 'rag', week, source: 'a', papers: 2 },
    ...(i >= 52
      ? [
          { topic: '*', week, source: 'b', papers: 80 },
          { topic: 'rag', week, source: 'b', papers: 40 },
        ]
      : []),
  ]);
  const cube = cubeOf(cells);
  const spans = [
    { source: 'a', first: toIso(first), last: toIso(first + 727) },
    { source: 'b', first: toIso(first + 364), last: toIso(first + 727) },
  ];
  const [series] = trendSeries(
    stratified(cube, cube, { ...all, unit: 'month' }, spans),
    [named('rag')],
    'share',
  );
  const points = series?.points ?? [];

  test('the naive share jumps, the drawn one does not', () => {
    const naive = points.map(({ k, n }) => k / n);
    expect((naive.at(-1) ?? 0) - (naive[0] ?? 0)).toBeGreaterThan(0.3);
    const drawn = points.map(({ value }) => value ?? 0);
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeLessThan(0.02);
  });
  test('it is no rise in the ranking', () => {
    const [rank] = topicRanks(cube, cube, [named('rag')], all, spans);
    expect(rank?.trend.kind).toBe('trend');
    expect(rank && verdict(rank)).toBe('steady');
  });
  test('k and n stay the papers as they are', () => {
    expect(points.at(-2)).toMatchObject({ k: expect.any(Number) as number, n: expect.any(Number) as number });
    expect(points.reduce((sum, { k }) => sum + k, 0)).toBe(104 * 2 + 52 * 40);
  });
});

describe('the ranking', () => {
  const cells = weeks.flatMap((week, i): Cell[] => [
    { topic: '*', week, source: 'a', papers: 100 },
    { topic: 'up', week, source: 'a', papers: 5 + Math.floor(i / 8) },
    { topic: 'down', week, source: 'a', papers: 20 - Math.floor(i / 8) },
    { topic: 'flat', week, source: 'a', papers: 30 },
    ...(i > 101 ? [{ topic: 'few', week, source: 'a', papers: 1 }] : []),
  ]);
  const cube = cubeOf(cells);
  const spans = [{ source: 'a', first: toIso(first), last: toIso(first + 727) }];
  const ranks = topicRanks(cube, cube, ['few', 'flat', 'down', 'up'].map(named), all, spans);
  const of = (id: string) => ranks.find((rank) => rank.id === id);
  const ids = (order: Parameters<typeof sortRanks>[1]) => sortRanks(ranks, order).map(({ id }) => id);

  test('a rise is a rise, a fall a fall, and few papers are not enough', () => {
    const verdicts = ['up', 'down', 'flat', 'few'].map((id) =>
      ranks.filter((rank) => rank.id === id).map(verdict),
    );
    expect(verdicts.flat()).toEqual(['rising', 'falling', 'steady', 'unknown']);
  });
  test('three papers in one week do not lead the list', () => {
    expect(ids('evidence').at(-1)).toBe('few');
    expect(ids('rising')[0]).toBe('up');
    expect(ids('falling')[0]).toBe('down');
    expect(ids('share')[0]).toBe('flat');
  });
  test('the telling topics rise or fall surely, then come the largest', () => {
    expect(tellingTopics(ranks, 4).map(({ id }) => id)).toEqual(['up', 'down', 'flat', 'few']);
  });
  test('the title says who rises and who falls', () => {
    expect(trendTitle(ranks, ['up', 'down', 'flat'].map(named))).toBe('up rises; down falls');
    expect(trendTitle(ranks, [named('flat')])).toBe('flat over time');
    expect(trendTitle([], [])).toBe(' over time');
  });
  test('share now is of the last quarter of complete months', () => {
    expect(of('flat')?.now).toMatchObject({ kind: 'share', share: 0.3 });
  });
});
