/** What a reader selects in a mended text, as a span of the stored one. */
import type { Span } from '../core/paper.ts';
import { mend } from '../core/text/mend.ts';

/** `from` and `to` are offsets in the mended text; blanks at the ends of the selection are left out. Null: nothing is left. */
export function storedSpan(original: string, from: number, to: number): Span | null {
  const { text, at } = mend(original);
  let [start, end] = [Math.max(0, Math.min(from, to)), Math.min(text.length, Math.max(from, to))];
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  if (start >= end) return null;
  // `at` never falls: the last stored place that leads to the start, the first that leads to the end.
  const place = (wanted: number, last: boolean): number => {
    let [low, high] = [0, original.length];
    while (low < high) {
      const middle = last ? (low + high + 1) >> 1 : (low + high) >> 1;
      if (last ? at(middle) <= wanted : at(middle) < wanted) low = last ? middle : middle + 1;
      else high = last ? middle - 1 : middle;
    }
    return low;
  };
  const begin = place(start, true);
  const wanted = text.slice(start, end);
  // Within a scrap ("times" for ×) several places lead to the end: the first that holds the whole scrap and no more.
  const last = place(end, true);
  let close = place(end, false);
  while (close < last && mend(original.slice(begin, close)).text !== wanted) close++;
  return close > begin ? { start: begin, length: close - begin } : null;
}

/** Numbers in a selection, and the form that they look like: what a small form begins with. */
export function numbersIn(quote: string): {
  low: number;
  high: number;
  form: 'ratio' | 'percent' | 'points';
} {
  const found = [...quote.matchAll(/\d+(?:[.,]\d+)*/g)].map(([text]) =>
    Number(text.replace(/,(?=\d{3}\b)/g, '').replace(',', '.')),
  );
  const numbers = found.filter(Number.isFinite);
  const form = /%|per\s?cent/i.test(quote) ? 'percent' : /points?\b/i.test(quote) ? 'points' : 'ratio';
  return { low: Math.min(...numbers, Infinity), high: Math.max(...numbers, -Infinity), form };
}
