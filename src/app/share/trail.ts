/**
 * The steps of the browser's history that are this page's own, so that undo and redo know what a step back or forward
 * would change. The browser tells only where it is; what stands before and after it is kept here.
 */
import { readPlace } from '../place.ts';

/** Addresses in the order of the history; `at` is where the reader is. */
export type Trail = { hashes: (string | undefined)[]; at: number };

/** More steps than this are forgotten from the far end: an undo of hundreds is no undo. */
export const MOST_STEPS = 200;

export const begun = (hash: string, at = 0): Trail => {
  const hashes: Trail['hashes'] = [];
  hashes[at] = hash;
  return { hashes, at };
};

/** A new step: what could be redone is gone, as in the browser. */
export function stepped({ hashes, at }: Trail, hash: string): Trail {
  const next = [...hashes.slice(0, at + 1), hash];
  for (let i = 0; i < next.length - MOST_STEPS; i++) next[i] = undefined;
  return { hashes: next, at: at + 1 };
}

/** The same step with another address (typing). */
export function replaced({ hashes, at }: Trail, hash: string): Trail {
  const next = [...hashes];
  next[at] = hash;
  return { hashes: next, at };
}

/** The browser went to a step of ours. */
export const went = (trail: Trail, at: number, hash: string): Trail => replaced({ ...trail, at }, hash);

/**
 * Whether the step in that direction changes only filter or options. A step to another view is the back button's:
 * undo does not leave the page.
 */
export function changesOnly({ hashes, at }: Trail, by: -1 | 1): boolean {
  const [here, there] = [hashes[at], hashes[at + by]];
  if (here === undefined || there === undefined || here === there) return false;
  const [a, b] = [readPlace(here), readPlace(there)];
  return a.view === b.view && a.id === b.id;
}

/** From storage; anything else than what was stored is none. */
export function readTrail(text: string | null, at: number, hash: string): Trail {
  try {
    const hashes: unknown = JSON.parse(text ?? '');
    if (Array.isArray(hashes) && hashes[at] === hash) {
      return { hashes: hashes.map((one: unknown) => (typeof one === 'string' ? one : undefined)), at };
    }
  } catch {
    // As without: undo begins here.
  }
  return begun(hash, at);
}
