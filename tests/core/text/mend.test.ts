import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mend, mendText } from '../../../src/core/text/mend.ts';

describe('scraps of LaTeX and HTML are mended for the eye', () => {
  test.each([
    ['compressionx2013which', 'compression–which'],
    ['a 0x2013f register', 'a 0x2013f register'],
    ['Q&amp;A &#8211; &bogus;', 'Q&A – &bogus;'],
    ['<b>bold</b> <think>', 'bold <think>'],
    ['runs 6.5times faster', 'runs 6.5× faster'],
    ['a 33.5\\% cut', 'a 33.5% cut'],
    ['by sim7\\% on', 'by ~7% on'],
    ['a $2\\times$ speedup', 'a 2× speedup'],
    ['**2.3x** smaller', '2.3x smaller'],
    ['first<br>second<br/>third', 'first\nsecond\nthird'],
    ['at 256{times}256 pixels', 'at 256×256 pixels'],
    ['12{,}553 questions', '12,553 questions'],
    ['uses {sim}19% less', 'uses ~19% less'],
    ['three times faster', 'three times faster'],
    ['20--25% fewer', '20–25% fewer'],
    ['only $4 per test', 'only $4 per test'],
    ['costs $4 or $5 a run', 'costs $4 or $5 a run'],
    ['sim2real transfer', 'sim2real transfer'],
    ['introduces~Foo for this', 'introduces Foo for this'],
  ])('%s', (stored, shown) => {
    expect(mendText(stored)).toBe(shown);
  });
});

test('a span of the stored text is lit in the mended one', () => {
  const stored = 'It is 6.5times faster and 33.5\\% smaller.';
  const { text, at } = mend(stored);
  const start = stored.indexOf('33.5');
  expect(text.slice(at(start), at(start + '33.5\\%'.length))).toBe('33.5%');
  const ratio = stored.indexOf('6.5times');
  expect(text.slice(at(ratio), at(ratio + '6.5times'.length))).toBe('6.5×');
});

test('offsets never go back and stay inside, whatever the text', () => {
  const scrap = fc.constantFrom(
    '6.5times ',
    '\\%',
    '$2\\times$',
    '**',
    '{',
    '}',
    '<br>',
    'sim7',
    ' word ',
    '12{,}553',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(scrap, fc.string({ maxLength: 5 })), { maxLength: 20 }), (parts) => {
      const stored = parts.join('');
      const { text, at } = mend(stored);
      let last = 0;
      for (let i = 0; i <= stored.length; i++) {
        const here = at(i);
        expect(here).toBeGreaterThanOrEqual(last);
        expect(here).toBeLessThanOrEqual(text.length);
        last = here;
      }
      expect(at(stored.length)).toBe(text.length);
    }),
  );
});
