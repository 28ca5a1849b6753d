import { describe, expect, test } from 'vitest';
import { toDay, toIso } from '../../src/questions/period.ts';
import { adjustedBursts, burstsOfTopic } from '../../src/views/burst-ranks.ts';
import { emergingRows, isBurst, sortEmerging } from '../../src/views/emerging.ts';
import { stratified } from '../../src/views/strata.ts';
import { topicRanks } from '../../src/views/topic-ranks.ts';
import { cubeOf, everything, FIRST, named, spanOf, weeksFrom, type Cell } from './cube.ts';

const weeks = weeksFrom(104);
const month = (week: number) => Math.floor((week - FIRST) / 30.44);
const cells = weeks.flatMap((week, i): Cell[] => [
  { topic: '*', week, source: 'a', papers: 40 },
  { topic: 'calm', week, source: 'a', papers: 2 },
  { topic: 'burst', week, source: 'a', papers: month(week) >= 12 && week < toDay('2025-03-31') ? 9 : 1 },
  { topic: 'late', week, source: 'a', papers: month(week) >= 20 ? 12 : i % 2 },
  ...(i === 50 ? [{ topic: 'tiny', week, source: 'a', papers: 2 }] : []),
]);
const cube = cubeOf(cells);
const spans = [spanOf('a', FIRST, FIRST + 104 * 7 - 1)];
const parts = stratified(cube, cube, { ...everything, unit: 'month' }, spans);
const topics = [named('calm'), named('burst', 'discovered'), named('late'), named('tiny', 'discovered')];
const ranks = topicRanks(cube, cube, topics, everything, spans);
const found = new Map(topics.map(({ id }) => [id, burstsOfTopic(parts, id)]));

describe('bursts of a topic', () => {
  test('stand where its papers crowd, with the papers that its usual share expects', () => {
    const bursts = found.get('burst');
    if (bursts?.kind !== 'bursts') throw new Error('no bursts');
    expect(bursts.bursts).toHaveLength(1);
    const [one] = bursts.bursts;
    expect(one && [toIso(one.from), toIso(one.to)]).toEqual(['2024-12-30', '2025-03-30']);
    expect(one?.k).toBeGreaterThan(2 * (one?.expected ?? 0));
  });
  test('are shuffled often enough to hold among a hundred topics', () => {
    const bursts = found.get('burst');
    expect(bursts?.kind === 'bursts' && bursts.bursts[0]?.p).toBeLessThan(0.0005);
  });
  test('are none where papers come evenly, and no answer where they are few', () => {
    expect(found.get('calm')).toMatchObject({ kind: 'bursts', bursts: [] });
    expect(found.get('tiny')).toMatchObject({ kind: 'not-enough' });
  });
  test('a topic without a burst counts among those looked at', () => {
    const one = {
      kind: 'bursts' as const,
      bursts: [{ from: 0, to: 1, weight: 5, k: 5, n: 9, expected: 1, p: 0.02 }],
    };
    expect(adjustedBursts([one])).toEqual([0.02]);
    expect(adjustedBursts([one, { kind: 'bursts', bursts: [] }])).toEqual([0.04, 1]);
    expect(adjustedBursts([one, { kind: 'not-enough', reason: '', need: '' }])).toEqual([0.02, null]);
  });
});

describe('the list', () => {
  const rows = emergingRows(ranks, found, 'all');
  test('holds what is asked for', () => {
    expect(emergingRows(ranks, found, 'terms').map(({ id }) => id)).toEqual(['burst', 'tiny']);
    expect(emergingRows(ranks, found, 'topics').map(({ id }) => id)).toEqual(['calm', 'late']);
  });
  test('by burst the sure ones lead, by weight; by date the latest', () => {
    const sure = sortEmerging(rows, 'burst').filter(isBurst);
    expect(sure.map(({ id }) => id).sort()).toEqual(['burst', 'late']);
    expect(sortEmerging(rows, 'recent')[0]?.id).toBe('late');
  });
  test('by growth a topic without enough papers comes last', () => {
    const order = sortEmerging(rows, 'growth').map(({ id }) => id);
    expect([order[0], order.at(-1)]).toEqual(['late', 'tiny']);
  });
  test('before bursts are computed every row stands without one', () => {
    const early = emergingRows(ranks, new Map(), 'all');
    expect(early).toHaveLength(4);
    expect(early.every((row) => row.burst === null && row.found === undefined)).toBe(true);
  });
});
