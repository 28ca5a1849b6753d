/**
 * Whether the reader leaves out what they marked, and where those claims stand. Small and apart from the marks
 * themselves, whose code comes later: every view's filter reads it.
 */
import type { ClaimPlace } from '../../questions/filter.ts';

const KEY = 'papertide-without-marked';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}

let on = $state(stored());
let marked = $state.raw<readonly ClaimPlace[]>([]);

export const leftOut = {
  get on(): boolean {
    return on;
  },
  /** Claims marked wrong or corrected, left out or not. */
  get marked(): readonly ClaimPlace[] {
    return marked;
  },
  get places(): readonly ClaimPlace[] {
    return on ? marked : [];
  },
};

export function leaveOut(yes: boolean): void {
  on = yes;
  try {
    if (yes) localStorage.setItem(KEY, 'yes');
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage it holds for the page.
  }
}

/** The marks tell where they stand whenever they change. */
export const markedAt = (places: readonly ClaimPlace[]): void => void (marked = places);

// The marks of an earlier visit come a moment later; what is shown by then is asked for again without them. Where their
// code cannot be fetched nothing is left out, and no chip says so.
if (on) import('./store.svelte.ts').catch(() => undefined);
