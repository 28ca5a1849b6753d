import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noFilter } from '../../src/questions/filter.ts';
import { paperWindows } from '../../src/questions/paper-window.ts';
import { toDay, toIso } from '../../src/questions/period.ts';
import { trendCube } from '../../src/questions/trend-cube.ts';

const MONDAY = toDay('2020-01-06');
/** 300 weeks of 1,000 papers of one source; every tenth on a topic. */
const weeks = Array.from({ length: 300 }, (_, i) => MONDAY + 7 * i);
const cube = trendCube({
  rows: 600,
  topic: [...weeks.map(() => '*'), ...weeks.map(() => 'rag')],
  week: [...weeks, ...weeks],
  sources: Array.from({ length: 600 }, () => 'a'),
  papers: [...weeks.map(() => 1000), ...weeks.map(() => 100)],
});
const LAST = MONDAY + 7 * 300 - 1;

test('the newest papers of a large dataset lie in its last week, and windows widen to the filter’s own', () => {
  const windows = paperWindows(cube, noFilter, true, 50);
  expect(windows[0]).toEqual({ from: toIso(LAST - 6), to: null });
  expect(windows.at(-1)).toEqual({ from: null, to: null });
  expect(windows.length).toBeLessThan(8);
});
test('the oldest lie in its first; a chosen range bounds them', () => {
  expect(paperWindows(cube, noFilter, false, 50)[0]).toEqual({ from: null, to: toIso(MONDAY + 6) });
  const later = { ...noFilter, from: '2021-03-03' };
  const [first] = paperWindows(cube, later, false, 50);
  expect(first?.from).toBe('2021-03-03');
  expect(toDay(first?.to ?? '') - toDay('2021-03-03')).toBeLessThan(8);
});
test('a small dataset is asked as it is, and so is one without a cube', () => {
  const few = trendCube({ rows: 1, topic: ['*'], week: [MONDAY], sources: ['a'], papers: [400] });
  expect(paperWindows(few, noFilter, true, 50)).toEqual([{ from: null, to: null }]);
  expect(paperWindows(null, noFilter, true, 50)).toEqual([{ from: null, to: null }]);
});
test('each window lies within the next, and the first holds at least the papers wanted of what the cube counts', () => {
  fc.assert(
    fc.property(
      fc.nat(3000),
      fc.boolean(),
      fc.constantFrom<string[]>([], ['rag']),
      fc.nat(1500),
      (wanted, newest, topics, start) => {
        const filter = { ...noFilter, topics, from: toIso(MONDAY + start) };
        const windows = paperWindows(cube, filter, newest, wanted);
        const days = windows.map(
          ({ from, to }) => [toDay(from ?? '2020-01-06'), to === null ? LAST : toDay(to)] as const,
        );
        for (const [i, [from, to]] of days.entries()) {
          const next = days[i + 1];
          if (next) expect(from >= next[0] && to <= next[1]).toBe(true);
        }
        const [from, to] = days[0] ?? [0, 0];
        const perWeek = topics.length > 0 ? 100 : 1000;
        // Whole weeks at least, but for the one that the range cuts.
        if (windows.length > 1) expect(Math.ceil((to - from + 1) / 7) * perWeek).toBeGreaterThan(wanted);
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});
