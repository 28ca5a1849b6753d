import { expect, test } from 'vitest';
import { heldOf, PRINTED } from '../../src/app/printed.ts';

const chunks = (sizes: number[]) => new Map(sizes.map((n, i) => [i, Array.from({ length: n })]));

test('rows are held up to the first gap, and no more of them than are printed', () => {
  expect(heldOf(chunks([]), 15)).toBe(0);
  expect(heldOf(chunks([15, 15, 4]), 15)).toBe(34);
  expect(heldOf(new Map([[1, Array.from({ length: 15 })]]), 15)).toBe(0);
  expect(heldOf(chunks(Array.from({ length: 40 }, () => 15)), 15)).toBe(PRINTED);
});
