import { FAMILY } from './families.ts';
import { FOLLOWS, type Frame } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { judged, polarity } from './sense.ts';
import { aboutOthers, RULE_NAMES, ruleOf, RULES } from './rules.ts';
import { keyOf } from './model.ts';
import { listedUnit } from './listed.ts';
import type { Quantity } from './numbers.ts';
import { UNIT_KINDS } from './units.ts';
import { NUMERAL, SIGN } from './words.ts';

/** The kinds of features, by the part of the text that they read. A feature's key holds its place in this list. */
export const TEMPLATES = [
  'unit', 'unit+size', 'sign', 'written', 'bracket', 'L1', 'L2', 'L3', 'L4', 'R1', 'R2', 'R3', 'R4',
  'L1 family', 'L2 family', 'L3 family', 'R1 family', 'R2 family', 'R3 family', 'L1 shape', 'R1 shape', 'L12', 'R12', 'L1R1', 'unit+L1', 'unit+R1',
  'left', 'left family', 'right', 'right family', 'unit+left family', 'unit+right family',
  'verb', 'verb word', 'verb+unit', 'verb+right', 'verb+measured', 'verbword+right', 'next verb', 'measured right', 'measured right word', 'measured left', 'measured left word', 'unit+measured right', 'unit+measured left',
  'sentence', 'sentence family', 'opening', 'opening pair', 'from start', 'from end', 'own', 'bench', 'subject', 'listed', 'many', 'respectively', 'compared', 'qualified', 'paired', 'unit+paired', 'kept', 'only', 'L23', 'R23', 'L123', 'near kind', 'join', 'gap', 'gap family', 'gap size', 'sizes', 'two brackets', 'between', 'units', 'join+sizes',
  'far left', 'far left family','noun','noun+verb','noun+unit','clause', 'clause family', 'neighbour', 'own+verb','subject+unit','bench+subject', 'span', 'span cue', 'span cue2', 'span end', 'span word', 'span shape', 'span distance', 'span order', 'span length', 'span first', 'span cue+distance', 'span after', 'span side', 'span cross', 'span others', 'span own', 'span cue+shape','span measure','span last', 'span prior','verb+noun','span cue fam', 'doc word', 'attach', 'attach word', 'governor', 'governor word', 'follows', 'follows word', 'object', 'object word', 'hook', 'hook noun', 'hook+follows', 'hook+governor', 'hook+governor+follows', 'unit+hook+follows', 'unit+attach', 'unit+governor+attach', 'unit+follows', 'governor+follows', 'absolute', 'object word+governor', 'object phrase', 'object modifier', 'governor+object', 'governor word+object', 'attach+unit+size', 'chain', 'place+frame', 'object next',
'rule','rule+others','rule+place','rule+bench','rule+unit','rule+follows','rule+first','rule+paired','others','verdict','verdict+others','rule neighbours',
'cue', 'cue+side', 'cue+side+distance', 'cue+between', 'cue+nearest', 'trigger', 'trigger+side+between', 'first word', 'last word', 'second last', 'stretch shape', 'shape+cue', 'shape+trigger', 'stretch next', 'claim+cue', 'claim+shape', 'touches', 'member', 'crosses', 'governs', 'stretch own', 'stretch base', 'stretch model', 'stretch bench', 'inner word', 'before stretch', 'other side', 'list respectively', 'cue+first', 'measure+shape','shape+nearest', 'same cue before', 'trigger+touches', 'stretch repeats',
'absent', 'absent claim', 'absent cue', 'absent many', 'absent other', 'absent follows',
'judged','judged+unit','judged+governor','polarity','judged+rule',
] as const; // prettier-ignore
type Template = (typeof TEMPLATES)[number];

const PLACE = Object.fromEntries(TEMPLATES.map((t, i) => [t, i])) as Record<Template, number>;

/** Collects the features of one candidate. `named` also keeps them in words, for training and explaining. */
export type Sink = { keys: Int32Array; count: number; named: string[] | null; templates: Uint8Array };
export const makeSink = (named: boolean): Sink => ({
  keys: new Int32Array(2048),
  count: 0,
  named: named ? [] : null,
  templates: new Uint8Array(2048),
});

const SKIP = new Set((process.env.SKIP ?? '').split(';'));
export function put(sink: Sink, template: Template, a: number, b = 0): void {
  if (SKIP.has(template)) return;
  if (sink.count >= sink.keys.length) return;
  sink.templates[sink.count] = PLACE[template];
  sink.keys[sink.count++] = keyOf(PLACE[template], a, b);
  sink.named?.push(`${template}:${a}:${b}`);
}

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

export const unitCode = (q: Quantity) => UNIT_KINDS.indexOf(q.unit);

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

/** What the sentence and the paper say, the same for every candidate of the sentence. */
export function sentenceFeatures(sink: Sink, line: Line): void {
  const n = line.tokens.length;
  const seen = new Set<number>();
  const families = new Set<number>();
  let subject = 0;
  for (let i = 0; i < n; i++) {
    const w = wordAt(line, i);
    if (w.shape === SIGN) continue;
    if (w.id >= 0 && !seen.has(w.id)) {
      seen.add(w.id);
      put(sink, 'sentence', w.id);
    }
    if (w.family > 0) {
      if (!families.has(w.family)) {
        families.add(w.family);
        put(sink, 'sentence family', w.family);
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
  if (a.id >= 0) put(sink, 'opening', a.id);
  if (a.id >= 0 && b.id >= 0) put(sink, 'opening pair', a.id, b.id);
  put(sink, 'from start', Math.min(line.index, 6));
  put(sink, 'from end', Math.min(line.of - 1 - line.index, 4), line.of > 4 ? 1 : 0);
  put(sink, 'bench', line.paper.bench ? 1 : 0);
  put(sink, 'subject', subject);
  put(sink, 'bench+subject', subject, line.paper.bench ? 1 : 0);
  put(sink, 'many', Math.min(line.quantities.length, 6));
}

function windowFeatures(sink: Sink, line: Line, first: number, last: number, unit: number): void {
  const l1 = wordAt(line, first - 1), l2 = wordAt(line, first - 2), l3 = wordAt(line, first - 3), l4 = wordAt(line, first - 4); // prettier-ignore
  const r1 = wordAt(line, last + 1), r2 = wordAt(line, last + 2), r3 = wordAt(line, last + 3), r4 = wordAt(line, last + 4); // prettier-ignore
  if (l1.id >= 0) put(sink, 'L1', l1.id);
  if (l2.id >= 0) put(sink, 'L2', l2.id);
  if (l3.id >= 0) put(sink, 'L3', l3.id);
  if (l4.id >= 0) put(sink, 'L4', l4.id);
  if (r1.id >= 0) put(sink, 'R1', r1.id);
  if (r2.id >= 0) put(sink, 'R2', r2.id);
  if (r3.id >= 0) put(sink, 'R3', r3.id);
  if (r4.id >= 0) put(sink, 'R4', r4.id);
  put(sink, 'L1 family', l1.family);
  put(sink, 'L2 family', l2.family);
  put(sink, 'L3 family', l3.family);
  put(sink, 'R1 family', r1.family);
  put(sink, 'R2 family', r2.family);
  put(sink, 'R3 family', r3.family);
  put(sink, 'L1 shape', l1.shape);
  put(sink, 'R1 shape', r1.shape);
  if (l1.id >= 0 && l2.id >= 0) put(sink, 'L12', l2.id, l1.id);
  if (l2.id >= 0 && l3.id >= 0) put(sink, 'L23', l3.id, l2.id);
  if (r1.id >= 0 && r2.id >= 0) put(sink, 'R12', r1.id, r2.id);
  if (r2.id >= 0 && r3.id >= 0) put(sink, 'R23', r2.id, r3.id);
  if (l1.id >= 0 && r1.id >= 0) put(sink, 'L1R1', l1.id, r1.id);
  if (l1.id >= 0) put(sink, 'unit+L1', unit, l1.id);
  if (r1.id >= 0) put(sink, 'unit+R1', unit, r1.id);
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
      if (w.id >= 0) put(sink, 'left', w.id);
      if (w.family > 0) {
        put(sink, 'left family', w.family);
        put(sink, 'unit+left family', unit, w.family);
      }
    } else {
      if (w.id >= 0 && w.shape !== SIGN) put(sink, 'far left', w.id);
      if (w.family > 0) put(sink, 'far left family', w.family);
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
    if (w.id >= 0) put(sink, 'right', w.id);
    if (w.family > 0) {
      put(sink, 'right family', w.family);
      put(sink, 'unit+right family', unit, w.family);
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
  put(sink, 'verb', verb);
  if (verbWord >= 0) put(sink, 'verb word', verbWord);
  put(sink, 'verb+unit', verb, unit);
  put(sink, 'verb+right', verb, next);
  put(sink, 'next verb', next, nextWord < 0 ? 0 : nextWord + 1);
  put(sink, 'measured right', measuredRight);
  put(sink, 'measured left', measuredLeft);
  if (measuredRightWord >= 0) put(sink, 'measured right word', measuredRightWord);
  if (measuredLeftWord >= 0) put(sink, 'measured left word', measuredLeftWord);
  put(sink, 'unit+measured right', unit, measuredRight);
  put(sink, 'unit+measured left', unit, measuredLeft);
  const measured = measuredRight || measuredLeft;
  put(sink, 'verb+measured', verb * 16 + next, measured);
  if (verbWord >= 0) put(sink, 'verbword+right', verbWord, measured);
  const nounWord = measuredRightWord >= 0 ? measuredRightWord : measuredLeftWord;
  if (nounWord >= 0) {
    put(sink, 'noun', nounWord);
    put(sink, 'noun+verb', nounWord, verb * 16 + next);
    put(sink, 'noun+unit', nounWord, unit);
  }
  put(sink, 'compared', compared, comparedAt);
  put(sink, 'only', only, unit);
  put(sink, 'own', own);
  put(sink, 'own+verb', own, verb);
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
  put(sink, 'unit', unit);
  put(sink, 'unit+size', unit, sizeBucket(q));
  put(sink, 'sign', (q.signed ? 1 : 0) + (q.negative ? 2 : 0), q.mark.charCodeAt(0) || 0);
  put(sink, 'written', (q.range ? 1 : 0) + (q.word ? 2 : 0) + (q.whole ? 4 : 0), unit);
  const brackets = inBrackets(line, q.first);
  const before = line.tokens[q.first - (q.signed || q.negative || q.mark ? 2 : 1)]?.text;
  put(
    sink,
    'bracket',
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
  put(sink, 'listed', nearPrev, nearNext);
  put(sink, 'neighbour', prev ? unitCode(prev) : 30, next ? unitCode(next) : 30);
  put(sink, 'paired', paired);
  put(sink, 'unit+paired', unit, paired);
  frameFeatures(sink, line, frame, at, unit, sizeBucket(q));
  spanFeatures(sink, line, q.first, q.last, unit);
}

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
  put(sink, 'object', o);
  put(sink, 'governor+object', what, o);
  if (governor.id >= 0) put(sink, 'governor word+object', governor.id, o);
  if (frame.object < 0 || object.id < 0) return;
  put(sink, 'object word', object.id);
  put(sink, 'object word+governor', object.id, what);
  const inner = wordAt(line, frame.object - 1);
  const next = wordAt(line, frame.object + 1);
  if (inner.id >= 0) put(sink, 'object phrase', inner.id, object.id);
  if (inner.family > 0) put(sink, 'object modifier', inner.family, o);
  if (next.family > 0) put(sink, 'object next', next.family, o);
}

function frameFeatures(sink: Sink, line: Line, frame: Frame, at: number, unit: number, size: number): void {
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
  const absolute = near(line, q, ABSOLUTE) ? 1 : 0;
  put(sink, 'attach', a);
  put(sink, 'governor', g);
  put(sink, 'follows', f, next);
  put(sink, 'hook', a, b);
  put(sink, 'hook+follows', a * 64 + b, f);
  put(sink, 'hook+governor', a * 64 + b, g);
  put(sink, 'hook+governor+follows', (a * 64 + b) * 64 + g, f);
  put(sink, 'unit+hook+follows', (a * 64 + b) * 64 + unit, f);
  put(sink, 'unit+attach', unit, a);
  put(sink, 'unit+governor+attach', unit * 64 + g, a);
  put(sink, 'unit+follows', unit, f * 32 + next);
  put(sink, 'governor+follows', g, f);
  put(sink, 'absolute', absolute, unit);
  if (attach.id >= 0) put(sink, 'attach word', attach.id, f);
  if (noun && noun.id >= 0) put(sink, 'hook noun', noun.id, a);
  if (governor.id >= 0) put(sink, 'governor word', governor.id, a >= 30 ? a : 0);
  if (frame.headword >= 0 && head.id >= 0) put(sink, 'follows word', head.id, f);
  objectFeatures(sink, line, frame, g * 16 + f);
  put(sink, 'attach+unit+size', a * 64 + unit, size);
  put(sink, 'chain', Math.min(3, frame.tail - frame.head), Math.min(3, at - frame.head));
  put(
    sink,
    'place+frame',
    (a * 64 + b) * 8 + f,
    Math.min(2, line.of - 1 - line.index) * 4 + Math.min(3, line.index),
  );
}
const ABSOLUTE = new Set(['absolute', 'pp', 'percentage-point', 'points', 'point']);

/** Whether one of the words stands beside the number. */
function near(line: Line, q: Quantity, words: ReadonlySet<string>): boolean {
  for (let i = q.first - 3; i <= q.last + 3; i++) if (words.has(lowerAt(line, i))) return true;
  return false;
}

function ruleFeatures(
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
  put(sink, 'rule', rule);
  put(sink, 'others', others);
  put(sink, 'rule+others', rule, others);
  put(sink, 'rule+place', rule, place);
  put(sink, 'rule+bench', rule, (line.paper.bench ? 1 : 0) * 8 + others);
  put(sink, 'rule+unit', rule, unitCode(listedUnit(line, at)));
  put(sink, 'rule+follows', rule, FOLLOWS.indexOf(frame.follows));
  put(sink, 'rule+paired', rule, paired);
  const a = wordAt(line, 0);
  if (a.id >= 0) put(sink, 'rule+first', a.id, rule);
  const sense = judged(line, q, frame);
  const says = sense === 'better' ? 1 : sense === 'worse' ? 2 : 0;
  put(sink, 'judged', says);
  put(sink, 'judged+unit', says, unitCode(listedUnit(line, at)));
  put(sink, 'judged+rule', says, rule);
  put(sink, 'judged+governor', says, roleClass(wordAt(line, frame.governor).roles));
  put(sink, 'polarity', polarity(line, frame) + 1, says);
  put(sink, 'verdict', verdict);
  put(sink, 'verdict+others', verdict, others * 16 + place);
  const prev = framed[at - 1];
  const next = framed[at + 1];
  put(
    sink,
    'rule neighbours',
    prev ? RULE_NAMES.indexOf(ruleOf(line, at - 1, prev)) : 50,
    next ? RULE_NAMES.indexOf(ruleOf(line, at + 1, next)) : 50,
  );
}
