import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beeswarm } from '../../src/charts/geometry/beeswarm.ts';

const inRoom = (offsets: Float64Array, radius: number, half: number) =>
  offsets.every((y) => Math.abs(y) <= half - radius + 1e-9);

test('a lone point stands on the line', () => {
  expect([...beeswarm([5], 3, 20)]).toEqual([0]);
  expect([...beeswarm([], 3, 20)]).toEqual([]);
});
test('points that fit never cover each other', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { maxLength: 40 }), (xs) => {
      const [radius, half] = [3, 400];
      const ys = beeswarm(xs, radius, half);
      for (let i = 0; i < xs.length; i++) {
        for (let j = 0; j < i; j++) {
          const apart = Math.hypot((xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0));
          expect(apart).toBeGreaterThanOrEqual(2 * radius - 1e-6);
        }
      }
    }),
  );
});
test('a swarm too dense for its row stays within the row', () => {
  const xs = Array.from({ length: 500 }, (_, i) => 100 + (i % 7));
  const ys = beeswarm(xs, 3, 18);
  expect(inRoom(ys, 3, 18)).toBe(true);
  // It is spread, not heaped on the line.
  expect(new Set([...ys].map((y) => Math.round(y))).size).toBeGreaterThan(15);
});
test('ten thousand points are placed within the row in well under a second', () => {
  const xs = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 900);
  const start = performance.now();
  expect(inRoom(beeswarm(xs, 2, 20), 2, 20)).toBe(true);
  expect(performance.now() - start).toBeLessThan(1000);
});
test('where points stand does not depend on their order', () => {
  const xs = [10, 11, 10.5, 40, 12, 10.2];
  const spots = (order: number[]) => {
    const mixed = order.map((i) => xs[i] ?? 0);
    const ys = beeswarm(mixed, 3, 40);
    return mixed.map((x, i) => `${x},${(ys[i] ?? 0).toFixed(6)}`).sort();
  };
  expect(spots([5, 3, 1, 0, 2, 4])).toEqual(spots([0, 1, 2, 3, 4, 5]));
});
