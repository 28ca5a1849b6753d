/** What papers compare against, over time: of the papers with such a claim, the share that names each baseline. */
import { wilson } from '../core/stats/wilson.ts';
import type { CompareRow } from '../questions/compare.ts';
import { startOfPeriod } from '../questions/period.ts';
import { UNNAMED } from './baseline-names.ts';
import { compareGroups, sortGroups, type Group } from './compare-groups.ts';
import { claimsOf, type Kind } from './gains-claim.ts';
import { quarterOf } from './gains-series.ts';
import type { TrendSeries } from './trend-series.ts';

export type AgainstTime = {
  /** One a baseline, most papers first; k and n are papers. */
  series: (TrendSeries & { group: Group })[];
  /** All baselines that a paper of the range names, most papers first, and how many. */
  named: { key: string; label: string; papers: number }[];
  baselines: number;
  /** Papers with such a claim, and those of them that name a particular baseline. */
  papers: number;
  naming: number;
};

export const AGAINST_AT_ONCE = 8;

/**
 * `rows` are claims by baseline (compareClaims). Quarters are the calendar's; one that the days `from` to `to` do not
 * cover is incomplete. A paper counts once for each baseline that it names. `chosen` are keys to show instead of the
 * most named.
 */
export function againstTime(
  rows: readonly CompareRow[],
  kind: Kind,
  { from, to }: { from: number; to: number },
  chosen: readonly string[] = [],
): AgainstTime {
  const claims = claimsOf(rows, kind).claims;
  const groups = compareGroups(rows, kind, 'baseline');
  const named = sortGroups(groups, 'n', 'baseline').filter(({ key }) => key !== UNNAMED);
  const shown =
    chosen.length > 0
      ? named.filter(({ key }) => chosen.includes(key)).slice(0, AGAINST_AT_ONCE)
      : named.slice(0, AGAINST_AT_ONCE);
  const [first, last] = [quarterOf(from), quarterOf(to)];
  const quarters = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const papersBy = (some: readonly { day: number; paper_id: string }[]) => {
    const sets = new Map<number, Set<string>>();
    for (const { day, paper_id } of some) {
      const quarter = quarterOf(day);
      sets.set(quarter, (sets.get(quarter) ?? new Set()).add(paper_id));
    }
    return sets;
  };
  const all = papersBy(claims);
  return {
    series: shown.map((group) => {
      const own = papersBy(group.claims);
      const points = quarters.map((quarter) => {
        const [k, n] = [own.get(quarter)?.size ?? 0, all.get(quarter)?.size ?? 0];
        const share = wilson(k, n);
        const [start, end] = [startOfPeriod(quarter, 'quarter'), startOfPeriod(quarter + 1, 'quarter') - 1];
        const told = share.kind === 'share';
        return {
          period: { start, end, name: start, complete: from <= start && to >= end },
          k,
          n,
          value: told ? share.share : null,
          low: told ? share.low : null,
          high: told ? share.high : null,
        };
      });
      return { id: group.key, label: group.label, points, group };
    }),
    named: named.map(({ key, label, papers }) => ({ key, label, papers })),
    baselines: named.length,
    papers: new Set(claims.map(({ paper_id }) => paper_id)).size,
    naming: new Set(named.flatMap((group) => group.claims.map(({ paper_id }) => paper_id))).size,
  };
}
