/** The reader's place as state: read from the address, written to it, so that the back button and a copied link work. */
import type { Filter } from '../questions/filter.ts';
import { noFilter } from '../questions/filter.ts';
import { mondayOf, monthsBefore, toDay, toIso } from '../questions/period.ts';
import { data } from './data.svelte.ts';
import type { Options, View } from './options.ts';
import { isKnownAddress, readPlace, writePlace, type Last, type Place } from './place.ts';
import { leaveOut, leftOut as marked } from './corrections/left-out.svelte.ts';
import { leftOut } from './share/left-out.ts';
import { changesOnly, readTrail, replaced, stepped, went, type Trail } from './share/trail.ts';

const first = readPlace(location.hash);
let place = $state.raw<Place>(first);
let lost = $state(!isKnownAddress(location.hash));
let unread = $state.raw(leftOut(location.hash));

/** Kept with each step of the history: whether the step before it is ours too, its number, whether typing made it. */
type Step = { ours: boolean; at: number; typed?: boolean };
const step = () => history.state as Step | null;
const began = step()?.at ?? 0;
if (!step()) history.replaceState({ ours: false, at: 0 } satisfies Step, '');

const TRAIL = 'papertide-trail';
let trail = $state.raw<Trail>(readTrail(stored(), began, writePlace(first)));
function stored(): string | null {
  try {
    return sessionStorage.getItem(TRAIL);
  } catch {
    return null;
  }
}
function keep(next: Trail) {
  trail = next;
  try {
    sessionStorage.setItem(TRAIL, JSON.stringify(next.hashes));
  } catch {
    // Without storage, undo reaches back to the last reload.
  }
}

/** `last` resolved against the dataset: whole weeks, so that a chart and the list behind it count the same papers. */
export function rangeOf(last: Last | null, dataLast: string | null): string | null {
  if (!last || !dataLast) return null;
  return toIso(mondayOf(monthsBefore(toDay(dataLast), Number.parseInt(last, 10))));
}

/** The same object while it says the same: another view, or another option, asks no question anew. */
let held: { filter: Filter; says: string } | null = null;
const filter = $derived.by<Filter>(() => {
  const { last, filter: chosen } = place;
  const found =
    !last && marked.places.length === 0
      ? chosen
      : {
          ...chosen,
          without: marked.places,
          ...(last ? { from: rangeOf(last, data.manifest?.last ?? null) } : {}),
        };
  const says = JSON.stringify(found);
  if (held?.says !== says) held = { filter: found, says };
  return held.filter;
});

export const app = {
  get place(): Place {
    return place;
  },
  get view(): View {
    return place.view;
  },
  get id(): string | null {
    return place.id;
  },
  /** With `last` resolved to a day, and without the claims that the reader leaves out: what questions take. */
  get filter(): Filter {
    return filter;
  },
  /** The address names no view that there is. */
  get lost(): boolean {
    return lost;
  },
  get options(): Options {
    return place.options;
  },
  /** What the address says that was not understood. */
  get leftOut(): string[] {
    return unread;
  },
  /** The chart that is shown alone, for a page that frames it. */
  get alone(): string | null {
    return place.chart?.alone ? place.chart.name : null;
  },
  get canUndo(): boolean {
    return changesOnly(trail, -1);
  },
  get canRedo(): boolean {
    return changesOnly(trail, 1);
  },
};

/** Another page begins at its top; a step back is left where it was, by the browser. */
function startAtTop(from: Place) {
  if (place.view !== from.view || place.id !== from.id) scrollTo(0, 0);
}

function show(next: Place, how: 'push' | 'replace', typed = false) {
  const hash = writePlace(next);
  if (hash === writePlace(place) && !lost) return;
  // A framed chart stays what it is; what leads elsewhere opens the whole page beside it.
  if (place.chart?.alone && !next.chart?.alone) return void open(hash, '_blank', 'noopener');
  const at = (step()?.at ?? 0) + (how === 'push' ? 1 : 0);
  if (how === 'push') {
    history.pushState({ ours: true, at, typed } satisfies Step, '', hash);
    keep(stepped(trail, hash));
  } else {
    history.replaceState(step(), '', hash);
    keep(replaced(trail, hash));
  }
  const from = place;
  [place, lost, unread] = [next, false, []];
  if (how === 'push') startAtTop(from);
}

export type Move = {
  view?: View;
  id?: string | null;
  filter?: Partial<Filter>;
  last?: Last | null;
  options?: Options;
};

/** Where a move leads. A new view begins with its own options; a chosen from or to ends `last`. */
export function moved(from: Place, move: Move): Place {
  const view = move.view ?? from.view;
  const dated = move.filter !== undefined && ('from' in move.filter || 'to' in move.filter);
  return {
    view,
    id: move.id !== undefined ? move.id : view === from.view ? from.id : null,
    filter: { ...from.filter, ...move.filter, ...(move.last ? { from: null, to: null } : {}) },
    last: move.last !== undefined ? move.last : dated ? null : from.last,
    options: { ...(view === from.view ? from.options : {}), ...move.options },
    ...(from.chart?.alone && view === from.view ? { chart: from.chart } : {}),
  };
}

/** Goes somewhere and leaves a step for the back button. */
export const go = (move: Move) => show(moved(place, move), 'push');

/** Changes what is shown without a step. */
export const adjust = (move: Move) => show(moved(place, move), 'replace');

/** Typing changes what is shown as it goes; all of it is one step, which one undo takes back. */
export const type = (move: Move) => show(moved(place, move), step()?.typed ? 'replace' : 'push', true);

/** The last change of filter or options, taken back; the browser's own step, so that its buttons agree. */
export const undo = () => app.canUndo && history.back();
export const redo = () => app.canRedo && history.forward();

/** The address of a move, for a real link (middle click, copy, status bar). */
export const href = (move: Move): string => writePlace(moved(place, move));

export const setFilter = (change: Partial<Filter>) => go({ filter: change });
/** Nothing is filtered then, what the reader left out neither. */
export function clearFilter() {
  go({ filter: noFilter, last: null });
  leaveOut(false);
}

/** To where the reader came from; from an address opened by itself to the list of papers. */
export function back() {
  if (step()?.ours) history.back();
  else go({ view: 'papers' });
}

function arrive() {
  // A followed link made a step that bears no mark yet.
  const isNew = !step();
  if (isNew) history.replaceState({ ours: true, at: trail.at + 1 } satisfies Step, '');
  const from = place;
  [place, lost] = [readPlace(location.hash), !isKnownAddress(location.hash)];
  unread = leftOut(location.hash);
  const hash = writePlace(place);
  keep(isNew ? stepped(trail, hash) : went(trail, step()?.at ?? 0, hash));
  if (isNew) startAtTop(from);
}
addEventListener('popstate', arrive);
addEventListener('hashchange', arrive);

/** What the live region says next; the same text twice is said twice. */
let said = $state.raw({ text: '', turn: 0 });
export const speech = {
  get text() {
    // A changing blank makes a repeated text new to a screen reader.
    return said.text && said.text + (said.turn % 2 ? '\u00a0' : '');
  },
};
export const say = (text: string) => (said = { text, turn: said.turn + 1 });

/** A short message to eyes and ears. */
let shown = $state.raw({ text: '', turn: 0 });
export const toast = {
  get text() {
    return shown.text;
  },
  get turn() {
    return shown.turn;
  },
};
export function tell(text: string) {
  shown = { text, turn: shown.turn + 1 };
  say(text);
}
