import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linear } from '../../src/charts/geometry/linear.ts';

const at = fc.double({ min: -1e6, max: 1e6, noNaN: true });
test('the ends of the domain are the ends of the range, and the way back is the way', () => {
  fc.assert(
    fc.property(at, fc.double({ min: 0.01, max: 1e6, noNaN: true }), at, (from, span, value) => {
      const scale = linear([from, from + span], [400, 10]);
      expect(scale(from)).toBe(400);
      expect(scale(from + span)).toBeCloseTo(10, 3);
      expect(scale.invert(scale(value)) - value).toBeCloseTo(0, 3);
    }),
  );
});
test('ticks are round and inside; a domain of one value does not divide by zero', () => {
  expect(linear([0, 0.42], [0, 1]).ticks(5)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  const flat = linear([3, 3], [7, 9]);
  expect([flat(3), flat.invert(7)]).toEqual([7, 3]);
});
