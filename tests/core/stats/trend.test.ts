import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../../src/core/stats/random.ts';
import type { ShareRow } from '../../../src/core/stats/result.ts';
import { binomialTrend, fittedShare, type Trend } from '../../../src/core/stats/trend.ts';
import { binomialDraw, rateOf } from './simulate.ts';

const rowsOf = (k: number[], n: number[], t = (i: number) => i, stratum?: string): ShareRow[] =>
  k.map((count, i) => ({ t: t(i), k: count, n: n[i] ?? 0, ...(stratum ? { stratum } : {}) }));

function trendOf(rows: ShareRow[]): Trend {
  const trend = binomialTrend(rows);
  if (trend.kind !== 'trend') throw new Error(trend.reason);
  return trend;
}

describe('agrees with outside references', () => {
  test('Bliss’s beetles give the published coefficients', () => {
    // Data and values: Dobson 2002, An Introduction to Generalized Linear Models, tables 7.2 and 7.4 (logistic
    // model: -60.72 (5.18) and 34.27 (2.91)). Pearson X² 10.0268: statsmodels 0.15.0, GLM(Binomial).pearson_chi2.
    const dose = [1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.861, 1.8839];
    const trend = trendOf(
      rowsOf([6, 13, 18, 28, 52, 53, 61, 60], [59, 60, 62, 56, 63, 59, 62, 60], (i) => dose[i] ?? NaN),
    );
    expect(trend.slope).toBeCloseTo(34.27032573, 6);
    expect(trend.dispersion * trend.df).toBeCloseTo(10.026817585637628, 8);
    expect(trend.se / Math.sqrt(trend.dispersion)).toBeCloseTo(2.91214007, 6);
    const intercept = (trend.strata[0]?.intercept ?? NaN) - trend.slope * trend.origin;
    expect(intercept).toBeCloseTo(-60.71745456, 5);
  });

  // References below: statsmodels 0.15.0, GLM(family=Binomial()).fit(); standard errors times the square root of
  // pearson_chi2 / df_resid; p = 2 * scipy.stats.t.sf(|slope / se|, df_resid), scipy 1.17.1.
  test('one source agrees with statsmodels', () => {
    const trend = trendOf(
      rowsOf([1, 2, 9, 1, 3, 4, 5, 3, 4, 16, 5, 7], [20, 25, 30, 18, 22, 40, 35, 28, 26, 31, 24, 29]),
    );
    expect(trend.df).toBe(10);
    expect(trend.slope).toBeCloseTo(ONE.slope, 9);
    expect(trend.se).toBeCloseTo(ONE.se, 9);
    expect(trend.dispersion).toBeCloseTo(ONE.dispersion, 9);
    expect(trend.p).toBeCloseTo(ONE.p, 9);
  });

  test('two sources as fixed effects agree with statsmodels', () => {
    const trend = trendOf([
      ...rowsOf([1, 2, 8, 1, 3, 2, 5, 3, 14, 3], [20, 25, 30, 18, 22, 40, 35, 28, 26, 31], (i) => i, 'a'),
      ...rowsOf([3, 9, 5, 4, 3, 5], [10, 12, 15, 9, 14, 11], (i) => i + 4, 'b'),
    ]);
    expect(trend.df).toBe(13);
    expect(trend.slope).toBeCloseTo(TWO.slope, 9);
    expect(trend.se).toBeCloseTo(TWO.se, 9);
    expect(trend.dispersion).toBeCloseTo(TWO.dispersion, 9);
    expect(trend.p).toBeCloseTo(TWO.p, 8);
  });
});

const ONE = {
  slope: 0.12563308425669859,
  se: 0.07621783104683526,
  dispersion: 2.824868841735163,
  p: 0.1302999263103024,
};
const TWO = {
  slope: 0.0815561538461807,
  se: 0.10619648559020756,
  dispersion: 3.4890192001390576,
  p: 0.4562265468970929,
};

describe('what the figure means', () => {
  test('a share that grows 4% a month is said to grow 4% a month', () => {
    const rows = Array.from({ length: 24 }, (_, t) => ({ t, k: 1e6 * 0.02 * 1.04 ** t, n: 1e6 }));
    const trend = trendOf(rows);
    expect(trend.perMonth).toBeCloseTo(0.04, 2);
    expect(fittedShare(trend, 12)).toBeCloseTo(0.02 * 1.04 ** 12, 3);
  });

  test('a share of 60% is not said to grow as its odds do', () => {
    const rows = Array.from({ length: 13 }, (_, i) => ({ t: i, k: 1e6 * (0.6 + 0.006 * (i - 6)), n: 1e6 }));
    const trend = trendOf(rows);
    expect(trend.perMonth).toBeCloseTo(0.01, 3);
    expect(Math.expm1(trend.slope)).toBeGreaterThan(0.024);
  });
});

describe('a source that begins or ends is no trend', () => {
  const random = seeded(21);
  // Source a: 40 papers a week, 2% have the topic. Source b begins in week 60 with 40 papers, 20% have it.
  const rows = Array.from({ length: 120 }, (_, week) => [
    { t: week * 0.23, k: binomialDraw(random, 40, 0.02), n: 40, stratum: 'a' },
    ...(week < 60 ? [] : [{ t: week * 0.23, k: binomialDraw(random, 40, 0.2), n: 40, stratum: 'b' }]),
  ]).flat();

  test('pooled, the share seems to rise steeply; within sources it does not', () => {
    const naive = trendOf(rows.map(({ t, k, n }) => ({ t, k, n })));
    const aware = trendOf(rows);
    expect(naive.low).toBeGreaterThan(0.05);
    expect(naive.p).toBeLessThan(1e-10);
    expect(aware.low).toBeLessThan(0);
    expect(aware.high).toBeGreaterThan(0);
  });

  test('run backwards, a source that ends is no fall either', () => {
    const back = trendOf(rows.map((row) => ({ ...row, t: -row.t })));
    expect(back.slope).toBeCloseTo(-trendOf(rows).slope, 9);
    expect(back.p).toBeGreaterThan(0.05);
  });

  test('a source without the topic counts in the weights, not in the slope', () => {
    const extra = Array.from({ length: 40 }, (_, i) => ({ t: i * 0.23, k: 0, n: 30, stratum: 'c' }));
    const trend = trendOf([...rows, ...extra]);
    expect(trend.slope).toBeCloseTo(trendOf(rows).slope, 9);
    expect(trend.strata.find((s) => s.stratum === 'c')?.intercept).toBe(-Infinity);
    expect(fittedShare(trend, 10)).toBeLessThan(fittedShare(trendOf(rows), 10));
  });
});

describe('says by type when it cannot tell', () => {
  test.each<[string, ShareRow[], string]>([
    ['no rows', [], 'no papers'],
    ['only empty periods', rowsOf([0, 0], [0, 0]), 'no papers'],
    [
      'few papers with the topic',
      rowsOf([1, 0, 1, 1, 0, 1, 1], Array(7).fill(50)),
      '5 papers with the topic',
    ],
    ['few without it', rowsOf(Array(7).fill(50), [50, 50, 51, 50, 50, 50, 50]), '1 paper without the topic'],
    ['few periods', rowsOf([10, 10, 10], [50, 50, 50]), '3 periods'],
    ['separation', rowsOf([0, 0, 0, 4, 9, 9, 9], [9, 9, 9, 9, 9, 9, 9]), 'one side'],
    ['separation downwards', rowsOf([9, 9, 9, 4, 0, 0, 0], [9, 9, 9, 9, 9, 9, 9]), 'one side'],
  ])('%s', (_, rows, reason) => {
    const result = binomialTrend(rows);
    expect(result.kind).toBe('not-enough');
    if (result.kind === 'not-enough') {
      expect(result.reason).toContain(reason);
      expect(result.need).not.toBe('');
    }
  });

  test('a topic of the last period only has no finite slope, one of the last two has', () => {
    const late = binomialTrend(rowsOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 12], Array(10).fill(400)));
    expect(late).toMatchObject({ kind: 'not-enough', reason: expect.stringContaining('one side') });
    const trend = trendOf(rowsOf([0, 0, 0, 0, 0, 0, 0, 0, 1, 12], Array(10).fill(400)));
    expect(trend.perMonth).toBeGreaterThan(1);
    expect(Number.isFinite(trend.high)).toBe(true);
  });

  test('perfectly even counts are no trend and no division by zero', () => {
    const trend = trendOf(rowsOf(Array(12).fill(5), Array(12).fill(50)));
    expect(trend.perMonth).toBeCloseTo(0, 9);
    expect(trend.p).toBeCloseTo(1, 6);
    expect(trend.low).toBeLessThan(0);
  });

  test('impossible counts are refused with their values', () => {
    expect(() => binomialTrend([{ t: 0, k: 3, n: 2 }])).toThrow('k is 3 of n 2');
  });
});

describe('properties', () => {
  const drawn = fc.array(
    fc.record({
      t: fc.integer({ min: 0, max: 30 }),
      n: fc.integer({ min: 0, max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      stratum: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 60 },
  );
  const given = (rows: { t: number; n: number; share: number; stratum: string }[]) =>
    rows.map(({ t, n, share, stratum }) => ({ t, n, k: Math.floor(n * share), stratum }));

  test('order and splitting of the rows never matter', () => {
    fc.assert(
      fc.property(drawn, (draw) => {
        const rows = given(draw);
        const split = rows.flatMap((r) => [
          { ...r, k: Math.min(r.k, 1), n: Math.min(r.n, 1) },
          { ...r, k: r.k - Math.min(r.k, 1), n: r.n - Math.min(r.n, 1) },
        ]);
        expect(binomialTrend([...rows].reverse())).toEqual(binomialTrend(rows));
        expect(binomialTrend(split)).toEqual(binomialTrend(rows));
      }),
    );
  });

  test('the unit and the origin of time only rescale the slope; complements mirror it; nothing is ever NaN', () => {
    fc.assert(
      fc.property(drawn, (draw) => {
        const rows = given(draw);
        const one = binomialTrend(rows);
        const moved = binomialTrend(rows.map((r) => ({ ...r, t: 4 * r.t + 100 })));
        const mirrored = binomialTrend(rows.map((r) => ({ ...r, k: r.n - r.k })));
        expect(moved.kind).toBe(one.kind);
        expect(mirrored.kind).toBe(one.kind);
        if (one.kind !== 'trend' || moved.kind !== 'trend' || mirrored.kind !== 'trend') return;
        for (const value of [one.perMonth, one.low, one.high, one.p, one.se])
          expect(value).toBeTypeOf('number');
        expect([one.perMonth, one.low, one.high, one.p, one.se, one.dispersion].some(Number.isNaN)).toBe(
          false,
        );
        expect(moved.slope * 4).toBeCloseTo(one.slope, 7);
        expect(moved.p).toBeCloseTo(one.p, 6);
        expect(mirrored.slope).toBeCloseTo(-one.slope, 7);
        expect(one.low).toBeLessThanOrEqual(one.perMonth);
        expect(one.high).toBeGreaterThanOrEqual(one.perMonth);
      }),
    );
  });
});

describe('simulations', () => {
  // The rate of false alarms is 5%; its standard error over 1000 runs is 0.7%.
  test.each([
    [160, 5, 0.05],
    [52, 5, 0.1],
    [24, 20, 0.05],
    [52, 50, 0.03],
    [12, 100, 0.05],
    [160, 500, 0.01],
    [24, 500, 0.3],
  ])(
    '%d periods of %d papers without a trend (share %d) raise a false alarm 5 times in 100',
    (periods, n, p) => {
      const random = seeded(periods + n);
      const { rate, counted } = rateOf(n === 500 ? 500 : 1000, () => {
        const trend = binomialTrend(
          Array.from({ length: periods }, (_, i) => ({ t: i * 0.23, k: binomialDraw(random, n, p), n })),
        );
        return trend.kind === 'trend' ? trend.p < 0.05 : null;
      });
      expect(counted).toBeGreaterThan(450);
      expect(rate).toBeGreaterThan(0.025);
      expect(rate).toBeLessThan(0.075);
    },
  );

  test('weeks that differ more than chance raise no more false alarms', () => {
    const random = seeded(77);
    const { rate } = rateOf(1000, () => {
      const rows = Array.from({ length: 60 }, (_, t) => {
        const p = random.next() < 0.5 ? 0.02 : 0.14;
        return { t, k: binomialDraw(random, 60, p), n: 60 };
      });
      const trend = binomialTrend(rows);
      return trend.kind === 'trend' ? trend.p < 0.05 : null;
    });
    expect(rate).toBeGreaterThan(0.03);
    expect(rate).toBeLessThan(0.075);
  });

  test('the interval covers a true rise of the log-odds 95 times in 100, sources of different level included', () => {
    const random = seeded(5);
    const slope = 0.03;
    const { rate } = rateOf(1000, () => {
      const rows = Array.from({ length: 40 }, (_, t) => [
        { t, k: binomialDraw(random, 30, 1 / (1 + Math.exp(3 - slope * t))), n: 30, stratum: 'a' },
        ...(t < 15
          ? []
          : [{ t, k: binomialDraw(random, 15, 1 / (1 + Math.exp(1.5 - slope * t))), n: 15, stratum: 'b' }]),
      ]).flat();
      const trend = trendOf(rows);
      const toMonthly = (b: number) => Math.expm1(b * (1 - trend.k / trend.n));
      return trend.low <= toMonthly(slope) && toMonthly(slope) <= trend.high;
    });
    expect(rate).toBeGreaterThan(0.93);
    expect(rate).toBeLessThan(0.97);
  });
});
