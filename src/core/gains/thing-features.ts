import { ENDS, rolesAt, STOPS, VERBS, type Frame } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import { put, type Sink } from './sink.ts';
import { T } from './templates.ts';
import { NUMERAL } from './words.ts';

/** Up to three classes of things in one number; the last ones stay. */
const joined = (run: number, thing: number): number => ((run & 0xfff) << 6) | thing;

/** The classes of things in the phrase behind a number, up to the next preposition, mark or verb. */
function behind(line: Line, last: number): number {
  let run = 0;
  const of = lowerAt(line, last + 1) === 'of';
  for (let i = last + (of ? 2 : 1); i < last + 9 && i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    // "3% drop in accuracy", "2x reduction of cost": what changes stands behind the change.
    if (ENDS.has(t) && !(run === 0 && (t === 'in' || t === 'of' || t === 'for'))) break;
    const { thing, shape } = wordAt(line, i);
    if (shape === NUMERAL) break;
    if (thing > 0) run = joined(run, thing);
  }
  return run;
}

/** The classes of things between what governs a number and the number, at most twelve words back. */
function before(line: Line, frame: Frame, first: number): number {
  const from = Math.max(0, frame.governor >= 0 ? frame.governor + 1 : 0, first - 14);
  let run = 0;
  for (let i = from; i < first; i++) {
    const word = wordAt(line, i);
    if (word.shape === NUMERAL) run = 0;
    if (STOPS.has(lowerAt(line, i))) run = 0;
    if (word.thing > 0) run = joined(run, word.thing);
  }
  return run;
}

/** The last thing before the governor: its subject, or what a noun of change is said of. */
function subject(line: Line, frame: Frame): number {
  for (let i = frame.governor - 1; i >= 0 && i >= frame.governor - 7; i--) {
    if (STOPS.has(lowerAt(line, i)) || rolesAt(line, i) & VERBS) return 0;
    const { thing } = wordAt(line, i);
    if (thing > 0) return thing;
  }
  return 0;
}

/** What a number is said of, by the classes of the words around it. `what`: the class of governor and phrase. */
export function thingFeatures(
  sink: Sink,
  line: Line,
  frame: Frame,
  first: number,
  last: number,
  unit: number,
  what: number,
): void {
  const b = behind(line, last);
  const a = before(line, frame, first);
  const s = subject(line, frame);
  put(sink, T.thingsBehind, b);
  put(sink, T.thingsBefore, a);
  put(sink, T.thingsAround, a & 0xfff, b & 0xfff);
  put(sink, T.thingLast, b & 63, a & 63);
  put(sink, T.thingFirst, b & 63, what);
  put(sink, T.thingsWithGovernor, a & 63, what);
  put(sink, T.thingsWithUnit, (b & 63) * 64 + (a & 63), unit);
  put(sink, T.thingOfSubject, s, a === 0 && b === 0 ? 1 : 0);
  if (frame.object < 0) return;
  const o = wordAt(line, frame.object).thing;
  const inner = wordAt(line, frame.object - 1).thing;
  put(sink, T.thingOfObject, o, what);
  put(sink, T.thingsOfObject, inner * 64 + o, wordAt(line, frame.object + 1).thing);
}
