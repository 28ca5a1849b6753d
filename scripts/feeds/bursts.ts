/** Topics that stood far above their usual share, if that lasted into the last three months of the data. */
import { benjaminiHochberg } from '../../src/core/stats/benjamini-hochberg.ts';
import { burstsOf, type Burst } from '../../src/core/stats/bursts.ts';
import type { ShareRow } from '../../src/core/stats/result.ts';
import type { Dataset } from './dataset.ts';
import { part, type Item } from './item.ts';
import type { Month, Months } from './months.ts';

const EVIDENCE = 0.05;
const RECENT_MONTHS = 3;
/** A first look; what may matter is shuffled again, so that a p-value can survive a hundred topics. */
const FIRST = 199;
const AGAIN = 4_999;
const WORTH = 0.03;
/** Papers drawn in all shuffles of one topic. */
const BUDGET = 6_000_000;

/**
 * The heaviest burst of a topic that lasts to `since`; null where there is none, undefined where there are too few
 * papers to tell.
 */
function heaviest(rows: readonly ShareRow[], since: number): Burst | null | undefined {
  const lasting = (permutations: number) => {
    const found = burstsOf(rows, { permutations });
    if (found.kind !== 'bursts') return undefined;
    const bursts = found.bursts.filter(({ to }) => to > since - 1e-9);
    return {
      k: found.k,
      best: bursts.reduce<Burst | null>((a, b) => (a && a.weight >= b.weight ? a : b), null),
    };
  };
  const seen = lasting(0);
  if (!seen?.best) return seen?.best;
  const first = lasting(FIRST)?.best ?? null;
  if ((first?.p ?? 1) > WORTH) return first;
  const permutations = Math.max(FIRST, Math.min(AGAIN, Math.floor(BUDGET / Math.max(1, seen.k))));
  return lasting(permutations)?.best ?? null;
}

const inWords = ({ name }: Month): string =>
  new Date(`${name}-01T00:00:00Z`).toLocaleDateString('en', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** p is adjusted over all topics that could have a burst now; one that has none counts as tested. */
export function burstItems({ topics }: Pick<Dataset, 'topics'>, { months, rows }: Months): Item[] {
  const recent = months.at(-RECENT_MONTHS) ?? months[0];
  const since = recent?.t ?? 0;
  const found = topics.map((topic) => ({ topic, burst: heaviest(rows.get(topic.topic_id) ?? [], since) }));
  const adjusted = benjaminiHochberg(
    found.map(({ burst }) => (burst === undefined ? null : (burst?.p ?? 1))),
  );
  const monthAt = (t: number): Month | undefined => months.find((m) => Math.abs(m.t - t) < 1e-9);
  return found
    .flatMap(({ topic, burst }, i): { weight: number; item: Item }[] => {
      if (!burst || (adjusted[i] ?? 1) >= EVIDENCE) return [];
      const [from, to] = [monthAt(burst.from), monthAt(burst.to)];
      if (!from || !to) return [];
      const goesOn = to === months.at(-1);
      const item: Item = {
        key: `burst/${part(topic.topic_id)}/${from.name}`,
        kind: 'burst',
        title: `Burst: ${topic.label} since ${inWords(from)}${goesOn ? '' : `, up to ${inWords(to)}`}`,
        summary:
          `${burst.k} of ${burst.n} papers from ${from.first} to ${to.last} are on ${topic.label}, where ` +
          `${burst.expected.toFixed(1)} would be at its usual share. The chance of such a run anywhere, allowing for ` +
          `all topics looked at, is ${(adjusted[i] ?? 1).toFixed(3)} (Kleinberg's two-state model, shuffled papers).`,
        updated: goesOn ? null : to.last,
        published: from.last,
        place: `#/topic/${part(topic.topic_id)}`,
        topic: { id: topic.topic_id, label: topic.label, area: topic.area },
      };
      return [{ weight: burst.weight, item }];
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ item }) => item);
}
