/** Outcomes of workers, stored many at a time: a transaction a batch would cost more than the batch. */
export type Gather<T> = { add: (item: T, weight: number) => Promise<void>; flush: () => Promise<void> };

/** `store` runs for one list at a time, whenever the weights gathered reach `most` and at `flush`. */
export function gather<T>(most: number, store: (items: T[]) => Promise<void>): Gather<T> {
  let waiting: T[] = [];
  let weight = 0;
  let last = Promise.resolve();
  const flush = (): Promise<void> => {
    const items = waiting;
    waiting = [];
    weight = 0;
    if (items.length === 0) return last;
    const mine = last.then(() => store(items));
    // A failure goes to the one that flushed; the next flush must not fail for it again.
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    add: async (item, more) => {
      waiting.push(item);
      weight += more;
      if (weight >= most) await flush();
    },
    flush,
  };
}
