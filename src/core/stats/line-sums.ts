/**
 * Least squares from sums: a line's slope needs five sums, and sums of papers add, so a fit without a paper or
 * of a bootstrap sample of papers costs one addition a paper. simple-statistics' linearRegression wants the points.
 */
export type Sums = { n: number; x: number; y: number; xx: number; xy: number };
export type PaperSums = Sums & { paper: string };
export type Line = { slope: number; intercept: number };

/**
 * ln(value) against t about the mean t (`origin`), summed by paper, papers sorted by name. Points are added up in
 * the order of t and value, so that their order in the input cannot change the last bit.
 */
export function sumsByPaper(points: readonly { t: number; value: number; paper: string }[]) {
  const sorted = [...points].sort((a, b) => a.t - b.t || a.value - b.value);
  const origin = sorted.reduce((sum, p) => sum + p.t, 0) / (sorted.length || 1);
  const byPaper = new Map<string, PaperSums>();
  for (const { t, value, paper } of sorted) {
    if (!(value > 0 && value < Infinity) || !Number.isFinite(t)) {
      throw new RangeError(`growth: value is ${value} at t ${t}, paper "${paper}"`);
    }
    const sums = byPaper.get(paper) ?? { paper, n: 0, x: 0, y: 0, xx: 0, xy: 0 };
    const [x, y] = [t - origin, Math.log(value)];
    sums.n += 1;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.xy += x * y;
    byPaper.set(paper, sums);
  }
  const papers = [...byPaper.values()].sort((a, b) => (a.paper < b.paper ? -1 : 1));
  return { papers, origin };
}

/** The sum of all, less one if given. */
export function totalOf(papers: readonly Sums[], less?: Sums): Sums {
  const total = { n: 0, x: 0, y: 0, xx: 0, xy: 0 };
  for (const key of ['n', 'x', 'y', 'xx', 'xy'] as const) {
    for (const paper of papers) total[key] += paper[key];
    if (less) total[key] -= less[key];
  }
  return total;
}

/** Null where all points stand at one time. */
export function lineOf({ n, x, y, xx, xy }: Sums): Line | null {
  const spread = xx - (x * x) / n;
  if (!(spread > 1e-9)) return null;
  const slope = (xy - (x * y) / n) / spread;
  return { slope, intercept: (y - slope * x) / n };
}
