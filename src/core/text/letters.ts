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
  let size = 1024;
  while (size < most * 2) size *= 2;
  const mask = size - 1;
  /** By open addressing: two hashes of a word (together they tell words apart) and its number from 1. */
  const slots = new Int32Array(4 * size);
  let kept: T[] = [];
  return (text, start, end) => {
    let hash = 0x811c9dc5 | 0;
    let guard = end - start;
    for (let i = start; i < end; i++) {
      const c = text.charCodeAt(i);
      hash = Math.imul(hash ^ c, 0x01000193);
      guard = (Math.imul(guard, 0x85ebca6b) + c + (guard >>> 15)) | 0;
    }
    let at = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const number = slots[4 * at + 2] as number;
      if (number === 0) break;
      if (slots[4 * at] === hash && slots[4 * at + 1] === guard) return kept[number - 1] as T;
      at = (at + 1) & mask;
    }
    const made = make(text.slice(start, end));
    if (kept.length >= most) {
      slots.fill(0);
      kept = [];
      at = (hash ^ (hash >>> 15)) & mask;
    }
    kept.push(made);
    slots[4 * at] = hash;
    slots[4 * at + 1] = guard;
    slots[4 * at + 2] = kept.length;
    return made;
  };
}
