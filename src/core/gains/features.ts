import { frameFeatures, ruleFeatures } from './frame-features.ts';
import { put, unitCode, type Sink } from './sink.ts';
import { T } from './templates.ts';
import { FAMILY } from './families.ts';
import { type Frame } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { listedUnit } from './listed.ts';
import type { Quantity } from './numbers.ts';
import { unitFeatures } from './unit-features.ts';
import { NUMERAL, SIGN } from './words.ts';

const isVerb = (f: number) =>
  f === FAMILY.up ||
  f === FAMILY.down ||
  f === FAMILY.loss ||
  f === FAMILY.beat ||
  f === FAMILY.reach ||
  f === FAMILY.keep;
const isMeasure = (f: number) =>
  f === FAMILY.speed ||
  f === FAMILY.memory ||
  f === FAMILY.size ||
  f === FAMILY.compute ||
  f === FAMILY.quality;

const sizeBucket = (q: Quantity): number => {
  const v = q.low;
  const base =
    v < 0.01
      ? 0
      : v < 1
        ? 1
        : v < 2
          ? 2
          : v < 5
            ? 3
            : v < 10
              ? 4
              : v < 25
                ? 5
                : v < 50
                  ? 6
                  : v < 100
                    ? 7
                    : v === 100
                      ? 8
                      : v < 1000
                        ? 9
                        : 10;
  return base * 2 + (q.whole ? 1 : 0);
};

/** How deep in brackets a token stands, bounded at 1. */
export function inBrackets(line: Line, i: number): boolean {
  for (let k = i - 1; k >= 0 && i - k < 25; k--) {
    const t = line.tokens[k]?.text;
    if (t === ')') return false;
    if (t === '(') return true;
  }
  return false;
}

const isBreak = (text: string) =>
  text === ';' ||
  text === ':' ||
  text === '–' ||
  text === 'while' ||
  text === 'whereas' ||
  text === 'but' ||
  text === 'although' ||
  text === 'despite';

/** Where the clause of a span begins and ends (token numbers, end outside). */
export function clauseOf(line: Line, first: number, last: number): { from: number; to: number } {
  let from = first;
  while (from > 0 && !isBreak(lowerAt(line, from - 1))) from--;
  let to = last + 1;
  while (to < line.tokens.length && !isBreak(lowerAt(line, to))) to++;
  return { from, to };
}

/** When a word was last seen, by its number: a sentence counts each word once. */
let stamps = new Int32Array(1 << 15);
let stamp = 0;
function grown(old: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(Math.max(needed + 1, old.length * 2));
  more.set(old);
  return more;
}

/** What the sentence and the paper say, the same for every candidate of the sentence. */
export function sentenceFeatures(sink: Sink, line: Line): void {
  const n = line.tokens.length;
  const now = ++stamp;
  let families = 0;
  let subject = 0;
  for (let i = 0; i < n; i++) {
    const w = wordAt(line, i);
    if (w.shape === SIGN) continue;
    if (w.id >= stamps.length) stamps = grown(stamps, w.id);
    if (w.id >= 0 && stamps[w.id] !== now) {
      stamps[w.id] = now;
      put(sink, T.sentence, w.id);
    }
    if (w.family > 0) {
      if ((families & (1 << w.family)) === 0) {
        families |= 1 << w.family;
        put(sink, T.sentenceFamily, w.family);
      }
      if (
        subject === 0 &&
        (w.family === FAMILY.own ||
          w.family === FAMILY.others ||
          w.family === FAMILY.base ||
          w.family === FAMILY.results ||
          w.family === FAMILY.counts)
      )
        subject = w.family;
    }
  }
  const a = wordAt(line, 0);
  const b = wordAt(line, 1);
  if (a.id >= 0) put(sink, T.opening, a.id);
  if (a.id >= 0 && b.id >= 0) put(sink, T.openingPair, a.id, b.id);
  put(sink, T.fromStart, Math.min(line.index, 6));
  put(sink, T.fromEnd, Math.min(line.of - 1 - line.index, 4), line.of > 4 ? 1 : 0);
  put(sink, T.bench, line.paper.bench ? 1 : 0);
  put(sink, T.subject, subject);
  put(sink, T.benchWithSubject, subject, line.paper.bench ? 1 : 0);
  put(sink, T.many, Math.min(line.quantities.length, 6));
}

function windowFeatures(sink: Sink, line: Line, first: number, last: number, unit: number): void {
  const l1 = wordAt(line, first - 1), l2 = wordAt(line, first - 2), l3 = wordAt(line, first - 3), l4 = wordAt(line, first - 4); // prettier-ignore
  const r1 = wordAt(line, last + 1), r2 = wordAt(line, last + 2), r3 = wordAt(line, last + 3), r4 = wordAt(line, last + 4); // prettier-ignore
  if (l1.id >= 0) put(sink, T.L1, l1.id);
  if (l2.id >= 0) put(sink, T.L2, l2.id);
  if (l3.id >= 0) put(sink, T.L3, l3.id);
  if (l4.id >= 0) put(sink, T.L4, l4.id);
  if (r1.id >= 0) put(sink, T.R1, r1.id);
  if (r2.id >= 0) put(sink, T.R2, r2.id);
  if (r3.id >= 0) put(sink, T.R3, r3.id);
  if (r4.id >= 0) put(sink, T.R4, r4.id);
  put(sink, T.L1Family, l1.family);
  put(sink, T.L2Family, l2.family);
  put(sink, T.L3Family, l3.family);
  put(sink, T.R1Family, r1.family);
  put(sink, T.R2Family, r2.family);
  put(sink, T.R3Family, r3.family);
  put(sink, T.L1Shape, l1.shape);
  put(sink, T.R1Shape, r1.shape);
  if (l1.id >= 0 && l2.id >= 0) put(sink, T.L12, l2.id, l1.id);
  if (l2.id >= 0 && l3.id >= 0) put(sink, T.L23, l3.id, l2.id);
  if (r1.id >= 0 && r2.id >= 0) put(sink, T.R12, r1.id, r2.id);
  if (r2.id >= 0 && r3.id >= 0) put(sink, T.R23, r2.id, r3.id);
  if (l1.id >= 0 && r1.id >= 0) put(sink, T.L1R1, l1.id, r1.id);
  if (l1.id >= 0) put(sink, T.unitWithL1, unit, l1.id);
  if (r1.id >= 0) put(sink, T.unitWithR1, unit, r1.id);
}

function clauseFeatures(sink: Sink, line: Line, first: number, last: number, unit: number): void {
  const { from, to } = clauseOf(line, first, last);
  let verb = 0, verbWord = -1, measuredLeft = 0, measuredLeftWord = -1, only = 0, own = 0; // prettier-ignore
  const lower = Math.max(0, first - 30);
  for (let i = first - 1; i >= lower; i--) {
    const w = wordAt(line, i);
    const inClause = i >= from;
    const distance = first - i;
    if (w.shape === NUMERAL) continue;
    if (inClause && distance <= 12) {
      if (w.id >= 0) put(sink, T.left, w.id);
      if (w.family > 0) {
        put(sink, T.leftFamily, w.family);
        put(sink, T.unitWithLeftFamily, unit, w.family);
      }
    } else {
      if (w.id >= 0 && w.shape !== SIGN) put(sink, T.farLeft, w.id);
      if (w.family > 0) put(sink, T.farLeftFamily, w.family);
    }
    if (inClause && verb === 0 && isVerb(w.family)) {
      verb = w.family;
      verbWord = w.id;
    }
    if (measuredLeft === 0 && distance <= 12 && isMeasure(w.family)) {
      measuredLeft = w.family;
      measuredLeftWord = w.id;
    }
    if (w.family === FAMILY.only && distance <= 3) only = 1;
    if (w.family === FAMILY.own || (isName(w) && line.paper.own.has(lowerAt(line, i)))) own = 1;
  }
  let next = 0, nextWord = -1, measuredRight = 0, measuredRightWord = -1, compared = 0, comparedAt = 0, noun = -1; // prettier-ignore
  const upper = Math.min(to, last + 14);
  let broken = false;
  for (let i = last + 1; i < upper; i++) {
    const w = wordAt(line, i);
    const distance = i - last;
    const text = line.tokens[i]?.text ?? '';
    if (w.shape === NUMERAL || text === ',' || text === 'and' || text === ')')
      broken = broken || distance > 1;
    if (w.shape === NUMERAL) continue;
    if (w.id >= 0) put(sink, T.right, w.id);
    if (w.family > 0) {
      put(sink, T.rightFamily, w.family);
      put(sink, T.unitWithRightFamily, unit, w.family);
    }
    if (next === 0 && !broken && isVerb(w.family)) {
      next = w.family;
      nextWord = w.id;
    }
    if (measuredRight === 0 && !broken && distance <= 7 && isMeasure(w.family)) {
      measuredRight = w.family;
      measuredRightWord = w.id;
    }
    if (noun < 0 && w.shape === 0 && w.family === 0 && w.id >= 0 && distance <= 5 && text.length > 3)
      noun = w.id;
    if (compared === 0 && w.family === FAMILY.compare) {
      compared = w.id + 2;
      comparedAt = Math.min(4, distance >> 1);
    }
  }
  put(sink, T.verb, verb);
  if (verbWord >= 0) put(sink, T.verbWord, verbWord);
  put(sink, T.verbWithUnit, verb, unit);
  put(sink, T.verbWithRight, verb, next);
  put(sink, T.nextVerb, next, nextWord < 0 ? 0 : nextWord + 1);
  put(sink, T.measuredRight, measuredRight);
  put(sink, T.measuredLeft, measuredLeft);
  if (measuredRightWord >= 0) put(sink, T.measuredRightWord, measuredRightWord);
  if (measuredLeftWord >= 0) put(sink, T.measuredLeftWord, measuredLeftWord);
  put(sink, T.unitWithMeasuredRight, unit, measuredRight);
  put(sink, T.unitWithMeasuredLeft, unit, measuredLeft);
  const measured = measuredRight || measuredLeft;
  put(sink, T.verbWithMeasured, verb * 16 + next, measured);
  if (verbWord >= 0) put(sink, T.verbwordWithRight, verbWord, measured);
  const nounWord = measuredRightWord >= 0 ? measuredRightWord : measuredLeftWord;
  if (nounWord >= 0) {
    put(sink, T.noun, nounWord);
    put(sink, T.nounWithVerb, nounWord, verb * 16 + next);
    put(sink, T.nounWithUnit, nounWord, unit);
  }
  put(sink, T.compared, compared, comparedAt);
  put(sink, T.only, only, unit);
  put(sink, T.own, own);
  put(sink, T.ownWithVerb, own, verb);
}

/** Features of a span of tokens that holds one number or the two of a pair. */
export function spanFeatures(sink: Sink, line: Line, first: number, last: number, unit: number): void {
  windowFeatures(sink, line, first, last, unit);
  clauseFeatures(sink, line, first, last, unit);
}

/** Features of a single number. */
export function numberFeatures(
  sink: Sink,
  line: Line,
  at: number,
  paired: number,
  framed: readonly Frame[],
): void {
  const q = line.quantities[at];
  const frame = framed[at];
  if (!q || !frame) return;
  ruleFeatures(sink, line, at, paired, framed, frame);
  const as = listedUnit(line, at);
  const unit = unitCode(as) + (q.unit === 'none' && as !== q ? 20 : 0);
  put(sink, T.unit, unit);
  put(sink, T.unitWithSize, unit, sizeBucket(q));
  put(sink, T.sign, (q.signed ? 1 : 0) + (q.negative ? 2 : 0), q.mark.charCodeAt(0) || 0);
  put(sink, T.written, (q.range ? 1 : 0) + (q.word ? 2 : 0) + (q.whole ? 4 : 0), unit);
  const brackets = inBrackets(line, q.first);
  const before = line.tokens[q.first - (q.signed || q.negative || q.mark ? 2 : 1)]?.text;
  put(
    sink,
    T.bracket,
    (brackets ? 1 : 0) + (before === '(' ? 2 : 0) + (line.tokens[q.last + 1]?.text === ')' ? 4 : 0),
    unit,
  );
  const prev = line.quantities[at - 1];
  const next = line.quantities[at + 1];
  const nearPrev =
    prev && q.first - prev.last <= 4
      ? 1 + (prev.unit === as.unit ? 1 : 0)
      : prev && q.first - prev.last <= 8
        ? 3
        : 0;
  const nearNext =
    next && next.first - q.last <= 4
      ? 1 + (next.unit === as.unit ? 1 : 0)
      : next && next.first - q.last <= 8
        ? 3
        : 0;
  put(sink, T.listed, nearPrev, nearNext);
  put(sink, T.neighbour, prev ? unitCode(prev) : 30, next ? unitCode(next) : 30);
  put(sink, T.paired, paired);
  put(sink, T.unitWithPaired, unit, paired);
  unitFeatures(sink, line, q, frame);
  frameFeatures(sink, line, frame, at, unit, sizeBucket(q));
  spanFeatures(sink, line, q.first, q.last, unit);
}
