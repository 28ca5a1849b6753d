/** Every topic with its share, its rise or fall and the evidence for it. */
import { benjaminiHochberg } from '../core/stats/benjamini-hochberg.ts';
import type { NotEnough } from '../core/stats/result.ts';
import { binomialTrend, type Trend } from '../core/stats/trend.ts';
import type { NoPapers, Share } from '../core/stats/wilson.ts';
import { countsOf, rollup, type RollupOptions, type TrendCube } from '../questions/trend-cube.ts';
import { shareRows, stratified, type SourceSpan } from './strata.ts';
import { shareNow } from './trend-series.ts';

export type TopicRank = {
  id: string;
  label: string;
  /** The topic's area; null for an area itself. */
  area: string | null;
  kind: string;
  /** Papers in the range. */
  papers: number;
  now: Share | NoPapers;
  /** Share a quarter over the range (null: no papers), for the sparkline. */
  spark: (number | null)[];
  trend: Trend | NotEnough;
  /** p of the trend, adjusted over all topics (Benjamini-Hochberg); null where none could be tested. */
  q: number | null;
};

export type Named = { id: string; label: string; area: string | null; kind: string };

/** Topics that are counted together: few enough to take no time that is felt. */
const AT_ONCE = 32;

/** Below this adjusted p a change is called one. */
export const EVIDENCE = 0.05;

type Asked = [
  counted: TrendCube,
  whole: TrendCube,
  topics: readonly Named[],
  options: Omit<RollupOptions, 'unit' | 'sets'>,
  sources: readonly SourceSpan[],
];

/** `counted` is `whole` or a part of it in the same frame. Tests run on complete months, stratified by source. */
export function topicRanks(...asked: Asked): TopicRank[] {
  const steps = rankingSteps(...asked);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same a topic at a time, for a page that must answer in between: hundreds of regressions take a while. */
export function* rankingSteps(
  ...[counted, whole, topics, options, sources]: Asked
): Generator<undefined, TopicRank[]> {
  const ranks: TopicRank[] = [];
  for (let from = 0; from < topics.length; from += AT_ONCE) {
    const some = topics.slice(from, from + AT_ONCE);
    const only = some.map(({ id }) => id);
    yield;
    const months = stratified(counted, whole, { ...options, unit: 'month', only }, sources);
    const quarters = rollup(whole, { ...options, unit: 'quarter', only });
    const quartersOf = counted === whole ? quarters : rollup(counted, { ...options, unit: 'quarter', only });
    for (const topic of some) {
      yield;
      const counts = countsOf(quartersOf, topic.id);
      ranks.push({
        ...topic,
        papers: counts.reduce((sum, k) => sum + k, 0),
        now: shareNow(months.counted, months.whole, topic.id),
        spark: quarters.periods.map((_, i) =>
          quarters.n[i] ? (counts[i] ?? 0) / (quarters.n[i] ?? 1) : null,
        ),
        trend: binomialTrend(shareRows(months, topic.id, 'complete')),
        q: null,
      });
    }
  }
  const adjusted = benjaminiHochberg(ranks.map(({ trend }) => (trend.kind === 'trend' ? trend.p : null)));
  return ranks.map((rank, i) => ({ ...rank, q: adjusted[i] ?? null }));
}

export type RankOrder = 'evidence' | 'rising' | 'falling' | 'share' | 'name';

const strength = ({ trend }: TopicRank) => (trend.kind === 'trend' ? Math.abs(trend.slope / trend.se) : -1);
const direction = ({ trend }: TopicRank) => (trend.kind === 'trend' ? trend.slope / trend.se : 0);
const share = ({ now }: TopicRank) => (now.kind === 'share' ? now.share : -1);

const ORDERS: Record<RankOrder, (a: TopicRank, b: TopicRank) => number> = {
  evidence: (a, b) => strength(b) - strength(a),
  rising: (a, b) => direction(b) - direction(a),
  falling: (a, b) => direction(a) - direction(b),
  share: (a, b) => share(b) - share(a),
  name: (a, b) => a.label.localeCompare(b.label),
};

/** By evidence (the trend over its error), not by slope alone: three papers make the steepest slopes. */
export const sortRanks = (ranks: readonly TopicRank[], order: RankOrder): TopicRank[] =>
  [...ranks].sort((a, b) => ORDERS[order](a, b) || b.papers - a.papers || a.id.localeCompare(b.id));

/** The topics that tell most: the surest rises and falls, filled up with the largest. */
export function tellingTopics(ranks: readonly TopicRank[], most = 6): TopicRank[] {
  const curated = ranks.filter(({ kind }) => kind === 'curated');
  const sure = (sign: 1 | -1) =>
    sortRanks(curated, sign > 0 ? 'rising' : 'falling')
      .filter((rank) => (rank.q ?? 1) < EVIDENCE && direction(rank) * sign > 0)
      .slice(0, most / 2);
  const chosen = [...sure(1), ...sure(-1)];
  const rest = sortRanks(curated, 'share').filter((rank) => rank.papers > 0 && !chosen.includes(rank));
  return [...chosen, ...rest].slice(0, most);
}
