/** When each topic was far above its usual share, and how unlikely that is among all topics looked at. */
import { benjaminiHochberg } from '../core/stats/benjamini-hochberg.ts';
import { burstsOf } from '../core/stats/bursts.ts';
import type { NotEnough } from '../core/stats/result.ts';
import { MONTH_DAYS, shareRows, type Stratified } from './strata.ts';

export type TopicBurst = {
  /** Day numbers, both ends included. */
  from: number;
  to: number;
  weight: number;
  k: number;
  n: number;
  expected: number;
  /** Chance of a run this heavy anywhere in the topic's time. */
  p: number;
};

export type FoundBursts = { kind: 'bursts'; /** Heaviest first. */ bursts: TopicBurst[] } | NotEnough;

/** A first look; what may matter is shuffled again, so that a p-value can survive a hundred topics. */
const FIRST = 199;
const AGAIN = 4999;
const WORTH = 0.03;
/** Papers drawn in all shuffles of one topic: a slow machine's 60 ms. */
const BUDGET = 6_000_000;

/** Bursts of one topic over complete months. `parts` by month. */
export function burstsOfTopic(parts: Stratified, id: string): FoundBursts {
  const rows = shareRows(parts, id, 'complete');
  const first = burstsOf(rows, { permutations: FIRST });
  if (first.kind !== 'bursts') return first;
  const worth = first.bursts.some(({ p }) => (p ?? 1) <= WORTH);
  const permutations = Math.max(FIRST, Math.min(AGAIN, Math.floor(BUDGET / Math.max(1, first.k))));
  const found = worth ? burstsOf(rows, { permutations }) : first;
  if (found.kind !== 'bursts') return found;
  const bursts = found.bursts.flatMap(({ from, to, p, ...rest }): TopicBurst[] => {
    const last = parts.whole.periods.find(({ start }) => start === Math.round(to * MONTH_DAYS));
    return last ? [{ ...rest, from: Math.round(from * MONTH_DAYS), to: last.end, p: p ?? 1 }] : [];
  });
  return { kind: 'bursts', bursts: bursts.sort((a, b) => b.weight - a.weight || a.from - b.from) };
}

/**
 * The heaviest burst's p adjusted over all topics that could have one (Benjamini-Hochberg); a topic that had none
 * counts as tested, with p = 1. Null where there were too few papers.
 */
export function adjustedBursts(found: readonly FoundBursts[]): (number | null)[] {
  return benjaminiHochberg(found.map((one) => (one.kind === 'bursts' ? (one.bursts[0]?.p ?? 1) : null)));
}
