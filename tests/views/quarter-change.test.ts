import { describe, expect, test } from 'vitest';
import { toIso } from '../../src/questions/period.ts';
import { largestUnsure, quarterChange, sureChanges } from '../../src/views/quarter-change.ts';
import { cubeOf, everything, FIRST, named, spanOf, weeksFrom, type Cell } from './cube.ts';

// Two years and a few weeks: Q1 2024 to Q4 2025 are complete, Q1 2026 is not.
const weeks = weeksFrom(109);
const spans = [spanOf('a', FIRST, FIRST + 109 * 7 - 1)];
const last = toIso(FIRST + 109 * 7 - 1);
const quarter = (week: number) => Math.floor((week - FIRST) / (7 * 13));
const cells = weeks.flatMap((week): Cell[] => [
  { topic: '*', week, source: 'a', papers: 50 },
  { topic: 'steady', week, source: 'a', papers: 5 },
  { topic: 'rises', week, source: 'a', papers: quarter(week) >= 7 ? 10 : 3 },
  { topic: 'falls', week, source: 'a', papers: quarter(week) >= 7 ? 2 : 9 },
  { topic: 'a bit', week, source: 'a', papers: quarter(week) === 7 && (week - FIRST) % 14 === 0 ? 5 : 4 },
]);
const topics = ['steady', 'rises', 'falls', 'a bit', 'rare'].map((id) => named(id));
const run = (options: object = {}, against: 'before' | 'year' = 'before', from: Cell[] = cells) => {
  const cube = cubeOf(from);
  return quarterChange(cube, cube, topics, { ...everything, last, ...options }, spans, against);
};
const found = (...given: Parameters<typeof run>) => {
  const change = run(...given);
  if ('kind' in change) throw new Error(change.reason);
  return change;
};

describe('the last complete quarter', () => {
  test('is compared with the one before it, week for week the days that are counted', () => {
    const change = found();
    expect([toIso(change.now.name), toIso(change.then.name)]).toEqual(['2025-10-01', '2025-07-01']);
    expect(change.papers.now).toBe(((change.now.end + 1 - change.now.start) / 7) * 50);
    const rises = change.changes.find(({ id }) => id === 'rises')?.change;
    expect(rises).toMatchObject({ kind: 'change', after: { n: change.papers.now } });
  });
  test('or with the same quarter a year before', () => {
    expect(toIso(found({}, 'year').then.name)).toBe('2024-10-01');
  });
  test('has papers: a source that stopped is compared where it last was', () => {
    const stopped = cells.map((cell) => (quarter(cell.week) >= 6 ? { ...cell, source: 'b' } : cell));
    expect(toIso(found({ sources: ['a'] }, 'before', stopped).now.name)).toBe('2025-04-01');
  });
  test('is told as missing where the range is too short', () => {
    expect(run({ from: '2025-11-01' })).toMatchObject({ kind: 'no-quarter' });
    expect(run({ from: '2025-06-30' }, 'year')).toMatchObject({
      reason: 'the same quarter a year before has no papers or is not complete',
    });
  });
});

describe('changes', () => {
  test('that hold among all topics are rises and falls, others are not', () => {
    expect(sureChanges(found(), 1).map(({ id }) => id)).toEqual(['rises']);
    expect(sureChanges(found(), -1).map(({ id }) => id)).toEqual(['falls']);
  });
  test('that chance may explain are told apart, the largest by name', () => {
    expect(largestUnsure(found(), 1)?.id).toBe('a bit');
  });
  test('of a topic without papers are not tested', () => {
    const change = found();
    expect(change.tested).toBe(4);
    expect(change.changes.find(({ id }) => id === 'rare')).toMatchObject({
      q: null,
      change: { kind: 'not-enough' },
    });
  });
  test('a source that begins in the later quarter makes none', () => {
    const more = cells
      .filter(({ topic }) => topic === '*' || topic === 'steady')
      .flatMap((cell) =>
        quarter(cell.week) >= 7
          ? [cell, { ...cell, source: 'b', papers: cell.topic === '*' ? 100 : 80 }]
          : [cell],
      );
    const cube = cubeOf(more);
    const two = [...spans, spanOf('b', FIRST + 7 * 91, FIRST + 109 * 7 - 1)];
    const change = quarterChange(cube, cube, topics, { ...everything, last }, two, 'before');
    expect('kind' in change ? null : [...sureChanges(change, 1), ...sureChanges(change, -1)]).toEqual([]);
  });
});
