import { inBrackets } from './features.ts';
import type { Frame } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import type { Quantity } from './numbers.ts';
import { put, unitCode, type Sink } from './sink.ts';
import { T } from './templates.ts';

/** The word that a number counts ("seconds", "GB", "PSNR"), −1 for none: it says what is measured. */
function unitWord(line: Line, q: Quantity): number {
  if (q.unit === 'none' || q.unit === 'percent' || q.unit === 'times') return -1;
  return wordAt(line, q.last).id;
}

const MARKS = ['to', '–', '-', '~', 'sim'];

/** How a range is written: "40% to 50%" in brackets is a before and an after more often than "40-50%". */
function rangeMark(line: Line, q: Quantity): number {
  for (let i = q.first + 1; i < q.last; i++) {
    const mark = MARKS.indexOf(lowerAt(line, i));
    if (mark >= 0) return mark + 1;
  }
  return 0;
}

/** Where a bracket stands about the numbers from token `first` to `last`: 1 it opens before, 2 it closes behind. */
function bracketsAbout(line: Line, first: number, last: number): number {
  if (!inBrackets(line, first)) return 0;
  const opens = lowerAt(line, first - 1) === '(' ? 1 : lowerAt(line, first - 2) === '(' ? 2 : 3;
  return opens * 2 + (lowerAt(line, last + 1) === ')' ? 1 : 0);
}

/** What a number's unit and the way its range is written say. */
export function unitFeatures(sink: Sink, line: Line, q: Quantity, frame: Frame): void {
  const word = unitWord(line, q);
  if (word >= 0) {
    put(sink, T.unitWord, word);
    put(sink, T.unitWordWithGovernor, word, wordAt(line, frame.governor).roles);
  }
  if (q.range)
    put(sink, T.rangeMark, rangeMark(line, q), bracketsAbout(line, q.first, q.last) * 16 + unitCode(q));
}

/** The same for two numbers that may be a before and an after. */
export function pairUnitFeatures(sink: Sink, line: Line, x: Quantity, y: Quantity, pattern: number): void {
  const a = unitWord(line, x);
  const b = unitWord(line, y);
  const word = a >= 0 ? a : b;
  if (word >= 0) {
    put(sink, T.unitWord, word);
    put(sink, T.unitWordWithGovernor, word, 1 << 20);
  }
  const brackets = bracketsAbout(line, x.first, y.last);
  put(sink, T.pairBracket, brackets, Math.min(8, y.first - x.last));
  put(sink, T.pairBracketWithPattern, brackets, pattern);
}
