/** Lists on paper: which rows, and what is said of the others. */
import { count, plural } from '../charts/geometry/format.ts';

/** So many rows of a list are printed at most: some fifty pages. The paper says how many it leaves. */
export const PRINTED = 500;

/** Rows at hand from the first on, of those that are printed; the list is read in chunks of one size, the last one shorter. */
export function heldOf(chunks: ReadonlyMap<number, readonly unknown[]>, size: number): number {
  let held = 0;
  for (let chunk = 0; ; chunk++) {
    const rows = chunks.get(chunk)?.length ?? 0;
    held += rows;
    if (rows < size || held >= PRINTED) return Math.min(held, PRINTED);
  }
}

/** What stands on paper, in words. */
export const printedWords = (held: number, total: number, noun: string): string =>
  held < total
    ? `The first ${count(held)} of ${plural(total, noun)} stand here; the page saves all of them as a file.`
    : `All ${plural(total, noun)}.`;
