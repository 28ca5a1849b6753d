/** Terms and topics as a list of what is new: each with its burst, its growth and its evidence. */
import type { NotEnough } from '../core/stats/result.ts';
import { adjustedBursts, type FoundBursts, type TopicBurst } from './burst-ranks.ts';
import type { TopicRank } from './topic-ranks.ts';

export type EmergingRow = TopicRank & {
  /** Undefined while it has not been computed. */
  found: FoundBursts | undefined;
  /** The heaviest burst; null where there is none. */
  burst: TopicBurst | null;
  /** p of that burst, adjusted over all topics of the list. */
  burstQ: number | null;
};

export const EMERGING_ORDERS = ['burst', 'recent', 'growth', 'papers', 'name'] as const;
export type EmergingOrder = (typeof EMERGING_ORDERS)[number];
export const EMERGING_KINDS = ['all', 'terms', 'topics'] as const;
export type EmergingKind = (typeof EMERGING_KINDS)[number];

/** A burst is called one below this adjusted p. */
export const BURST_EVIDENCE = 0.05;

/** Bursts are adjusted over what is listed: choosing fewer topics asks fewer questions. */
export function emergingRows(
  ranks: readonly TopicRank[],
  found: ReadonlyMap<string, FoundBursts>,
  kind: EmergingKind,
): EmergingRow[] {
  const wanted = ranks.filter(
    (rank) => rank.papers > 0 && (kind === 'all' || (kind === 'terms') === (rank.kind === 'discovered')),
  );
  const missing: NotEnough = { kind: 'not-enough', reason: 'not computed yet', need: '' };
  const q = adjustedBursts(wanted.map(({ id }) => found.get(id) ?? missing));
  return wanted.map((rank, i) => {
    const bursts = found.get(rank.id);
    return {
      ...rank,
      found: bursts,
      burst: bursts?.kind === 'bursts' ? (bursts.bursts[0] ?? null) : null,
      burstQ: q[i] ?? null,
    };
  });
}

export const isBurst = ({ burst, burstQ }: EmergingRow): boolean =>
  burst !== null && (burstQ ?? 1) < BURST_EVIDENCE;

const weight = (row: EmergingRow) => (isBurst(row) ? 1e6 : 0) + (row.burst?.weight ?? -1);
const recent = (row: EmergingRow) => (isBurst(row) ? (row.burst?.to ?? 0) : -1);
const growth = ({ trend }: EmergingRow) => (trend.kind === 'trend' ? trend.slope / trend.se : -Infinity);

const ORDERS: Record<EmergingOrder, (a: EmergingRow, b: EmergingRow) => number> = {
  burst: (a, b) => weight(b) - weight(a),
  recent: (a, b) => recent(b) - recent(a) || (b.burst?.from ?? 0) - (a.burst?.from ?? 0),
  growth: (a, b) => (growth(b) === growth(a) ? 0 : growth(b) - growth(a)),
  papers: (a, b) => b.papers - a.papers,
  name: (a, b) => a.label.localeCompare(b.label),
};

/** By burst: those that hold among all topics first, by weight. By growth: by evidence, not by slope alone. */
export const sortEmerging = (rows: readonly EmergingRow[], order: EmergingOrder): EmergingRow[] =>
  [...rows].sort((a, b) => ORDERS[order](a, b) || b.papers - a.papers || (a.id < b.id ? -1 : 1));
