import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from '../../src/charts/geometry/labels.ts';
import { timeTicks } from '../../src/charts/geometry/timeaxis.ts';
import { toDay } from '../../src/views/time.ts';

const labels = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }),
    y: fc.double({ min: -50, max: 450, noNaN: true }),
    height: fc.constant(16),
  }),
  { selector: ({ id }) => id, maxLength: 20 },
);

test('labels never overlap, keep their order and stay within the chart', () => {
  fc.assert(
    fc.property(labels, (some) => {
      const placed = placeLabels(some, 0, 400);
      expect(placed).toHaveLength(some.length);
      for (const [i, label] of placed.entries()) {
        expect(label.y).toBeGreaterThanOrEqual(8 - 1e-6);
        expect(label.y).toBeLessThanOrEqual(392 + 1e-6);
        const next = placed[i + 1];
        if (next) {
          expect(next.y - label.y).toBeGreaterThanOrEqual(16 - 1e-6);
          expect(next.at).toBeGreaterThanOrEqual(label.at);
        }
      }
    }),
  );
});
test('labels with room stay where they want to be', () => {
  const placed = placeLabels(
    [
      { id: 'a', y: 100, height: 16 },
      { id: 'b', y: 200, height: 16 },
    ],
    0,
    400,
  );
  expect(placed.map(({ y }) => y)).toEqual([100, 200]);
});
test('labels that want the same place share the way', () => {
  const placed = placeLabels(
    ['a', 'b', 'c'].map((id) => ({ id, y: 100, height: 16 })),
    0,
    400,
  );
  expect(placed.map(({ y }) => y)).toEqual([84, 100, 116]);
});
test('more labels than room are spread evenly', () => {
  const placed = placeLabels(
    Array.from({ length: 10 }, (_, i) => ({ id: String(i), y: 5, height: 16 })),
    0,
    80,
  );
  expect(placed.map(({ y }) => Math.round(y))).toEqual([4, 12, 20, 28, 36, 44, 52, 60, 68, 76]);
});

test('ticks stand on months and have room', () => {
  const ticks = timeTicks(toDay('2023-01-02'), toDay('2026-08-20'), 700);
  expect(ticks.map(({ label }) => label).filter((label) => /^\d{4}$/.test(label))).toEqual([
    '2024',
    '2025',
    '2026',
  ]);
  for (const [i, tick] of ticks.entries()) {
    const next = ticks[i + 1];
    if (next) expect(((next.day - tick.day) / 1327) * 700).toBeGreaterThan(50);
  }
});
test('a short axis still tells its year', () => {
  expect(timeTicks(toDay('2025-03-01'), toDay('2025-06-01'), 600)[0]?.label).toMatch(/2025/);
});
