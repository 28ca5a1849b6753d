/** The reader's place as state: read from the address, written to it, so that the back button and a copied link work. */
import type { Filter } from '../questions/filter.ts';
import { noFilter } from '../questions/filter.ts';
import { mondayOf, monthsBefore, toDay, toIso } from '../questions/period.ts';
import { data } from './data.svelte.ts';
import type { Options, View } from './options.ts';
import { readPlace, writePlace, type Last, type Place } from './place.ts';

let place = $state.raw<Place>(readPlace(location.hash));

/** `last` resolved against the dataset: whole weeks, so that a chart and the list behind it count the same papers. */
export function rangeOf(last: Last | null, dataLast: string | null): string | null {
  if (!last || !dataLast) return null;
  return toIso(mondayOf(monthsBefore(toDay(dataLast), Number.parseInt(last, 10))));
}

const filter = $derived<Filter>(
  place.last ? { ...place.filter, from: rangeOf(place.last, data.manifest?.last ?? null) } : place.filter,
);

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
  /** With `last` resolved to a day: what questions take. */
  get filter(): Filter {
    return filter;
  },
  get options(): Options {
    return place.options;
  },
};

function show(next: Place, how: 'push' | 'replace') {
  const hash = writePlace(next);
  if (hash === writePlace(place)) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  place = next;
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
  };
}

/** Goes somewhere and leaves a step for the back button. */
export const go = (move: Move) => show(moved(place, move), 'push');

/** Changes what is shown without a step: typing, dragging. */
export const adjust = (move: Move) => show(moved(place, move), 'replace');

/** The address of a move, for a real link (middle click, copy, status bar). */
export const href = (move: Move): string => writePlace(moved(place, move));

export const setFilter = (change: Partial<Filter>) => go({ filter: change });
export const clearFilter = () => go({ filter: noFilter, last: null });

addEventListener('popstate', () => (place = readPlace(location.hash)));
addEventListener('hashchange', () => (place = readPlace(location.hash)));

/** What the live region says next; the same text twice is said twice. */
let said = $state.raw({ text: '', turn: 0 });
export const speech = {
  get text() {
    // A changing blank makes a repeated text new to a screen reader.
    return said.text && said.text + (said.turn % 2 ? '\u00a0' : '');
  },
};
export const say = (text: string) => (said = { text, turn: said.turn + 1 });
