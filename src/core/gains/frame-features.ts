import { FOLLOWS, type Frame } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import { listedUnit } from './listed.ts';
import type { Quantity } from './numbers.ts';
import { aboutOthers, RULE_NAMES, ruleOf, RULES } from './rules.ts';
import { judged, polarity, saidBehind } from './sense.ts';
import { put, unitCode, type Sink } from './sink.ts';
import { T } from './templates.ts';
import { thingFeatures } from './thing-features.ts';

/** Prepositions and marks that a number hangs on, by class; another word is known by its role. */
const HOOKS = 'by to of with ( , and at from in on is are : for than = as using while only'.split(' ');

/** One role of a word, the telling ones first. */
function roleClass(roles: number): number {
  for (let k = 0; k < 14; k++) if (roles & (1 << k)) return k + 1;
  return 0;
}

/** What the number hangs on: a class for prepositions and marks, else the role of the word, else its shape. */
function hookClass(line: Line, i: number): number {
  if (i < 0) return 63;
  const hook = HOOKS.indexOf(lowerAt(line, i));
  if (hook >= 0) return 30 + hook;
  const w = wordAt(line, i);
  return roleClass(w.roles) || 18 + w.shape;
}

/** What is measured, and what is said to happen to it (`what`: a class of governor and phrase). */
export function objectFeatures(sink: Sink, line: Line, frame: Frame, what: number): void {
  const object = wordAt(line, frame.object);
  const governor = wordAt(line, frame.governor);
  const o = frame.object < 0 ? 0 : object.family;
  put(sink, T.object, o);
  put(sink, T.governorWithObject, what, o);
  if (governor.id >= 0) put(sink, T.governorWordWithObject, governor.id, o);
  if (frame.object < 0 || object.id < 0) return;
  put(sink, T.objectWord, object.id);
  put(sink, T.objectWordWithGovernor, object.id, what);
  const inner = wordAt(line, frame.object - 1);
  const next = wordAt(line, frame.object + 1);
  if (inner.id >= 0) put(sink, T.objectPhrase, inner.id, object.id);
  if (inner.family > 0) put(sink, T.objectModifier, inner.family, o);
  if (next.family > 0) put(sink, T.objectNext, next.family, o);
}

export function frameFeatures(
  sink: Sink,
  line: Line,
  frame: Frame,
  at: number,
  unit: number,
  size: number,
): void {
  const q = line.quantities[at];
  if (!q) return;
  const attach = wordAt(line, frame.attach);
  const governor = wordAt(line, frame.governor);
  const head = wordAt(line, frame.headword);
  const a = hookClass(line, frame.attach);
  // "accuracy of 3%", "improvement (3%)": the word before the hook says what the number is.
  const hooked = a >= 30 && a < 60;
  let before = frame.attach - 1;
  if (a === 34 && lowerAt(line, before) === ')') before -= 3;
  const noun = hooked ? wordAt(line, before) : null;
  const b = noun ? roleClass(noun.roles) || 18 + noun.shape : 0;
  const g = roleClass(governor.roles);
  const f = FOLLOWS.indexOf(frame.follows);
  const next = HOOKS.indexOf(lowerAt(line, frame.after)) + 1;
  const absolute = absoluteness(line, q, frame);
  put(sink, T.attach, a);
  put(sink, T.governor, g);
  put(sink, T.follows, f, next);
  put(sink, T.hook, a, b);
  put(sink, T.hookWithFollows, a * 64 + b, f);
  put(sink, T.hookWithGovernor, a * 64 + b, g);
  put(sink, T.hookWithGovernorWithFollows, (a * 64 + b) * 64 + g, f);
  put(sink, T.unitWithHookWithFollows, (a * 64 + b) * 64 + unit, f);
  put(sink, T.unitWithAttach, unit, a);
  put(sink, T.unitWithGovernorWithAttach, unit * 64 + g, a);
  put(sink, T.unitWithFollows, unit, f * 32 + next);
  put(sink, T.governorWithFollows, g, f);
  put(sink, T.absolute, absolute, unit);
  if (attach.id >= 0) put(sink, T.attachWord, attach.id, f);
  if (noun && noun.id >= 0) put(sink, T.hookNoun, noun.id, a);
  if (governor.id >= 0) put(sink, T.governorWord, governor.id, a >= 30 ? a : 0);
  if (frame.headword >= 0 && head.id >= 0) put(sink, T.followsWord, head.id, f);
  objectFeatures(sink, line, frame, g * 16 + f);
  thingFeatures(sink, line, frame, q.first, q.last, unit, g * 16 + f);
  put(sink, T.attachWithUnitWithSize, a * 64 + unit, size);
  put(sink, T.chain, Math.min(3, frame.tail - frame.head), Math.min(3, at - frame.head));
  put(
    sink,
    T.placeWithFrame,
    (a * 64 + b) * 8 + f,
    Math.min(2, line.of - 1 - line.index) * 4 + Math.min(3, line.index),
  );
}
const ABSOLUTE = new Set(['absolute', 'pp', 'percentage-point', 'points', 'point']);

/**
 * Whether a difference is said to be absolute (1) or relative (2), behind it or before the list that it is in,
 * or whether points are near (3).
 */
export function absoluteness(line: Line, q: Quantity, frame: Frame): number {
  const head = line.quantities[frame.head] ?? q;
  for (let i = q.last + 1; i <= q.last + 3; i++) {
    const t = lowerAt(line, i);
    if (t === 'absolute' && lowerAt(line, i + 1) !== 'error') return 1;
    if (t === 'relative' && lowerAt(line, i + 1) !== 'to') return 2;
  }
  for (let i = q.first - 1; i >= head.first - 8; i--) {
    const t = lowerAt(line, i);
    if (t === 'absolute' && lowerAt(line, i + 1) !== 'error') return 1;
    if (t === 'relative') return 2;
    if (t === ';' || t === 'while') break;
  }
  for (let i = q.first - 3; i <= q.last + 3; i++) if (ABSOLUTE.has(lowerAt(line, i))) return 3;
  return 0;
}

const COLLECTION =
  /^(datasets?|corpus|corpora|benchmarks?|collections?|suites?|resources?|testbeds?|library)$/;

/** "a corpus 4x larger than …": what is more when it is neither a cost nor a quality. */
function moreOfWhat(line: Line, q: Quantity, frame: Frame): number {
  let more = 0;
  for (let i = q.last + 1; i <= q.last + 4; i++) {
    const t = lowerAt(line, i);
    if (t === 'more' || t === 'additional') more = 1;
    else if (t === 'larger' || t === 'bigger') more = 2;
    else if (t === 'longer') more = 3;
    else if (t === 'higher' || t === 'greater') more = 4;
    if (more > 0) break;
  }
  if (more === 0) return 0;
  let collection = 0;
  for (let i = Math.max(0, q.first - 40); i < q.last + 12; i++)
    if (COLLECTION.test(lowerAt(line, i))) collection = i > q.last ? Math.max(collection, 1) : 2;
  const object = frame.object < 0 ? 0 : wordAt(line, frame.object).family;
  return 1 + more * 3 + collection + object * 16;
}

export function ruleFeatures(
  sink: Sink,
  line: Line,
  at: number,
  paired: number,
  framed: readonly Frame[],
  frame: Frame,
): void {
  const q = line.quantities[at];
  if (!q) return;
  const name = ruleOf(line, at, frame);
  const rule = RULE_NAMES.indexOf(name);
  const others = aboutOthers(line, q.first);
  const verdict = RULES[name] === 'gain' ? 1 : RULES[name] === 'score' ? 2 : 0;
  const place = Math.min(2, line.of - 1 - line.index) * 4 + Math.min(3, line.index);
  put(sink, T.rule, rule);
  put(sink, T.others, others);
  put(sink, T.ruleWithOthers, rule, others);
  put(sink, T.ruleWithPlace, rule, place);
  put(sink, T.ruleWithBench, rule, (line.paper.bench ? 1 : 0) * 8 + others);
  put(sink, T.ruleWithUnit, rule, unitCode(listedUnit(line, at)));
  put(sink, T.ruleWithFollows, rule, FOLLOWS.indexOf(frame.follows));
  put(sink, T.ruleWithPaired, rule, paired);
  const a = wordAt(line, 0);
  if (a.id >= 0) put(sink, T.ruleWithFirst, a.id, rule);
  const sense = judged(line, q, frame);
  const says = sense === 'better' ? 1 : sense === 'worse' ? 2 : 0;
  put(sink, T.judged, says);
  put(sink, T.judgedWithUnit, says, unitCode(listedUnit(line, at)));
  put(sink, T.judgedWithRule, says, rule);
  put(sink, T.judgedWithGovernor, says, roleClass(wordAt(line, frame.governor).roles));
  put(sink, T.polarity, polarity(line, frame) + 1, says);
  const said = saidBehind(line, q);
  put(sink, T.judged, 20 + said, q.unit === 'times' ? 1 : 0);
  put(sink, T.moreOfWhat, moreOfWhat(line, q, frame), q.unit === 'times' ? 1 : 0);
  put(sink, T.verdict, verdict);
  put(sink, T.verdictWithOthers, verdict, others * 16 + place);
  const prev = framed[at - 1];
  const next = framed[at + 1];
  put(
    sink,
    T.ruleNeighbours,
    prev ? RULE_NAMES.indexOf(ruleOf(line, at - 1, prev)) : 50,
    next ? RULE_NAMES.indexOf(ruleOf(line, at + 1, next)) : 50,
  );
}
