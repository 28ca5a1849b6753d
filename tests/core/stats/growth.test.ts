import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fittedGain, type GainPoint, type Growth, growthOf } from '../../../src/core/stats/growth.ts';
import { influenceOf } from '../../../src/core/stats/influence.ts';
import { type Random, seeded } from '../../../src/core/stats/random.ts';
import { normalDraw, rateOf } from './simulate.ts';

const T = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15];
const V = [1.5, 2, 1.2, 3, 2.5, 4, 3, 6, 2, 8, 5, 12];
const points: GainPoint[] = T.map((t, i) => ({
  t,
  value: V[i] ?? NaN,
  paper: `p${String(i).padStart(2, '0')}`,
}));

function fitOf(given: GainPoint[], options = {}): Growth {
  const fit = growthOf(given, options);
  if (fit.kind === 'not-enough') throw new Error(fit.reason);
  return fit;
}

describe('agrees with scipy 1.17.1, scipy.stats.linregress(t, numpy.log(value))', () => {
  test('slope, line and doubling time', () => {
    const fit = fitOf(points);
    expect(fit.slope).toBeCloseTo(0.10725639330689851, 12);
    expect(fit.intercept - fit.slope * fit.origin).toBeCloseTo(0.4346155370907494, 12);
    expect(fittedGain(fit, 0)).toBeCloseTo(Math.exp(0.4346155370907494), 12);
    expect(fit.perMonth.value).toBeCloseTo(Math.expm1(0.10725639330689851), 12);
    expect(fit.kind).toBe('grows');
    if (fit.kind === 'grows') expect(fit.doubling.value).toBeCloseTo(Math.log(2) / 0.10725639330689851, 10);
  });

  test('the slope without each paper, of which the last moves it most', () => {
    const influence = influenceOf(points);
    expect(influence).toMatchObject({ kind: 'influence', paper: 'p11' });
    if (influence.kind !== 'influence') return;
    expect(influence.perMonthWithout).toBeCloseTo(Math.expm1(0.09031931166166803), 12);
    if (influence.without.kind !== 'not-enough') {
      expect(influence.without.perMonth.value).toBeCloseTo(influence.perMonthWithout, 12);
    }
  });
});

describe('says when the data cannot tell', () => {
  test('too few papers, however many points; too few months; none', () => {
    const onePaper = Array.from({ length: 50 }, (_, t) => ({ t, value: 1 + t, paper: 'one' }));
    expect(growthOf(onePaper)).toEqual({ kind: 'not-enough', reason: '1 paper', need: '10 papers' });
    expect(growthOf(points.map((p) => ({ ...p, t: 4 })))).toMatchObject({ reason: 'papers in 1 month' });
    expect(growthOf([])).toMatchObject({ kind: 'not-enough' });
    expect(influenceOf([])).toMatchObject({ kind: 'not-enough', reason: '0 papers' });
  });

  test('a slope whose interval holds 0 has no doubling time', () => {
    const flat = points.map((p, i) => ({ ...p, value: i % 2 === 0 ? 2 : 3 }));
    const fit = fitOf(flat);
    expect(fit.kind).toBe('no-trend');
    expect(fit.perMonth.low).toBeLessThan(0);
    expect(fit.perMonth.high).toBeGreaterThan(0);
    expect(fit).not.toHaveProperty('doubling');
  });

  test('a gain that is not above 0 is refused with its paper', () => {
    expect(() => growthOf([{ t: 0, value: 0, paper: 'x' }])).toThrow('paper "x"');
  });
});

test('gains that shrink halve instead of doubling', () => {
  const fit = fitOf(points.map((p) => ({ ...p, value: 1 / p.value })));
  expect(fit.kind).toBe('shrinks');
  if (fit.kind !== 'shrinks') return;
  expect(fit.halving.low).toBeLessThan(fit.halving.value);
  expect(fit.halving.value).toBeLessThan(fit.halving.high);
});

test('one wild paper that makes the growth is named, and the verdict without it differs', () => {
  const flat = points.map((p, i) => ({ ...p, value: i % 2 === 0 ? 2 : 2.2 }));
  const wild = [...flat, ...[15, 15.2, 15.4].map((t) => ({ t, value: 500, paper: 'wild' }))];
  const influence = influenceOf(wild);
  expect(influence).toMatchObject({ kind: 'influence', paper: 'wild', without: { kind: 'no-trend' } });
  if (influence.kind === 'influence') expect(influence.perMonth).toBeGreaterThan(0.1);
});

test('order never matters; a unit of the values only moves the line; a unit of time scales the slope', () => {
  const point = fc.record({
    t: fc.integer({ min: 0, max: 40 }),
    value: fc.double({ min: 0.1, max: 100, noNaN: true }),
    paper: fc.constantFrom(...'abcdefghijklmnop'),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 20, maxLength: 40 }), (drawn) => {
      const one = growthOf(drawn, { replicates: 99 });
      expect(growthOf([...drawn].reverse(), { replicates: 99 })).toEqual(one);
      if (one.kind === 'not-enough') return;
      const scaled = fitOf(
        drawn.map((p) => ({ ...p, value: p.value * 3 })),
        { replicates: 99 },
      );
      expect(scaled.slope).toBeCloseTo(one.slope, 9);
      expect(scaled.perMonth.low).toBeCloseTo(one.perMonth.low, 6);
      expect(scaled.intercept - one.intercept).toBeCloseTo(Math.log(3), 9);
      const slower = fitOf(
        drawn.map((p) => ({ ...p, t: p.t * 2 })),
        { replicates: 99 },
      );
      expect(slower.slope * 2).toBeCloseTo(one.slope, 9);
    }),
    { numRuns: 40 },
  );
});

describe('simulations', () => {
  /** Papers with 1 to 3 gains each that share the paper's own level, growing by `slope` a month. */
  function drawPapers(random: Random, papers: number, slope: number): GainPoint[] {
    return Array.from({ length: papers }, (_, paper) => {
      const t = random.next() * 36;
      const level = 0.7 * normalDraw(random);
      return Array.from({ length: 1 + random.below(3) }, () => ({
        t,
        value: Math.exp(slope * t + level + 0.7 * normalDraw(random)),
        paper: `p${paper}`,
      }));
    }).flat();
  }

  test.each([
    [10, 500],
    [20, 500],
    [60, 250],
  ])('the interval of %d papers covers the true growth about 95 times in 100', (papers, runs) => {
    const random = seeded(papers);
    const { rate } = rateOf(runs, () => {
      const fit = growthOf(drawPapers(random, papers, 0.02), { replicates: 499 });
      if (fit.kind === 'not-enough') return null;
      return Math.log1p(fit.perMonth.low) <= 0.02 && 0.02 <= Math.log1p(fit.perMonth.high);
    });
    expect(rate).toBeGreaterThan(0.9);
    expect(rate).toBeLessThan(0.985);
  });

  test('without growth a doubling or halving time is claimed about 5 times in 100', () => {
    const random = seeded(8);
    const { rate } = rateOf(
      500,
      () => fitOf(drawPapers(random, 25, 0), { replicates: 499 }).kind !== 'no-trend',
    );
    expect(rate).toBeGreaterThan(0.015);
    expect(rate).toBeLessThan(0.095);
  });
});
