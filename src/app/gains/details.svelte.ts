/** Titles, baselines and benchmarks of claims: all at once for a few thousand, one by one beyond. */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Measure } from '../../core/paper.ts';
import type { Filter } from '../../questions/filter.ts';
import { detailsById, gainDetail, gainDetails, type GainDetailRow } from '../../questions/gains-detail.ts';
import { toIso } from '../../questions/period.ts';
import type { Claim } from '../../views/gains-claim.ts';
import { answer } from '../answer.svelte.ts';
import { ask } from '../data.svelte.ts';

/** More than this are fetched when looked at: their titles would be megabytes. */
const AT_ONCE = 5000;

export type Details = {
  of: (metric_id: string) => GainDetailRow | null;
  /** Makes a claim's details come. */
  want: (claims: readonly Claim[]) => void;
  /** Makes all come, however many: a file holds what a page need not. */
  fill: () => Promise<void>;
};

/** Call while a component initialises; null asks nothing yet. */
export function detailsOf(
  wanted: () => { filter: Filter; measure: Measure; claims: number } | null,
): Details {
  // Null while it is under way.
  const single = new SvelteMap<string, GainDetailRow | null>();
  const all = answer(() => {
    const now = wanted();
    return now && now.claims <= AT_ONCE ? ask(gainDetails(now.filter, now.measure)) : null;
  });
  const byId = $derived(detailsById(all.value ?? []));
  let filled = $state.raw<ReadonlyMap<string, GainDetailRow> | null>(null);
  return {
    of: (id) => byId.get(id) ?? filled?.get(id) ?? single.get(id) ?? null,
    async fill() {
      const now = untrack(wanted);
      if (now && now.claims > AT_ONCE) filled = detailsById(await ask(gainDetails(now.filter, now.measure)));
    },
    want(claims) {
      const now = untrack(wanted);
      if (now && now.claims <= AT_ONCE) return;
      for (const { metric_id, day } of claims) {
        if (untrack(() => single.has(metric_id))) continue;
        single.set(metric_id, null);
        ask(gainDetail(metric_id, toIso(day))).then(
          ([row]) => row && single.set(metric_id, row),
          // The point stays without its title; looking at it again asks again.
          () => single.delete(metric_id),
        );
      }
    },
  };
}
