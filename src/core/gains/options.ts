import { lowerAt, wordAt, type Line } from './line.ts';
import { POINTS, type Point } from './pointer-model.ts';
import { stretches, type Stretch } from './spans.ts';
import { NUMERAL } from './words.ts';

/** A stretch of words of a sentence as an answer, with every way that led to it. */
export type Option = {
  from: number;
  to: number;
  ways: Stretch[];
  /** Which questions look at it, a bit for each of `POINTS`. */
  asks: number;
  /** Its words in lower case, once they are asked for. */
  words: ReadonlySet<string> | null;
};

const EMPTY = new Set(
  'a an the it its them they those these this that what which all both each ours our their itself others one ones just only even respectively without quality loss same'.split(
    ' ',
  ),
);

/** "larger model" with the claim's own multiple in front says a size and no name. */
const SIZED = new Set('x times larger bigger smaller model models'.split(' '));

/** "them", "what", "a 10x larger model": words that name nothing a claim could be compared with or measured on. */
function saysNothing(line: Line, s: Stretch): boolean {
  let number = false;
  let sized = false;
  for (let i = s.from; i <= s.to; i++) {
    const t = lowerAt(line, i);
    if (EMPTY.has(t)) continue;
    if (wordAt(line, i).shape === NUMERAL) number = true;
    else if (SIZED.has(t)) sized = true;
    else return false;
  }
  return number || !sized;
}

const MEASURED = new Set(['metric', 'of', 'object', 'name']);
const PLACED = new Set(['metric', 'name', 'list', 'place', 'bracketed', 'over']);

function leads(point: Point, s: Stretch, line: Line): boolean {
  if (point === 'metric') return MEASURED.has(s.cue);
  if (saysNothing(line, s)) return false;
  if (point === 'baseline') return s.cue !== 'metric';
  // What is beaten may be a list or have a tail; what is measured on is found by its name.
  return PLACED.has(s.cue) && (s.cue !== 'over' || s.member < 0 || s.member === 9);
}

function asksOf(line: Line, { ways }: Option): number {
  let asks = 0;
  POINTS.forEach((point, k) => {
    if (ways.some((s) => leads(point, s, line))) asks |= 1 << k;
  });
  return asks;
}

/** Whether an option is an answer that a question looks at. */
export const asked = (point: Point, option: Option): boolean =>
  ((option.asks >> POINTS.indexOf(point)) & 1) === 1;

/** The words of an option as a set, to tell how much two answers have in common. */
export function wordsOf(line: Line, option: Option): ReadonlySet<string> {
  return (option.words ??= new Set(
    optionText(line, option)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  ));
}

/** All options for the claims of a sentence: one for each stretch of words. */
export function optionsOf(line: Line): Option[] {
  const made: Option[] = [];
  const at = new Map<number, Option>();
  for (const s of stretches(line)) {
    const place = s.from * 4096 + s.to;
    const known = at.get(place);
    if (known) {
      known.ways.push(s);
      continue;
    }
    const option: Option = { from: s.from, to: s.to, ways: [s], asks: 0, words: null };
    at.set(place, option);
    made.push(option);
  }
  for (const option of made) option.asks = asksOf(line, option);
  return made;
}

/** The text of an option as written. */
export function optionText(line: Line, { from, to }: Option): string {
  const a = line.tokens[from];
  const b = line.tokens[to];
  return a && b ? line.text.slice(a.start, b.end) : '';
}
