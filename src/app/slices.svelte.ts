/** Work in short turns, so that the page answers between them. */

/** ms of work before the page may draw again: half of a frame. */
const TURN = 8;

/** Takes steps until they are done, then says what came of it; the answer of this function ends them. */
export function inSlices<T>(steps: Generator<undefined, T>, done: (value: T) => void): () => void {
  const turn = () => {
    const until = performance.now() + TURN;
    do {
      const step = steps.next();
      if (step.done) return done(step.value);
    } while (performance.now() < until);
    timer = setTimeout(turn);
  };
  // What is shown already comes first.
  let timer = setTimeout(turn);
  return () => clearTimeout(timer);
}

/**
 * What comes of steps that follow the page's state; the former answer stays until the new one is there. Call while a
 * component initialises; `steps` reads its state at once, and null leaves things as they are.
 */
export function sliced<T>(steps: () => Generator<undefined, T> | null) {
  let value = $state.raw<T | null>(null);
  let fresh = $state(false);
  $effect(() => {
    const now = steps();
    fresh = false;
    if (!now) return;
    return inSlices(now, (found) => ([value, fresh] = [found, true]));
  });
  return {
    get value() {
      return value;
    },
    /** False while `value` belongs to an older state. */
    get fresh() {
      return fresh;
    },
  };
}
