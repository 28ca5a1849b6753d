import { benjaminiHochberg } from './benjamini-hochberg.ts';
import type { NotEnough } from './result.ts';
import { tQuantile } from './student.ts';
import type { Trend } from './trend.ts';

/** A topic's trend with its p-value adjusted over all topics that could be tested. */
export type RankedTrend = Trend & {
  id: string;
  q: number;
  /** The change a month that holds after looking at all topics: 0.02 among the rising is "at least +2% a month". */
  atLeast: number;
};

export type RankedTrends = {
  rising: RankedTrend[];
  falling: RankedTrend[];
  notEnough: (NotEnough & { id: string })[];
};

/**
 * Topics as lists of risers and fallers. Each list is ordered by evidence: by `atLeast`, the end nearest to 0 of an
 * interval at level 1 - 0.05/m over the m tested topics (Bonferroni), so that the luckiest steep slope of eleven
 * papers does not stand above a sure one; equal ends by id. q is Benjamini-Hochberg's over the same topics. Nothing
 * is left out: topics whose interval holds 0 stand at the end of their list.
 */
export function rankTrends(trends: readonly { id: string; trend: Trend | NotEnough }[]): RankedTrends {
  const q = benjaminiHochberg(trends.map(({ trend }) => (trend.kind === 'trend' ? trend.p : null)));
  const tested = q.filter((value) => value !== null).length;
  const out: RankedTrends = { rising: [], falling: [], notEnough: [] };
  for (const [i, { id, trend }] of trends.entries()) {
    if (trend.kind === 'not-enough') {
      out.notEnough.push({ ...trend, id });
      continue;
    }
    const half = tQuantile(1 - 0.025 / tested, trend.df) * trend.se;
    const sign = trend.slope >= 0 ? 1 : -1;
    const atLeast = Math.expm1((trend.slope - sign * half) * (1 - trend.k / trend.n));
    (sign > 0 ? out.rising : out.falling).push({ ...trend, id, q: q[i] ?? 1, atLeast });
  }
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  out.rising.sort((a, b) => b.atLeast - a.atLeast || byId(a, b));
  out.falling.sort((a, b) => a.atLeast - b.atLeast || byId(a, b));
  out.notEnough.sort(byId);
  return out;
}
