import { rolesAt, VERBS } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { ROLE } from './roles.ts';
import { NUMERAL, PLAIN } from './words.ts';

/** How far two places are apart, in classes. */
export const bucket = (d: number) =>
  d <= 0 ? 0 : d <= 1 ? 1 : d <= 3 ? 2 : d <= 6 ? 3 : d <= 10 ? 4 : d <= 18 ? 5 : 6;

export function numbersBetween(line: Line, from: number, to: number): number {
  let n = 0;
  for (const q of line.quantities) if (q.first > from && q.last < to && q.unit !== 'scale') n++;
  return Math.min(3, n);
}

/** 0 the same clause, 1 a comma or "and" between, 2 a verb, 3 a stronger break. */
export function crossing(line: Line, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) {
    const t = lowerAt(line, i);
    if (t === ';' || t === 'while' || t === 'whereas' || t === '–' || t === 'but') return 3;
    if (most < 2 && rolesAt(line, i) & VERBS && wordAt(line, i).shape === PLAIN) most = 2;
    else if (most < 1 && (t === ',' || t === 'and')) most = 1;
  }
  return most;
}

const mix = (h: number, x: number): number => Math.imul(h ^ x, 0x01000193) ^ (h >>> 13);

/** The words `from` to before `to` as one number; names and numbers stand as such. */
export function pathOf(line: Line, from: number, to: number): number {
  let h = 17;
  for (let i = from; i < to; i++) {
    const w = wordAt(line, i);
    h = mix(h, w.shape === NUMERAL ? 1 : isName(w) ? 2 : w.hash);
  }
  return h | 0;
}

const JOINTS = new Set(
  'by on in at of to from with for over than and or vs versus against compared while when , ; ( ) : across using per as is are which that via through under – → relative'.split(
    ' ',
  ),
);
/** Roles by which a word of a skeleton is told from others, the first that holds. */
const PARTS = [ROLE.change, ROLE.comparative, ROLE.beat, ROLE.raise, ROLE.lower, VERBS];
const LONGEST = 10;

function symbolOf(line: Line, i: number): number {
  const w = wordAt(line, i);
  if (w.shape === NUMERAL) return 1;
  if (JOINTS.has(lowerAt(line, i))) return w.hash;
  if (isName(w)) return 2;
  return 4 + PARTS.findIndex((role) => (rolesAt(line, i) & role) !== 0);
}

/**
 * The bare grammar of the words `from` to before `to` as one number: prepositions and marks as they are, the rest by
 * what it does, runs of the same once. 0 where that is more than ten things.
 */
export function skeletonOf(line: Line, from: number, to: number): number {
  let h = 23;
  let n = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const symbol = symbolOf(line, i);
    if (symbol === last && (symbol === 2 || symbol === 3)) continue;
    last = symbol;
    if (++n > LONGEST) return 0;
    h = mix(h, symbol);
  }
  return h | 0;
}
