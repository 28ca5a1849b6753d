/** The trend chart's title and the words for a change: judgements, told from the figures. */
import type { Unit } from './time.ts';
import { EVIDENCE, type TopicRank } from './topic-ranks.ts';
import type { TrendBurst } from './trend-bursts.ts';
import { WINDOW } from './trend-series.ts';

export type Verdict = 'rising' | 'falling' | 'steady' | 'unknown';

/** A change is called one when its adjusted p is below 5%. */
export function verdict({ trend, q }: Pick<TopicRank, 'trend' | 'q'>): Verdict {
  if (trend.kind !== 'trend') return 'unknown';
  if ((q ?? 1) >= EVIDENCE) return 'steady';
  return trend.slope > 0 ? 'rising' : 'falling';
}

/** Two names, or one and how many more: a title is read at a glance. */
const listed = (names: readonly string[]) => {
  const [one = '', two = ''] = names;
  if (names.length < 3) return names.join(' and ');
  return names.length === 3 ? `${one}, ${two} and 1 more` : `${one}, ${two} and ${names.length - 2} more`;
};

/** One sentence on the chosen topics: who rises, who falls, or that the data cannot tell. */
export function trendTitle(
  ranks: readonly TopicRank[],
  chosen: readonly { id: string; label: string }[],
): string {
  const by = new Map(ranks.map((rank) => [rank.id, rank]));
  return verdictTitle(
    chosen.map(({ id, label }) => {
      const rank = by.get(id);
      return { label, verdict: rank ? verdict(rank) : 'unknown' };
    }),
  );
}

export function verdictTitle(chosen: readonly { label: string; verdict: Verdict }[]): string {
  const of = (wanted: Verdict) =>
    chosen.filter(({ verdict }) => verdict === wanted).map(({ label }) => label);
  const [up, down] = [of('rising'), of('falling')];
  const verb = (names: string[], one: string, many: string) =>
    `${listed(names)} ${names.length === 1 ? one : many}`;
  const parts = [
    ...(up.length > 0 ? [verb(up, 'rises', 'rise')] : []),
    ...(down.length > 0 ? [verb(down, 'falls', 'fall')] : []),
  ];
  if (parts.length > 0) return parts.join('; ');
  const names = chosen.map(({ label }) => label);
  if (names.length === 1) return `${names[0] ?? ''} over time`;
  return names.length > 4 ? `${names.length} topics over time` : `${listed(names)} over time`;
}

/** What a drawn share is where it is not k of n of its period: at one mix of sources, over nine weeks. Empty: it is. */
export function shareBasis(unit: Unit, sources: number): string {
  const parts = [
    ...(sources > 1 ? ['at one mix of sources'] : []),
    ...(WINDOW[unit] > 1 ? [`over ${WINDOW[unit]} weeks`] : []),
  ];
  return parts.join(', ');
}

/** The bursts of a topic in words: "burst: Mar to Oct 2024", or that there is none. `name` tells a day's month. */
export function burstWords(bursts: readonly TrendBurst[], name: (day: number) => string): string {
  if (bursts.length === 0) return 'no burst';
  const spans = bursts.map(({ from, to }) =>
    name(from) === name(to) ? name(from) : `${name(from)} to ${name(to)}`,
  );
  return `${bursts.length === 1 ? 'burst' : 'bursts'}: ${spans.join(', ')}`;
}
