/** The strip below a chart from which a range of weeks is chosen. Days are day numbers; `to` is included. */
import { mondayOf } from '../../views/time.ts';

export type Range = { from: number; to: number };
export type Grip = 'from' | 'to' | 'whole' | 'new';

/** Whole weeks, within the data, at least `least` weeks long. */
export function snapRange(range: Range, bounds: Range, least = 4): Range {
  const low = mondayOf(bounds.from);
  const high = mondayOf(bounds.to) + 6;
  let from = Math.max(low, mondayOf(Math.min(range.from, range.to) + 3));
  let to = Math.min(high, mondayOf(Math.max(range.from, range.to) + 4) - 1);
  if (to - from + 1 < least * 7) {
    to = Math.min(high, from + least * 7 - 1);
    from = Math.max(low, to - least * 7 + 1);
  }
  return { from, to };
}

/** The range while a grip is dragged from day `began` to day `now`. */
export function dragRange(before: Range, grip: Grip, began: number, now: number, bounds: Range): Range {
  const by = now - began;
  if (grip === 'from')
    return snapRange({ from: Math.min(before.from + by, before.to), to: before.to }, bounds);
  if (grip === 'to')
    return snapRange({ from: before.from, to: Math.max(before.to + by, before.from) }, bounds);
  if (grip === 'new') return snapRange({ from: began, to: now }, bounds);
  const low = mondayOf(bounds.from) - before.from;
  const high = mondayOf(bounds.to) + 6 - before.to;
  const shift = Math.round(Math.max(low, Math.min(high, by)) / 7) * 7;
  return { from: before.from + shift, to: before.to + shift };
}

/** Whether the range leaves nothing out. */
export const isWhole = (range: Range, bounds: Range): boolean =>
  range.from <= mondayOf(bounds.from) && range.to >= mondayOf(bounds.to);
