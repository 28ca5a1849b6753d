import { cellsOf, type Cells, rowSum } from './cells.ts';
import { counted, notEnough, type NotEnough, type ShareRow } from './result.ts';
import { tQuantile, tTwoSided } from './student.ts';

export type Change = {
  kind: 'change';
  /** Later share less earlier share, within sources: 0.021 is "+2.1 points". With its 95% interval. */
  difference: number;
  low: number;
  high: number;
  /** Two-sided; of the score test, so it need not agree to the last digit with the interval. */
  p: number;
  /** Of the sources that have papers in both spans. */
  before: { k: number; n: number };
  after: { k: number; n: number };
  /** Papers of both spans that are not compared, since their source has papers in one of them only. */
  left: number;
  /** Pearson's X² / df of the weeks within each span, at least 1. */
  dispersion: number;
  df: number;
};

/** Least evidence that two spans are compared on, both together. */
export const CHANGE_MINIMUM = { papers: 10 } as const;

/**
 * Change of a share from one span to the next, compared within each source and summed with Mantel-Haenszel weights
 * n1 n0 / (n1 + n0), so that a source which begins or ends between them is no change. Difference and interval:
 * Greenland and Robins 1985 (Biometrics 41:55); p: Mantel and Haenszel 1959 without continuity correction. Both are
 * widened by the scatter of the weeks within the spans (quasi-likelihood, Wedderburn 1974; never below 1) and read from t(df).
 * `before` and `after`: one row a week and stratum, in any order.
 */
export function changeBetween(
  before: readonly ShareRow[],
  after: readonly ShareRow[],
  level = 0.95,
): Change | NotEnough {
  const spans = [cellsOf(before), cellsOf(after)].map((cells) => ({
    cells,
    totals: new Map(cells.strata.map((name, s) => [name, totalOf(cells, s)])),
  }));
  const [first, second] = spans;
  if (!first || !second) throw new RangeError('changeBetween: two spans are needed');
  const shared = [...first.totals.keys()].filter(
    (name) => (first.totals.get(name)?.n ?? 0) > 0 && (second.totals.get(name)?.n ?? 0) > 0,
  );
  const sum = (totals: Map<string, Total>, names: Iterable<string>) =>
    [...names].reduce(
      (all, name) => ({ k: all.k + (totals.get(name)?.k ?? 0), n: all.n + (totals.get(name)?.n ?? 0) }),
      NONE,
    );
  const [earlier, later] = [sum(first.totals, shared), sum(second.totals, shared)];
  const whole = sum(first.totals, first.totals.keys()).n + sum(second.totals, second.totals.keys()).n;
  const left = whole - earlier.n - later.n;
  if (shared.length === 0) return notEnough('no source has papers in both spans', 'one source with both');
  const papers = earlier.k + later.k;
  const without = earlier.n + later.n - papers;
  const need = `${CHANGE_MINIMUM.papers} papers with the topic and ${CHANGE_MINIMUM.papers} without it`;
  if (papers < CHANGE_MINIMUM.papers) {
    return notEnough(`${counted(papers, 'paper')} with the topic in both spans`, need);
  }
  if (without < CHANGE_MINIMUM.papers) {
    return notEnough(`${counted(without, 'paper')} without the topic in both spans`, need);
  }

  let [lead, weight, score, variance] = [0, 0, 0, 0];
  for (const name of shared) {
    const { k: k0, n: n0 } = first.totals.get(name) ?? NONE;
    const { k: k1, n: n1 } = second.totals.get(name) ?? NONE;
    const all = n0 + n1;
    const w = (n0 * n1) / all;
    const [p0, p1] = [k0 / n0, k1 / n1];
    lead += w * (p1 - p0);
    weight += w;
    variance += w * w * ((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0);
    const m = k0 + k1;
    if (all > 1) score += (n1 * n0 * m * (all - m)) / (all * all * (all - 1));
  }
  const { dispersion, df } = scatterOf([first.cells, second.cells], shared);
  if (score === 0 || df < 1) return notEnough('too few weeks with papers', 'two weeks in each span');
  const difference = lead / weight;
  const half = (tQuantile(0.5 + level / 2, df) * Math.sqrt(variance * dispersion)) / weight;
  return {
    kind: 'change',
    difference,
    low: Math.max(-1, difference - half),
    high: Math.min(1, difference + half),
    p: tTwoSided(lead / Math.sqrt(score * dispersion), df),
    before: earlier,
    after: later,
    left,
    dispersion,
    df,
  };
}

type Total = { k: number; n: number };
const NONE: Total = { k: 0, n: 0 };

const totalOf = (cells: Cells, s: number): Total => ({
  k: rowSum(cells.k, s, cells.times.length),
  n: rowSum(cells.n, s, cells.times.length),
});

/** How much more the weeks of a span differ than chance would have them. */
function scatterOf(spans: readonly Cells[], shared: readonly string[]): { dispersion: number; df: number } {
  let [pearson, df] = [0, 0];
  for (const cells of spans) {
    const width = cells.times.length;
    for (const name of shared) {
      const s = cells.strata.indexOf(name);
      const { k, n } = totalOf(cells, s);
      const p = k / n;
      let filled = 0;
      for (let i = s * width; i < (s + 1) * width; i++) {
        const papers = cells.n[i] ?? 0;
        if (papers === 0) continue;
        filled += 1;
        if (p > 0 && p < 1) pearson += ((cells.k[i] ?? 0) - papers * p) ** 2 / (papers * p * (1 - p));
      }
      df += Math.max(0, filled - 1);
    }
  }
  return { dispersion: df > 0 ? Math.max(1, pearson / df) : 1, df };
}
