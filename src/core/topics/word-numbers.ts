import { keyOf } from './words.ts';

/** Longer words are in no phrase, and not worth keeping. */
const LONGEST = 48;
/** Spellings that are kept; then all are forgotten, so that a long run does not grow without end. */
const MOST = 60_000;

/** Four of five words of a text are among so many met last. */
const RECENT = 1 << 12;

export const HASH_BASIS = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** Beside the hash, which goes over all letters (Fowler, Noll and Vo): the ends of the word and its length, in 16 bits. */
export const guardOf = (first: number, last: number, length: number): number =>
  ((length & 63) << 26) | ((first & 31) << 21) | ((last & 31) << 16);

/**
 * The numbers of words by their spelling. A spelling's key is worked out when it is first met; after that it is one
 * look-up by its hash, without making the word's string.
 */
export function wordNumbers(ids: ReadonlyMap<string, number>) {
  let size = 1 << 12;
  /** By open addressing: hash, and the guard with the number in its low 16 bits (0 in an empty place). */
  let slots = new Int32Array(2 * size);
  let kept = 0;
  /** The same for the words met last, small enough to stay in the nearest cache. */
  const recent = new Int32Array(2 * RECENT);

  const placeOf = (hash: number, guard: number): number => {
    const mask = size - 1;
    let at = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const there = slots[2 * at + 1] as number;
      if (there === 0 || (slots[2 * at] === hash && (there & ~0xffff) === guard)) return 2 * at;
      at = (at + 1) & mask;
    }
  };

  const grow = (): void => {
    const old = slots;
    size *= 2;
    slots = new Int32Array(2 * size);
    for (let i = 0; i < old.length; i += 2) {
      const there = old[i + 1] as number;
      if (there === 0) continue;
      const at = placeOf(old[i] as number, there & ~0xffff);
      slots[at] = old[i] as number;
      slots[at + 1] = there;
    }
  };

  /** A word with two capitals or more is first asked for as it is written ("RAG"). */
  const numberOf = (word: string): number => ids.get(keyOf(word)) ?? ids.get(keyOf(word.toLowerCase())) ?? 0;

  const lookUp = (hash: number, guard: number, text: string, start: number, end: number): number => {
    const at = placeOf(hash, guard);
    const there = slots[at + 1] as number;
    if (there !== 0) return there & 0xffff;
    if (end - start > LONGEST) return 0;
    const id = numberOf(text.slice(start, end));
    if (kept >= MOST) {
      slots.fill(0);
      kept = 0;
    } else if (kept * 3 > size) grow();
    const place = placeOf(hash, guard);
    slots[place] = hash;
    slots[place + 1] = guard | id;
    kept++;
    return id;
  };

  /** The number of `text.slice(start, end)`, 0 where no phrase holds the word. */
  return (hash: number, guard: number, text: string, start: number, end: number): number => {
    const at = 2 * ((hash ^ (hash >>> 15)) & (RECENT - 1));
    const there = recent[at + 1] as number;
    if (recent[at] === hash && (there & ~0xffff) === guard) return there & 0xffff;
    const id = lookUp(hash, guard, text, start, end);
    recent[at] = hash;
    recent[at + 1] = guard | id;
    return id;
  };
}
