/**
 * Things kept by the letters of a word, so that a word of a text is found without making its string: most words of
 * papers repeat, and what is known of one is then one look-up in a small table away.
 */

/**
 * Remembers what `make` says of a word; asked for `text.slice(start, end)`. Emptied at `most` words, so that a long
 * run does not grow without end.
 */
export function byLetters<T>(
  make: (word: string) => T,
  most: number,
): (text: string, start: number, end: number) => T {
  let mask = 1023;
  /** By open addressing: two hashes of a word (together they tell words apart) and its number from 1. */
  let slots = new Int32Array(4 * (mask + 1));
  let kept: T[] = [];

  const placeOf = (hash: number, guard: number): number => {
    let at = (hash ^ (hash >>> 15)) & mask;
    while (slots[4 * at + 2] !== 0 && (slots[4 * at] !== hash || slots[4 * at + 1] !== guard))
      at = (at + 1) & mask;
    return 4 * at;
  };

  /** The table is as large as its words need: a small one stays in the near caches. */
  const grow = (): void => {
    const old = slots;
    mask = 2 * mask + 1;
    slots = new Int32Array(4 * (mask + 1));
    for (let i = 0; i < old.length; i += 4)
      if (old[i + 2] !== 0)
        slots.set(old.subarray(i, i + 4), placeOf(old[i] as number, old[i + 1] as number));
  };

  return (text, start, end) => {
    let hash = 0x811c9dc5 | 0;
    let guard = end - start;
    for (let i = start; i < end; i++) {
      const c = text.charCodeAt(i);
      hash = Math.imul(hash ^ c, 0x01000193);
      guard = (Math.imul(guard, 0x85ebca6b) + c + (guard >>> 15)) | 0;
    }
    const number = slots[placeOf(hash, guard) + 2] as number;
    if (number !== 0) return kept[number - 1] as T;
    const made = make(text.slice(start, end));
    if (kept.length >= most) {
      slots.fill(0);
      kept = [];
    } else if (kept.length * 2 > mask) grow();
    kept.push(made);
    const at = placeOf(hash, guard);
    slots[at] = hash;
    slots[at + 1] = guard;
    slots[at + 2] = kept.length;
    return made;
  };
}
