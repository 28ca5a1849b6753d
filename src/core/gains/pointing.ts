import { bucket, crossing, numbersBetween, pathOf, skeletonOf } from './between.ts';
import type { Frame } from './frames.ts';
import { wordAt, type Line } from './line.ts';
import { PLACED, shapeOf, STRONG, type Shape } from './option-shape.ts';
import { optionsOf, type Option } from './options.ts';
import { put, type Pointed } from './pointer-model.ts';
import { P } from './pointing-kinds.ts';
import { CUES, type Stretch } from './spans.ts';

/** A claim as the attributes look at it. */
export type Pointer = {
  first: number;
  last: number;
  /** In a pair, the tokens of the number that is not the paper's own; −1 otherwise. */
  otherFirst: number;
  otherLast: number;
  /** Form and measure as small numbers, so that features may depend on them. */
  form: number;
  measure: number;
  frame: Frame | null;
  at: number;
};

/** The options of a sentence with their shapes: what all its claims look at. */
export type Sight = { line: Line; options: readonly Option[]; shapes: readonly Shape[] };
export function sightOf(line: Line): Sight {
  const options = optionsOf(line);
  return { line, options, shapes: options.map((o) => shapeOf(line, o)) };
}

export type View = { rights: number; lefts: number; nearRight: number; nearLeft: number; count: number };
/** The options of a sentence that are led to as something compared with, seen from a claim. */
export function viewOf({ options, shapes }: Sight, claim: Pointer): View {
  const v: View = { rights: 0, lefts: 0, nearRight: 6, nearLeft: 6, count: 0 };
  options.forEach((o, k) => {
    if (!((shapes[k]?.cues ?? 0) & STRONG)) return;
    v.count++;
    if (o.to < claim.first) {
      v.lefts++;
      v.nearLeft = Math.min(v.nearLeft, bucket(claim.first - o.to - 1));
    } else {
      v.rights++;
      v.nearRight = Math.min(v.nearRight, bucket(o.from - claim.last - 1));
    }
  });
  v.rights = Math.min(2, v.rights);
  v.lefts = Math.min(2, v.lefts);
  v.count = Math.min(3, v.count);
  return v;
}

/** Where an option stands, seen from a claim: side 0 left of it, 1 right, 2 within. */
type Place = { left: boolean; side: number; from: number; to: number; distance: number; between: number; crosses: number }; // prettier-ignore
function placeOf(line: Line, claim: Pointer, o: Option): Place {
  const left = o.to < claim.first;
  const inside = !left && o.from <= claim.last;
  const [from, to] = left ? [o.to + 1, claim.first] : [claim.last + 1, o.from];
  return {
    left,
    side: inside ? 2 : left ? 0 : 1,
    from,
    to,
    distance: bucket(to - from),
    between: inside ? 4 : numbersBetween(line, from - 1, to),
    crosses: inside ? 4 : crossing(line, from, to),
  };
}

/** Whether `other` stands between a claim and an option, seen from the side on which the option is. */
const isNearer = (claim: Pointer, o: Option, other: Option, left: boolean): boolean =>
  left ? other.from > o.to && other.to < claim.first : other.to < o.from && other.from > claim.last;

const FARTHEST_PATH = 4;
const FARTHEST_SKELETON = 24;
/** What stands between option and number, word by word where they are near, else its bare grammar. */
function wayFeatures(sink: Pointed, line: Line, claim: Pointer, place: Place, cues: number): void {
  const { from, to, side } = place;
  if (side === 2) return;
  if (to - from <= FARTHEST_PATH) {
    const path = pathOf(line, from, to);
    put(sink, P.path, path, side);
    put(sink, P.pathWithCues, path, 1 + cues * 4 + side);
  }
  if (to - from > FARTHEST_SKELETON) return;
  const skeleton = skeletonOf(line, from, to);
  if (skeleton === 0) return;
  put(sink, P.skeleton, skeleton, side * 4 + (cues & STRONG ? 1 : 0) + (cues & PLACED ? 2 : 0));
  put(sink, P.skeletonWithCues, skeleton, cues * 4 + side);
  put(sink, P.skeletonWithMeasure, skeleton, (claim.measure === 4 ? 64 : 0) + claim.form * 4 + side);
}

/** How a way that leads to an option bears on a claim. */
function cueFeatures(sink: Pointed, sight: Sight, claim: Pointer, index: number, place: Place, s: Stretch) {
  const { line, options, shapes } = sight;
  const o = options[index];
  const shape = shapes[index];
  if (!o || !shape) return;
  const { left, side, distance, between, crosses } = place;
  const cue = CUES.indexOf(s.cue);
  const trigger = wordAt(line, s.trigger);
  const after = claim.frame && (s.trigger === claim.frame.after || s.trigger === claim.last + 1) ? 1 : 0;
  const governs = claim.frame && s.trigger >= 0 && s.trigger === claim.frame.governor ? 1 : 0;
  const kind = claim.form * 8 + claim.measure;
  let nearest = 0;
  for (let k = 0; k < options.length && nearest < 3; k++) {
    const other = options[k];
    if (!other || k === index || !(((shapes[k]?.cues ?? 0) >> cue) & 1)) continue;
    if (left ? other.from > o.from && other.to < claim.first : other.from < o.from && other.from > claim.last)
      nearest++;
  }
  put(sink, P.cue, cue);
  put(sink, P.cueWithSide, cue, side);
  put(sink, P.cueWithSideWithDistance, cue * 8 + side, distance);
  put(sink, P.cueWithBetween, cue * 8 + side, between);
  put(sink, P.cueWithNearest, cue * 8 + side, nearest);
  put(sink, P.crosses, 10 + crosses, cue * 8 + side);
  put(sink, P.touches, after, cue);
  put(sink, P.governs, governs, cue);
  put(sink, P.shapeWithCue, shape.whole, cue);
  put(sink, P.nameKindWithCue, shape.names, cue * 4 + side);
  put(sink, P.stretchOwn, shape.own, cue);
  put(sink, P.stretchBase, shape.base, cue);
  put(sink, P.stretchModel, shape.model, cue);
  put(sink, P.stretchBench, shape.bench, cue);
  put(sink, P.claimWithCue, kind, cue);
  put(sink, P.measureWithShape, claim.measure === 4 ? 1 : 0, shape.whole * 16 + cue);
  put(sink, P.cueWithFirst, wordAt(line, o.from).hash, cue);
  if (trigger.hash !== 0) {
    put(sink, P.trigger, trigger.hash, side);
    put(sink, P.triggerWithSideWithBetween, trigger.hash, side * 8 + between);
    put(sink, P.triggerWithTouches, trigger.hash, after * 2 + governs);
    put(sink, P.shapeWithTrigger, trigger.hash, shape.whole);
  }
  if (s.member === 9) put(sink, P.member, 9, cue);
  else if (s.member >= 0 && claim.frame) {
    const nth = claim.at - claim.frame.head;
    put(sink, P.member, s.member === nth ? 1 : 0, Math.min(3, claim.frame.tail - claim.frame.head));
  }
  if (claim.otherFirst >= 0) {
    const touching =
      o.to === claim.otherFirst - 1 || o.to === claim.otherFirst - 2 || o.from === claim.otherLast + 1;
    put(sink, P.otherSide, touching ? 1 : 0, cue);
  }
}

/** The words in and around an option. */
function wordFeatures(sink: Pointed, line: Line, o: Option, side: number): void {
  for (let i = o.from + 1; i < o.to; i++) put(sink, P.innerWord, wordAt(line, i).hash);
  put(sink, P.firstWord, wordAt(line, o.from).hash);
  put(sink, P.lastWord, wordAt(line, o.to).hash);
  put(sink, P.lengthOf, Math.min(6, o.to - o.from));
  if (o.to > o.from) put(sink, P.secondLast, wordAt(line, o.to - 1).hash);
  put(sink, P.beforeStretch, wordAt(line, o.from - 1).hash, side);
  put(sink, P.stretchNext, wordAt(line, o.to + 1).hash, side);
}

/** Features of the question whether the option number `index` is an attribute of a claim. */
export function pointingFeatures(
  sink: Pointed,
  sight: Sight,
  claim: Pointer,
  index: number,
  view: View,
): void {
  const { line, options, shapes } = sight;
  const o = options[index];
  const shape = shapes[index];
  if (!o || !shape) return;
  const { cues, names } = shape;
  const place = placeOf(line, claim, o);
  const { side, crosses, between, left } = place;
  put(sink, P.nameKind, names);
  put(sink, P.nameKindWithShape, names, shape.whole);
  put(sink, P.allCues, cues);
  put(sink, P.nameKindWithSide, names, side * 8 + between);
  put(sink, P.viewWithSide, view.lefts * 3 + view.rights, side * 2 + (cues & STRONG ? 1 : 0));
  put(sink, P.cuesWithMeasure, cues, claim.measure);
  put(sink, P.cuesWithSide, cues, side * 8 + between);
  wayFeatures(sink, line, claim, place, cues);
  for (const s of o.ways) cueFeatures(sink, sight, claim, index, place, s);
  let strong = 0;
  let placed = 0;
  options.forEach((other, k) => {
    if (k === index || !isNearer(claim, o, other, left)) return;
    const theirs = shapes[k]?.cues ?? 0;
    if (theirs & STRONG) strong++;
    if (theirs & PLACED) placed++;
  });
  strong = Math.min(3, strong);
  placed = Math.min(5, placed);
  put(sink, P.crosses, crosses, side);
  put(sink, P.stretchShape, shape.whole);
  put(sink, P.shapeWithPlaced, shape.whole, placed * 4 + side);
  put(sink, P.shapeWithStrong, shape.whole, strong * 4 + side);
  put(sink, P.cuesWithNearest, cues, (strong * 8 + placed) * 4 + side);
  put(sink, P.claimWithShape, claim.form * 8 + claim.measure, shape.whole);
  wordFeatures(sink, line, o, side);
  put(sink, P.nextWithCues, wordAt(line, claim.last + 1).hash, cues * 4 + side);
  put(sink, P.governorWithCues, wordAt(line, claim.frame?.governor ?? -1).hash, cues * 4 + side);
  if (claim.otherFirst < 0) return;
  const d =
    o.to < claim.otherFirst
      ? claim.otherFirst - o.to
      : claim.otherLast < o.from
        ? o.from - claim.otherLast
        : 0;
  put(sink, P.otherDistance, bucket(d), o.to < claim.otherFirst ? 0 : 1);
}

/** Features of the answer that nothing in the sentence is the attribute. */
export function absenceFeatures(sink: Pointed, { line, shapes }: Sight, claim: Pointer, view: View): void {
  put(sink, P.absent, 0);
  put(sink, P.absentClaim, claim.form * 8 + claim.measure);
  put(sink, P.absentClaim, 100 + claim.measure);
  put(sink, P.absentClaim, 110 + claim.form);
  let cues = 0;
  let names = 0;
  for (const shape of shapes) {
    cues |= shape.cues;
    names |= shape.names;
  }
  for (let k = 0; k < CUES.length; k++) put(sink, P.absentCue, k, (cues >> k) & 1);
  put(sink, P.absentNames, names);
  put(sink, P.absentView, view.lefts * 3 + view.rights, view.nearRight);
  put(sink, P.absentView, 20 + view.count, claim.measure);
  put(sink, P.absentView, 30 + view.nearLeft, view.nearRight);
  put(sink, P.absentMany, Math.min(6, line.quantities.length));
  put(sink, P.absentOther, claim.otherFirst >= 0 ? 1 : 0);
  if (claim.frame) put(sink, P.absentFollows, claim.frame.follows.length);
  put(sink, P.absentGovernor, wordAt(line, claim.frame?.governor ?? -1).hash);
  put(sink, P.absentHead, wordAt(line, claim.frame?.headword ?? -1).hash);
  put(sink, P.absentObject, wordAt(line, claim.frame?.object ?? -1).hash);
  put(sink, P.absentNext, wordAt(line, claim.last + 1).hash);
  put(sink, P.absentPlace, Math.min(3, line.index), Math.min(3, line.of - 1 - line.index));
  put(sink, P.absentOpening, wordAt(line, 0).hash);
}
