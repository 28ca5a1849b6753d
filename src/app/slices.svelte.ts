/** Work in short turns, so that the page answers between them. */

/** ms of work before the page may draw again: half of a frame. */
const TURN = 8;

/** Takes steps until they are done or throw, then says what came of it; the answer of this function ends them. */
export function inSlices<T>(
  steps: Generator<undefined, T>,
  done: (value: T) => void,
  failed: (fault: unknown) => void,
): () => void {
  const turn = () => {
    const until = performance.now() + TURN;
    try {
      do {
        const step = steps.next();
        if (step.done) return done(step.value);
      } while (performance.now() < until);
    } catch (fault) {
      return failed(fault);
    }
    timer = setTimeout(turn);
  };
  // What is shown already comes first.
  let timer = setTimeout(turn);
  return () => clearTimeout(timer);
}

/**
 * What comes of steps that follow the page's state; the former answer stays until the new one is there. Call while a
 * component initialises; `steps` reads its state at once, and null means that there is nothing to answer.
 */
export function sliced<T>(steps: () => Generator<undefined, T> | null) {
  let value = $state.raw<T | null>(null);
  let fresh = $state(false);
  let error = $state.raw<unknown>(null);
  let turn = $state(0);
  $effect(() => {
    void turn;
    const now = steps();
    [fresh, error] = [false, null];
    if (!now) {
      value = null;
      return;
    }
    return inSlices(
      now,
      (found) => ([value, fresh] = [found, true]),
      (fault) => (error = fault ?? new Error('It failed without a reason.')),
    );
  });
  return {
    get value() {
      return value;
    },
    /** False while `value` belongs to an older state. */
    get fresh() {
      return fresh;
    },
    /** What the steps threw; null while they go on, and once they are done. */
    get error() {
      return error;
    },
    again: () => (turn += 1),
  };
}
