import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mendText } from '../../src/core/text/mend.ts';
import { numbersIn, storedSpan } from '../../src/views/selected-span.ts';

const stored = 'Runs **6.5times** faster, cuts sim7\\% of memory &amp; stays at 81.2\\%.';
const shown = mendText(stored);
const select = (text: string) => {
  const from = shown.indexOf(text);
  const span = storedSpan(stored, from, from + text.length);
  return span && stored.slice(span.start, span.start + span.length);
};

test('what is selected in the mended text is found in the stored one, scraps and all', () => {
  expect(shown).toBe('Runs 6.5× faster, cuts ~7% of memory & stays at 81.2%.');
  expect(mendText(select('6.5×') ?? '')).toBe('6.5×');
  expect(mendText(select('~7%') ?? '')).toBe('~7%');
  expect(select('memory & stays')).toBe('memory &amp; stays');
});
test('blanks at the ends of a selection are left out, and nothing but blanks is nothing', () => {
  const from = shown.indexOf(' faster, ');
  const span = storedSpan(stored, from, from + ' faster, '.length);
  expect(span && stored.slice(span.start, span.start + span.length)).toBe('faster,');
  expect(storedSpan('a  b', 1, 3)).toBeNull();
  expect(storedSpan('', 0, 5)).toBeNull();
});
test('a selection made backwards is the same one, and one beyond the ends stays within', () => {
  expect(storedSpan('plain words', 5, 0)).toEqual({ start: 0, length: 5 });
  expect(storedSpan('plain words', -3, 99)).toEqual({ start: 0, length: 11 });
});
test('in any text a selection gives a span that mends to what was selected', () => {
  const texts = fc
    .array(fc.constantFrom('2.5x', ' ', 'faster', '**', '\\%', '7', 'times', '&amp;', '😀', '{,}', '.'), {
      maxLength: 12,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.nat(60), fc.nat(60), (text, a, b) => {
      const span = storedSpan(text, a, b);
      if (!span) return;
      const whole = mendText(text);
      const selected = whole.slice(Math.min(a, b), Math.max(a, b)).trim();
      // A scrap may mend otherwise beside its neighbours; the span is never shorter than what was selected.
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.start + span.length).toBeLessThanOrEqual(text.length);
      if (whole === text) expect(text.slice(span.start, span.start + span.length)).toBe(selected);
    }),
    { numRuns: 200 },
  );
});
test('a form begins with the numbers of the selection and what they look like', () => {
  expect(numbersIn('2–5×')).toEqual({ low: 2, high: 5, form: 'ratio' });
  expect(numbersIn('1,200 percent')).toEqual({ low: 1200, high: 1200, form: 'percent' });
  expect(numbersIn('3.4 points')).toEqual({ low: 3.4, high: 3.4, form: 'points' });
});
