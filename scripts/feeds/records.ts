/** Claims of the last three months that are larger than every earlier one of the same topic and measure. */
import { recordsOf } from '../../src/core/stats/records.ts';
import { monthsOf } from '../../src/core/stats/share-rows.ts';
import { mendText } from '../../src/core/text/mend.ts';
import { claimRows, titlesOf, type ClaimRow, type Dataset } from './dataset.ts';
import { part, type Item } from './item.ts';
import { monthsBefore } from './months.ts';

const RECENT_MONTHS = 3;
/** With fewer papers before it, the next claim is a record too easily. */
const LEAST_PAPERS = 10;

const WORDS: Record<string, string> = {
  speed: 'faster',
  memory: 'less memory',
  size: 'smaller',
  compute: 'less compute',
};
const times = (factor: number) =>
  `${factor >= 100 ? Math.round(factor).toLocaleString('en') : Number(factor.toPrecision(3))}x`;

export async function recordItems(dataset: Dataset): Promise<Item[]> {
  const { about, topics } = dataset;
  if (about.last === null) return [];
  const since = monthsBefore(about.last, RECENT_MONTHS);
  const groups = new Map<string, ClaimRow[]>();
  for (const claim of await claimRows(dataset, since)) {
    const key = `${claim.topic_id}\n${claim.measure}`;
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  const byId = new Map(topics.map((t) => [t.topic_id, t]));
  type Record = { claim: ClaimRow; before: ClaimRow; n: number; records: number; expected: number };
  const fresh = [...groups.values()].flatMap((group): Record[] => {
    const found = recordsOf(group.map((claim) => ({ t: monthsOf(claim.date), value: claim.factor, claim })));
    if (found.kind !== 'records' || found.n < LEAST_PAPERS) return [];
    const { n, records, expected } = found;
    return records.flatMap(({ claim }, i): Record[] => {
      const before = records[i - 1]?.claim;
      if (!before || claim.date <= since) return [];
      return [{ claim, before, n, records: records.length, expected }];
    });
  });
  const titles = await titlesOf(dataset, [...new Set(fresh.map(({ claim }) => claim.paper_id))]);
  const items = fresh.flatMap(({ claim, before, n, records, expected }): Item[] => {
    const topic = byId.get(claim.topic_id);
    if (!topic) return [];
    const upTo = claim.qualifier === 'up_to' ? 'up to ' : '';
    const words = `${upTo}${times(claim.factor)} ${WORDS[claim.measure] ?? claim.measure}`;
    return [
      {
        key: `record/${part(claim.metric_id)}`,
        kind: 'record',
        title: `Record: ${words} in ${topic.label}`,
        summary:
          `“${mendText(titles.get(claim.paper_id) ?? '').trim()}” reports ${words}${claim.baseline ? ` than ${mendText(claim.baseline)}` : ''}; ` +
          `the most before was ${times(before.factor)} (${before.date}). ${n} papers on ${topic.label} report such ` +
          `a multiple and set ${records} records, where chance alone expects ${expected.toFixed(1)}. ` +
          'Claims are the papers’ own and stand against different baselines.',
        updated: claim.date,
        published: claim.date,
        place: `#/paper/${part(claim.paper_id)}?at=${part(claim.metric_id)}`,
        topic: { id: topic.topic_id, label: topic.label, area: topic.area },
      },
    ];
  });
  const day = ({ updated }: Item) => updated ?? '';
  return items.sort((a, b) => (day(a) === day(b) ? (a.key < b.key ? -1 : 1) : day(a) < day(b) ? 1 : -1));
}
