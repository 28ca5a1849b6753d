import { expect, test } from 'vitest';
import { writeAll } from '../../scripts/build/write-all.ts';

test('what one call leaves is written by the next, at its place', () => {
  const disk = new Uint8Array(9);
  const bytes = Uint8Array.from([1, 2, 3, 4, 5, 6, 7]);
  writeAll(0, bytes, 2, (_, from, offset, length, at) => {
    const some = Math.min(3, length);
    disk.set(from.subarray(offset, offset + some), at);
    return some;
  });
  expect([...disk]).toEqual([0, 0, ...bytes]);
});

test('a disk that takes no more is told', () => {
  const room = [2, 0];
  expect(() => writeAll(0, new Uint8Array(5), 0, () => room.shift() ?? 0)).toThrow('only 2 of 5 bytes');
});
