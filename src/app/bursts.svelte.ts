/** Bursts of many topics, computed between frames: shuffling a hundred topics takes longer than one. */
import { burstsOfTopic, type FoundBursts } from '../views/burst-ranks.ts';
import type { Stratified } from '../views/strata.ts';

const SLICE = 12; // ms of work before the page may draw again

/** Call while a component initialises. `parts` by month; null waits. */
export function allBursts(parts: () => Stratified | null, topics: () => readonly { id: string }[]) {
  // Replaced as a whole, never changed in place: a plain Map does.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  let found = $state.raw<ReadonlyMap<string, FoundBursts>>(new Map());
  let done = $state(false);

  $effect(() => {
    const [from, list] = [parts(), topics()];
    done = false;
    if (!from) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const next = new Map<string, FoundBursts>();
    let at = 0;
    const work = () => {
      const began = performance.now();
      for (let topic = list[at]; topic && performance.now() - began < SLICE; topic = list[++at]) {
        next.set(topic.id, burstsOfTopic(from, topic.id));
      }
      if (at < list.length) timer = setTimeout(work);
      else [found, done] = [next, true];
    };
    // The page draws first.
    let timer = setTimeout(work, 80);
    return () => clearTimeout(timer);
  });

  return {
    get found() {
      return found;
    },
    /** False while what is found belongs to an older filter, or to none. */
    get done() {
      return done;
    },
  };
}
