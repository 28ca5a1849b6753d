/** Topics whose share rises beyond chance over the last twelve months, the surest first. */
import { rankTrends, type RankedTrend } from '../../src/core/stats/rank.ts';
import { binomialTrend } from '../../src/core/stats/trend.ts';
import type { Dataset } from './dataset.ts';
import { part, type Item } from './item.ts';
import type { Months } from './months.ts';

/** Below this adjusted p a change is called one, as in the dashboard. */
const EVIDENCE = 0.05;
export const RISING_MONTHS = 12;

const percent = (x: number) => `${x < 0 ? '−' : '+'}${(Math.abs(x) * 100).toFixed(1)}%`;

export type Rising = { items: Item[]; tested: number; untested: number };

export function risingItems({ topics }: Pick<Dataset, 'topics'>, { rows }: Months): Rising {
  const ranked = rankTrends(
    topics.map(({ topic_id }) => ({ id: topic_id, trend: binomialTrend(rows.get(topic_id) ?? []) })),
  );
  const byId = new Map(topics.map((t) => [t.topic_id, t]));
  const items = ranked.rising
    .filter(({ q }) => q < EVIDENCE)
    .flatMap((trend): Item[] => {
      const topic = byId.get(trend.id);
      if (!topic) return [];
      return [
        {
          key: `rising/${part(trend.id)}`,
          kind: 'rising',
          title: `Rising: ${topic.label}, ${percent(trend.perMonth)} a month`,
          summary: wordsOf(trend, topic.label),
          updated: null,
          published: null,
          place: `#/topic/${part(trend.id)}?last=${RISING_MONTHS}m`,
          topic: { id: topic.topic_id, label: topic.label, area: topic.area },
        },
      ];
    });
  return { items, tested: ranked.rising.length + ranked.falling.length, untested: ranked.notEnough.length };
}

const wordsOf = ({ perMonth, low, high, k, n, q, periods }: RankedTrend, label: string): string =>
  `The share of ${label} among all papers grows by ${percent(perMonth)} a month ` +
  `(95% interval ${percent(low)} to ${percent(high)}): ${k} of ${n} papers in ${periods} complete months, ` +
  `compared within each source. Adjusted p ${q < 0.001 ? 'below 0.001' : q.toFixed(3)} over all topics tested.`;
