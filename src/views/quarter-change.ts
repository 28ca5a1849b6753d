/** What changed from one quarter to another: every topic's share, compared within sources and adjusted over all topics. */
import { benjaminiHochberg } from '../core/stats/benjamini-hochberg.ts';
import { type Change, changeBetween } from '../core/stats/change.ts';
import type { NotEnough } from '../core/stats/result.ts';
import { toIso } from '../questions/period.ts';
import { type Period, rollup, type RollupOptions, type TrendCube } from '../questions/trend-cube.ts';
import { shareRows, type SourceSpan, stratified } from './strata.ts';
import { EVIDENCE, type Named } from './topic-ranks.ts';

/**
 * The last complete quarter is compared with the quarter before it, or with the same quarter a year before, which
 * knows no season of conferences. 'fitting' is the year where there is one.
 */
export const AGAINST = ['fitting', 'before', 'year'] as const;
export type AgainstQuarter = 'before' | 'year';

export type TopicChange = Named & {
  change: Change | NotEnough;
  /** p of the change, adjusted over all topics (Benjamini-Hochberg); null where none could be tested. */
  q: number | null;
};

export type QuarterChange = {
  now: Period;
  then: Period;
  /** All papers of both quarters. */
  papers: { now: number; then: number };
  changes: TopicChange[];
  /** Papers whose source has papers in one of the quarters only: no topic is compared on them. */
  left: number;
  /** How many topics had enough papers for a test. */
  tested: number;
};

/** Why there is nothing to compare, in the reader's words. */
export type NoQuarter = { kind: 'no-quarter'; reason: string };

/** As quarterChange, for a choice that may be left to the data; `against` is what was taken. */
export function fittingChange(
  counted: TrendCube,
  whole: TrendCube,
  topics: readonly Named[],
  options: Omit<RollupOptions, 'unit' | 'sets'>,
  sources: readonly SourceSpan[],
  wanted: (typeof AGAINST)[number],
): { against: AgainstQuarter; found: QuarterChange | NoQuarter } {
  const against = wanted === 'before' ? 'before' : 'year';
  const found = quarterChange(counted, whole, topics, options, sources, against);
  if (wanted !== 'fitting' || !('kind' in found)) return { against, found };
  return { against: 'before', found: quarterChange(counted, whole, topics, options, sources, 'before') };
}

/** `counted` is `whole` or a part of it in the same frame. The last complete quarter is one that has papers. */
export function quarterChange(
  counted: TrendCube,
  whole: TrendCube,
  topics: readonly Named[],
  options: Omit<RollupOptions, 'unit' | 'sets'>,
  sources: readonly SourceSpan[],
  against: AgainstQuarter,
): QuarterChange | NoQuarter {
  const quarters = rollup(whole, { ...options, unit: 'quarter' });
  const filled = (i: number) => Boolean(quarters.periods[i]?.complete) && (quarters.n[i] ?? 0) > 0;
  const at = quarters.periods.findLastIndex((_, i) => filled(i));
  const now = quarters.periods[at];
  if (!now) return { kind: 'no-quarter', reason: 'no quarter with papers lies wholly within the dates' };
  const back = at - (against === 'year' ? 4 : 1);
  const then = quarters.periods[back];
  if (!then || !filled(back)) {
    const which = against === 'year' ? 'the same quarter a year before' : 'the quarter before';
    return { kind: 'no-quarter', reason: `${which} has no papers or is not complete` };
  }
  const weeks = ({ start, end }: Period) =>
    stratified(
      counted,
      whole,
      { sources: options.sources, from: toIso(start), to: toIso(end), last: null, unit: 'week' },
      sources,
    );
  const [early, late] = [weeks(then), weeks(now)];
  const changes = topics.map((topic) => ({
    ...topic,
    change: changeBetween(shareRows(early, topic.id, 'all'), shareRows(late, topic.id, 'all')),
  }));
  const q = benjaminiHochberg(changes.map(({ change }) => (change.kind === 'change' ? change.p : null)));
  return {
    now,
    then,
    papers: { now: quarters.n[at] ?? 0, then: quarters.n[back] ?? 0 },
    left: Math.max(0, ...changes.map(({ change }) => (change.kind === 'change' ? change.left : 0))),
    changes: changes.map((one, i) => ({ ...one, q: q[i] ?? null })),
    tested: q.filter((value) => value !== null).length,
  };
}

export type Sure = TopicChange & { change: Change };

const tested = (one: TopicChange): one is Sure => one.change.kind === 'change';

/** Adjusted p below 5%, and an interval that agrees: two methods with one verdict. */
export const isSure = ({ change, q }: Sure): boolean =>
  (q ?? 1) < EVIDENCE && Math.sign(change.low) === Math.sign(change.high) && change.low * change.high > 0;

/** Rises (1) or falls (-1) that count as such, the one that is at least largest first. */
export function sureChanges(found: QuarterChange, sign: 1 | -1): Sure[] {
  const near = ({ change }: Sure) => (sign > 0 ? change.low : -change.high);
  return found.changes
    .filter(tested)
    .filter((one) => isSure(one) && one.change.difference * sign > 0)
    .sort((a, b) => near(b) - near(a) || a.id.localeCompare(b.id));
}

/** The largest rise or fall that chance may as well explain, for when no other can be told. */
export function largestUnsure(found: QuarterChange, sign: 1 | -1): Sure | null {
  const size = ({ change }: Sure) => change.difference * sign;
  const unsure = found.changes.filter(tested).filter((one) => !isSure(one) && size(one) > 0);
  return unsure.sort((a, b) => size(b) - size(a) || a.id.localeCompare(b.id))[0] ?? null;
}
