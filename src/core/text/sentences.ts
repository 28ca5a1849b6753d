import type { Span } from '../paper.ts';
import { codesOf } from './codes.ts';

/** Words whose full stop does not end a sentence, without the stop, in lower case. */
const ABBREVIATIONS = new Set(
  'e.g i.e et al vs cf fig figs eq eqs sec ref refs resp approx no dr prof mr ms st w.r.t incl ca viz dept inc'.split(
    ' ',
  ),
);

/** Words that begin a sentence even where the space after the stop is lost ("methods.We show"). */
const OPENERS = new Set(
  'we this the our in it these to code however moreover furthermore extensive experiments notably project for on'.split(
    ' ',
  ),
);

const isUpper = (c: number) => (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0xde);
const isDigit = (c: number) => c >= 48 && c <= 57;
const isSpace = (c: number) => c === 32 || c === 10 || c === 9 || c === 13 || c === 0xa0;
const isLetter = (c: number) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c >= 0xc0;

/** The word that ends just before `stop`, in lower case; its length is bounded so that a long run costs nothing. */
function wordBefore(text: string, stop: number): string {
  let from = stop;
  while (from > 0 && stop - from < 12) {
    const c = text.charCodeAt(from - 1);
    if (!isLetter(c) && c !== 46) break;
    from--;
  }
  return text.slice(from, stop).toLowerCase();
}

function wordAfter(text: string, from: number): string {
  let end = from;
  while (end < text.length && end - from < 14 && isLetter(text.charCodeAt(end))) end++;
  return text.slice(from, end).toLowerCase();
}

/** Whether the capital at `i` belongs to what stands before it ("with 8B. We …", "LongMemEval-S. We …"). */
const isUnitOrSuffix = (text: string, i: number): boolean =>
  isDigit(text.charCodeAt(i - 1)) || (text.charCodeAt(i - 1) === 45 && isLetter(text.charCodeAt(i - 2)));

/** Whether the mark at `i` ends a sentence; `next` is the first offset after it and its closing brackets and quotes. */
function ends(text: string, i: number, next: number): boolean {
  if (next >= text.length) return true;
  const stop = text.charCodeAt(i);
  const after = text.charCodeAt(next);
  if (!isSpace(after)) {
    return stop === 46 && next === i + 1 && isUpper(after) && OPENERS.has(wordAfter(text, next));
  }
  let begin = next;
  while (begin < text.length && isSpace(text.charCodeAt(begin))) begin++;
  if (begin >= text.length) return true;
  const first = text.charCodeAt(begin);
  if (stop === 46) {
    const word = wordBefore(text, i);
    if (ABBREVIATIONS.has(word)) return false;
    // An initial ("J. Smith", "U.S. law") ends nothing; a lone capital after a digit or bracket may.
    if (word.length === 1 && isUpper(text.charCodeAt(i - 1)) && !isUnitOrSuffix(text, i - 1)) return false;
    if (/^[a-z]\.[a-z]$/.test(word)) return false;
  }
  // A sentence begins with a capital, a number, a bracket, a quote or markup; a lower-case word continues one.
  return !(first >= 97 && first <= 122) || (stop !== 46 && stop !== 33 && isUpper(first));
}

/** Sentences of a text, in order; whitespace between them belongs to none. Spans cut the text as it is stored. */
export function sentences(text: string): Span[] {
  const spans: Span[] = [];
  const codes = codesOf(text);
  const n = text.length;
  let start = 0;
  while (start < n && isSpace(codes[start] as number)) start++;
  const close = (end: number) => {
    let last = end;
    while (last > start && isSpace(codes[last - 1] as number)) last--;
    if (last > start) spans.push({ start, length: last - start });
    start = end;
    while (start < n && isSpace(codes[start] as number)) start++;
  };
  for (let i = start; i < n; i++) {
    const c = codes[i] as number;
    if (c !== 46 && c !== 33 && c !== 63 && c !== 10) continue;
    if (c === 10 && codes[i + 1] === 10) {
      if (i > start) close(i);
      continue;
    }
    if (c === 10 || (c === 46 && isDigit(codes[i + 1] as number))) continue;
    let next = i + 1;
    for (let k = 0; k < 3; k++) {
      const d = codes[next];
      // Closing brackets, quotes and markup stay with their sentence.
      if (d === 41 || d === 93 || d === 34 || d === 39 || d === 0x201d || d === 0x2019 || d === 42) next++;
    }
    if (ends(text, i, next)) {
      close(next);
      i = Math.max(i, start - 1);
    }
  }
  if (start < n) close(n);
  return spans;
}
