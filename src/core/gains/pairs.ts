import { T } from './templates.ts';
import { thingFeatures } from './thing-features.ts';
import { FAMILY } from './families.ts';
import { inBrackets, spanFeatures } from './features.ts';
import { objectFeatures } from './frame-features.ts';
import { put, unitCode, type Sink } from './sink.ts';
import { rolesAt, type Frame } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { ROLE } from './roles.ts';
import { judgedPair } from './sense.ts';
import { pairUnitFeatures } from './unit-features.ts';
import { NUMERAL } from './words.ts';

/** Two numbers of a sentence that may be the before and the after of one gain. */
export type Pair = { a: number; b: number; join: Join };
/** How the two are joined: "from A to B", "A -> B", "A vs. B", "A instead of B", or with words between. */
export const JOINS = ['to', 'arrow', 'versus', 'instead', 'apart'] as const;
export type Join = (typeof JOINS)[number];

const REACH = 34;

/** Candidates for before and after; the model decides which of them are one. */
export function pairs(line: Line): Pair[] {
  const found: Pair[] = [];
  const qs = line.quantities;
  for (let a = 0; a < qs.length; a++) {
    const x = qs[a];
    if (!x || x.unit === 'fraction' || x.signed) continue;
    const difference = x.unit === 'times' || x.unit === 'points';
    for (let b = a + 1; b < qs.length && b <= a + 4; b++) {
      const y = qs[b];
      if (!y || y.first - x.last > REACH) break;
      if (y.unit === 'fraction' || y.signed) continue;
      // "raises the speedup from 1.4x to 2.1x": multiples and points are a before and an after side by side only.
      if (difference || y.unit === 'times' || y.unit === 'points') {
        if (x.unit !== y.unit && x.unit !== 'none') continue;
        if (y.first - x.last > 3) continue;
      }
      if (x.unit !== y.unit && x.unit !== 'none' && y.unit !== 'none') continue;
      const join = joinOf(line, x.last, y.first);
      if (join && !(join === 'apart' && (difference || y.unit === 'points'))) found.push({ a, b, join });
    }
  }
  return found;
}

function joinOf(line: Line, last: number, first: number): Join | null {
  const gap = first - last - 1;
  let comparison = false;
  let to = false;
  for (let i = last + 1; i < first; i++) {
    const t = lowerAt(line, i);
    if (t === '→') return gap <= 4 ? 'arrow' : null;
    if ((t === 'vs' || t === 'versus' || t === 'v.s') && gap <= 9) return 'versus';
    if (t === 'instead' && gap <= 6) return 'instead';
    const f = wordAt(line, i).family;
    if (
      f === FAMILY.compare ||
      f === FAMILY.beat ||
      f === FAMILY.base ||
      t === 'while' ||
      t === 'whereas' ||
      t === 'doubling' ||
      t === 'matching' ||
      t === 'vs' ||
      t === 'from' ||
      t === 'previous' ||
      t === '('
    )
      comparison = true;
    if (t === 'to' && i >= first - 4) to = true;
    if (f === FAMILY.down || f === FAMILY.up) comparison = true;
  }
  if (to) return 'to';
  return comparison ? 'apart' : null;
}

/** Patterns of a before and an after, the telling ones first; the pattern's number is a feature. */
const PATTERNS = ['from to', 'changed to', 'to', 'arrow', 'versus', 'instead', 'beats in brackets', 'compared in brackets', 'beats', 'compared', 'while', 'own in brackets', 'apart', 'beats to'] as const; // prettier-ignore

function patternOf(line: Line, pair: Pair): (typeof PATTERNS)[number] {
  const x = line.quantities[pair.a];
  const y = line.quantities[pair.b];
  if (!x || !y) return 'apart';
  if (pair.join === 'to') {
    if (lowerAt(line, x.first - 1) === 'from' || lowerAt(line, x.first - 2) === 'from') return 'from to';
    for (let i = x.first - 1; i >= 0 && i > x.first - 12; i--) {
      const f = wordAt(line, i).family;
      if (f === FAMILY.up || f === FAMILY.down) return 'changed to';
      if (rolesAt(line, i) & ROLE.beat) return 'beats to';
    }
    return 'to';
  }
  if (pair.join !== 'apart') return pair.join;
  let beats = false;
  let compared = false;
  let other = false;
  for (let i = x.last + 1; i < y.first; i++) {
    const t = lowerAt(line, i);
    const w = wordAt(line, i);
    if (w.roles & ROLE.beat) beats = true;
    if (t === 'than' || t === 'compared' || t === 'over' || t === 'against' || t === 'relative' || t === 'vs')
      compared = true;
    if (t === 'while' || t === 'whereas' || t === 'but') other = true;
  }
  const bracketed = inBrackets(line, y.first);
  if (beats) return bracketed ? 'beats in brackets' : 'beats';
  if (compared) return bracketed ? 'compared in brackets' : 'compared';
  if (other) return 'while';
  return bracketed ? 'own in brackets' : 'apart';
}

/** Features of a pair: what stands between the two, how their sizes and units compare, and the span's own. */
export function pairFeatures(sink: Sink, line: Line, pair: Pair, framed: readonly Frame[]): void {
  const x = line.quantities[pair.a];
  const y = line.quantities[pair.b];
  if (!x || !y) return;
  const join = JOINS.indexOf(pair.join);
  const unit = 40 + join;
  const pattern = PATTERNS.indexOf(patternOf(line, pair));
  const between = Math.min(3, pair.b - pair.a);
  put(sink, T.pattern, pattern);
  put(sink, T.patternBetween, pattern, between);
  put(sink, T.patternUnits, pattern, unitCode(x) * 16 + unitCode(y));
  put(sink, T.patternBefore, pattern, namedBefore(line, y.first) * 8 + between);
  pairUnitFeatures(sink, line, x, y, pattern);
  put(sink, T.join, join);
  put(sink, T.join, join + 10, unitCode(x) === unitCode(y) ? unitCode(x) : 30);
  const from = lowerAt(line, x.first - 1) === 'from' || lowerAt(line, x.first - 2) === 'from' ? 1 : 0;
  put(sink, T.join, join + 20, from);
  const ratio = x.low === 0 || y.low === 0 ? 9 : Math.max(x.low, y.low) / Math.min(x.low, y.low);
  const sizes =
    (x.low > y.low ? 1 : 0) + 2 * (ratio < 1.1 ? 0 : ratio < 1.5 ? 1 : ratio < 3 ? 2 : ratio < 10 ? 3 : 4);
  put(sink, T.sizes, sizes);
  put(sink, T.joinWithSizes, join, sizes);
  put(sink, T.twoBrackets, (inBrackets(line, x.first) ? 1 : 0) + (inBrackets(line, y.first) ? 2 : 0), join);
  put(sink, T.between, pair.b - pair.a, join);
  put(sink, T.units, unitCode(x), unitCode(y));
  const p = framed[pair.a];
  const o = framed[pair.b];
  if (p && o && p.head !== o.head) {
    // "94.7% and 60.5% (compared to 78.2% and 35.3%)": the first goes with the first.
    const many = Math.min(3, p.tail - p.head) * 4 + Math.min(3, o.tail - o.head);
    const shift = Math.max(-2, Math.min(2, pair.b - o.head - (pair.a - p.head)));
    put(sink, T.pairPlaces, many, shift + 2);
    put(sink, T.pairPlacesWithPattern, pattern, (many > 0 ? 8 : 0) + shift + 2);
  } else put(sink, T.pairPlaces, 16, between);
  const gap = y.first - x.last - 1;
  put(sink, T.gapSize, Math.min(8, gap >> 1), join);
  for (let i = x.last + 1; i < y.first; i++) {
    const w = wordAt(line, i);
    if (w.shape === NUMERAL) continue;
    if (w.id >= 0) put(sink, T.gap, w.id);
    if (w.family > 0) put(sink, T.gapFamily, w.family, sizes & 1);
  }
  put(sink, T.unit, unit);
  const frame = framed[pair.a];
  if (!frame) {
    spanFeatures(sink, line, x.first, y.last, unit);
    return;
  }
  objectFeatures(sink, line, frame, 200 + join);
  thingFeatures(sink, line, frame, x.first, y.last, unit, 200 + join);
  const sense = judgedPair(line, x.low, y.low, frame);
  const says = sense === 'better' ? 1 : sense === 'worse' ? 2 : 0;
  put(sink, T.judged, 10 + says, join);
  const falls = x.low > y.low ? 1 : 0;
  put(sink, T.judgedWithGovernor, 10 + says, falls);
  put(sink, T.thingsDirection, wordAt(line, frame.object).thing, pattern * 2 + falls);
  put(sink, T.thingsDirection, 64 + wordAt(line, frame.governor).roles, pattern * 2 + falls);
  spanFeatures(sink, line, x.first, y.last, unit);
}

/** What stands before a number or its bracket: 0 other, 1 a name, 2 a word of comparison or of other people's work. */
function namedBefore(line: Line, first: number): number {
  let i = first - 1;
  if (lowerAt(line, i) === '(') i--;
  const w = wordAt(line, i);
  if (isName(w)) return 1;
  if (w.family === FAMILY.base || w.family === FAMILY.compare) return 2;
  return lowerAt(line, i) === 's' ? 1 : 0;
}
