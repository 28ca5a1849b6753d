/** An answer that follows its question: the last one asked wins, the one before stays visible until it comes. */

export type Answer<T> = {
  readonly value: T | undefined;
  readonly error: unknown;
  /** True while a newer question is under way; `value` is then the former answer, if any. */
  readonly busy: boolean;
  again(): void;
};

/** Call while a component initialises. `ask` reads its state before its first await; null asks nothing. */
export function answer<T>(ask: () => Promise<T> | null): Answer<T> {
  let value = $state.raw<T | undefined>();
  let error = $state.raw<unknown>(null);
  let busy = $state(true);
  let turn = $state(0);
  let newest = 0;

  $effect(() => {
    void turn;
    const mine = ++newest;
    const asked = ask();
    if (!asked) return;
    busy = true;
    asked.then(
      (found) => {
        if (mine !== newest) return;
        value = found;
        error = null;
        busy = false;
      },
      (fault: unknown) => {
        if (mine !== newest) return;
        error = fault;
        busy = false;
      },
    );
  });

  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    again: () => (turn += 1),
  };
}
