import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesOf } from '../../../src/core/text/codes.ts';

const plain = (text: string): number[] => [...codesOf(text).subarray(0, text.length + 2)];
const asked = (text: string): number[] => [
  ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)),
  0,
  0,
];

test('the codes of any text are those that the string gives, with zeros behind, however long the text before', () => {
  const units = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(fc.oneof(fc.string(), units, fc.constantFrom('é', '–', '😀', '\ud800')), (text) => {
      expect(plain(text)).toEqual(asked(text));
    }),
  );
  for (const text of ['a'.repeat(100_000), `${'b'.repeat(70_000)}é`, 'c', ''])
    expect(plain(text)).toEqual(asked(text));
});
