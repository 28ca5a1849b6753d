import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentences } from '../../../src/core/text/sentences.ts';

const cut = (text: string) => sentences(text).map((s) => text.slice(s.start, s.start + s.length));

test('abbreviations and decimals end no sentence', () => {
  expect(
    cut('We gain 3.5 points, e.g. on Foo vs. Bar. See Fig. 2 of Doe et al. for more. It is fast!'),
  ).toEqual([
    'We gain 3.5 points, e.g. on Foo vs. Bar.',
    'See Fig. 2 of Doe et al. for more.',
    'It is fast!',
  ]);
});

test('a lost space after the stop still ends a sentence', () => {
  expect(cut('It beats older methods.We release the code.')).toEqual([
    'It beats older methods.',
    'We release the code.',
  ]);
});

test('a capital that belongs to the number or name before it is no initial', () => {
  expect(cut('It holds at 8B. Training is short. It leads on Bench-S. We ask J. Doe.')).toEqual([
    'It holds at 8B.',
    'Training is short.',
    'It leads on Bench-S.',
    'We ask J. Doe.',
  ]);
});

test('closing quotes and brackets stay with their sentence', () => {
  expect(cut('(It works.) "It does." Next one.')).toEqual(['(It works.)', '"It does."', 'Next one.']);
});

test('an empty line ends a sentence without a stop', () => {
  expect(cut('A heading\n\nThe text follows.')).toEqual(['A heading', 'The text follows.']);
});

test('sentences are in order, do not overlap and hold every letter', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      let end = 0;
      let kept = '';
      for (const { start, length } of sentences(text)) {
        expect(start).toBeGreaterThanOrEqual(end);
        end = start + length;
        kept += text.slice(start, end);
      }
      expect(end).toBeLessThanOrEqual(text.length);
      expect(kept.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});
