/** Titles, baselines and benchmarks of claims: all at once for a few thousand, one by one beyond. */
import type { Measure } from '../../core/paper.ts';
import type { Filter } from '../../questions/filter.ts';
import { gainDetail, gainDetails, type GainDetailRow } from '../../questions/gains-detail.ts';
import type { Claim } from '../../views/gains-claim.ts';
import { answer } from '../answer.svelte.ts';
import { ask } from '../data.svelte.ts';

/** More than this are fetched when looked at: their titles would be megabytes. */
const AT_ONCE = 5000;

export type Details = {
  of: (metric_id: string) => GainDetailRow | null;
  /** Makes a claim's details come. */
  want: (claims: readonly Claim[]) => void;
};

/** Call while a component initialises; null asks nothing yet. */
export function detailsOf(wanted: () => { filter: Filter; measure: Measure; claims: number } | null): Details {
  let single = $state.raw<ReadonlyMap<string, GainDetailRow>>(new Map());
  const asked = new Set<string>();
  const all = answer(() => {
    const now = wanted();
    return now && now.claims <= AT_ONCE ? ask(gainDetails(now.filter, now.measure)) : null;
  });
  const byId = $derived(new Map((all.value ?? []).map((row) => [row.metric_id, row])));
  const of = (id: string) => byId.get(id) ?? single.get(id) ?? null;
  return {
    of,
    want(claims) {
      const now = wanted();
      if (now && now.claims <= AT_ONCE) return;
      for (const { metric_id, date } of claims) {
        if (asked.has(metric_id) || of(metric_id)) continue;
        asked.add(metric_id);
        ask(gainDetail(metric_id, date)).then(
          ([row]) => row && (single = new Map(single).set(metric_id, row)),
          // The point stays without its title; looking at it again asks again.
          () => asked.delete(metric_id),
        );
      }
    },
  };
}
