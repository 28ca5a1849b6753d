import { expect, test } from 'vitest';
import type { Claim } from '../../src/views/gains-claim.ts';
import { fitLine, gainsFit, hangsOnOne } from '../../src/views/gains-fit.ts';
import { gainsSeries } from '../../src/views/gains-series.ts';
import { gainsTitle, growthText, monthsText, rateText, writtenText } from '../../src/views/gains-words.ts';

const DAYS = 365.25 / 12;
const claim = (i: number, month: number, value: number, change: Partial<Claim> = {}): Claim => ({
  metric_id: `p${i}#g1`,
  paper_id: `p${i}`,
  day: 19_000 + Math.round(month * DAYS),
  form: 'ratio',
  written: { low: value, high: value },
  low: value,
  high: value,
  value,
  qualifier: 'none',
  upTo: false,
  worse: false,
  ...change,
});
/** Doubles every 12 months, with noise that repeats. */
const growing = Array.from({ length: 48 }, (_, i) =>
  claim(i, i, 2 ** (i / 12) * (1 + 0.1 * Math.sin(i * 7))),
);

test('gains that double in a year are told to, and the line doubles in a year', () => {
  const series = gainsSeries(growing, 'factor');
  const { growth } = gainsFit(series);
  if (growth.kind !== 'grows') throw new Error(growth.kind);
  expect(growth.doubling.value).toBeGreaterThan(11);
  expect(growth.doubling.value).toBeLessThan(13);
  expect(growthText(growth).verdict).toMatch(/^Doubles every 1[12]/);
  const [from, to] = fitLine(growth, series.papers);
  if (!from || !to) throw new Error('no line');
  const years = (to.day - from.day) / 365.25;
  expect(Math.log2(to.value / from.value) / years).toBeCloseTo(1, 1);
});
test('a price is no part of the fit', () => {
  const priced = [...growing, claim(99, 47, 0.01, { worse: true })];
  expect(gainsFit(gainsSeries(priced, 'factor')).growth).toEqual(
    gainsFit(gainsSeries(growing, 'factor')).growth,
  );
});
test('where nothing grows no line is drawn and the title says so', () => {
  const flat = Array.from({ length: 40 }, (_, i) => claim(i, i, 3 + Math.sin(i * 5)));
  const series = gainsSeries(flat, 'factor');
  const { growth } = gainsFit(series);
  expect(growth.kind).toBe('no-trend');
  expect(fitLine(growth, series.papers)).toEqual([]);
  expect(gainsTitle('speed', '3×', growth)).toBe(
    'Reported speedups have a median of 3× and no trend that the data can tell',
  );
});
/** Rises by `rate` doublings a month about a noise that repeats, and ends with one paper ten times above. */
const ending = (rate: number) => [
  ...Array.from({ length: 30 }, (_, i) => claim(i, i, 3 * 2 ** (i * rate + 0.5 * Math.sin(i * i)))),
  claim(50, 31, 30),
];
test('a trend that one paper makes is said to hang on it', () => {
  const { growth, influence } = gainsFit(gainsSeries(ending(0.013), 'factor'));
  if (influence.kind !== 'influence') throw new Error(influence.kind);
  expect([growth.kind, influence.paper, influence.without.kind]).toEqual(['grows', 'p50', 'no-trend']);
  expect(hangsOnOne(influence)).toBe(true);
  expect(gainsTitle('speed', '3×', growth, true)).toContain('a rise that hangs on one paper');
});
test('a trend that stands without its most influential paper does not hang on it', () => {
  const { influence } = gainsFit(gainsSeries(ending(0.025), 'factor'));
  expect(influence.kind === 'influence' && hangsOnOne(influence)).toBe(false);
});
test('one paper less than a fit needs is no other verdict', () => {
  const ten = Array.from({ length: 10 }, (_, i) => claim(i, i, 3 + Math.sin(i * 5)));
  const { influence } = gainsFit(gainsSeries(ten, 'factor'));
  expect(influence.kind === 'influence' && hangsOnOne(influence)).toBe(false);
});
test('too few papers are said to be', () => {
  const { growth } = gainsFit(gainsSeries(growing.slice(0, 4), 'factor'));
  expect(growthText(growth).verdict).toBe('Not enough evidence');
  expect(gainsTitle('memory', null, growth)).toBe('Reported memory savings over time');
});
test('spans and rates are written with sensible digits', () => {
  expect([monthsText(9.71), monthsText(14.2), monthsText(119), monthsText(5000)]).toEqual([
    '9.7 months',
    '14 months',
    '9.9 years',
    'over a century',
  ]);
  expect([rateText(0.041), rateText(-0.0152), rateText(0)]).toEqual(['+4.1%', '−1.5%', '0%']);
});

test('a number is written as texts have it', () => {
  const at = (low: number, form: Claim['form'] = 'ratio') =>
    writtenText(claim(0, 0, low, { form, written: { low, high: low } }));
  expect([0.0013, 1 / 38, 0.25, 3.5].map((value) => at(value))).toEqual(['0.13%', '1/38', '0.25×', '3.5×']);
  expect(at(-2, 'points')).toBe('−2 points');
});
