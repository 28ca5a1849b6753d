import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMetrics } from '../../../src/core/gains/find.ts';

const piece = fc.constantFrom(
  'Our method ', 'achieves ', 'improves accuracy by ', 'up to ', '3.5x ', '50\\% ', '42.4% to 55.3% ', 'from ', 'GPT-4 ',
  '(+4.7 PSNR) ', 'than the baseline', ', ', 'and ', 'twice ', 'sim7\\% ', '1.6-1.8times ', '512times512 ', '. ', '10^3 ',
  'on MMLU ', 'vs. ', '12{,}553 ', '$2\\times$ ', 'half of the memory ', 'less ', 'faster ', '; ', 'while ', '[', '{', '\u2013',
); // prettier-ignore
const text = fc
  .array(fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ maxLength: 8 }) }), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

test('every span cuts its quote out of the text, numbers are in order and factors positive', () => {
  fc.assert(
    fc.property(text, (t) => {
      const { gains, scores } = findMetrics(t);
      for (const m of [...gains, ...scores]) {
        expect(m.start).toBeGreaterThanOrEqual(0);
        expect(m.quote.length).toBeGreaterThan(0);
        expect(t.slice(m.start, m.start + m.quote.length)).toBe(m.quote);
        expect(m.sentence.start).toBeLessThanOrEqual(m.start);
        expect(m.start + m.quote.length).toBeLessThanOrEqual(m.sentence.start + m.sentence.length);
      }
      for (const g of gains) {
        if (g.form !== 'from_to') expect(g.low).toBeLessThanOrEqual(g.high);
        for (const name of [g.target, g.baseline, g.benchmark]) if (name !== null) expect(t).toContain(name);
        if (g.factor) {
          expect(g.factor.low).toBeGreaterThan(0);
          expect(g.factor.low).toBeLessThanOrEqual(g.factor.high);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a number beyond all numbers is no claim', () => {
  const { gains, scores } = findMetrics(
    'Our method is 1e400x faster, 3.5x faster and up to 9-1e400 times smaller.',
  );
  for (const g of gains)
    expect([g.quote, Number.isFinite(g.low), Number.isFinite(g.high)]).toEqual([g.quote, true, true]);
  for (const s of scores) expect(Number.isFinite(s.value)).toBe(true);
  expect(gains.map((g) => g.low)).toContain(3.5);
});

test('extracting twice gives the same', () => {
  fc.assert(
    fc.property(text, (t) => {
      expect(findMetrics(t)).toEqual(findMetrics(t));
    }),
  );
});

describe('time grows with the length of the text, whatever it holds', () => {
  const repeat = (unit: string, length: number) =>
    unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const time = (t: string) => {
    const begin = performance.now();
    findMetrics(t);
    return performance.now() - begin;
  };
  test.each([
    ['a run of digits', '1234567890', 1_000_000],
    ['nested brackets', '((([', 1_000_000],
    ['backslashes', '\\%\\%{', 1_000_000],
    ['digits and commas', '1,000,', 160_000],
    ['a line without a stop', 'our method is 3.5x faster than the baseline and ', 64_000],
    ['dashes', '5-5-5-', 32_000],
    ['short sentences', 'It is 2x faster. ', 160_000],
  ])(
    '%s',
    (_, unit, length) => {
      const small = time(repeat(unit, length / 8));
      const large = time(repeat(unit, length));
      // Eight times the text; quadratic work would take sixty-four times as long.
      expect(large).toBeLessThan(Math.max(small, 20) * 30);
    },
    120_000,
  );
});
