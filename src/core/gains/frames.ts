import { FAMILY } from './families.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import type { Quantity } from './numbers.ts';
import { ROLE } from './roles.ts';
import { CAPITAL, NAME, NUMERAL, PLAIN, SIGN } from './words.ts';

/**
 * How a number hangs in its sentence: "improves accuracy by up to [3%]" hangs on `by`, governed by `improves`;
 * "achieves [6.7%], [7.7%] and [5.3%] higher accuracy" is one chain, hung on `achieves` and followed by a
 * comparative. Places are token numbers, −1 for none.
 */
export type Frame = {
  /** First and last number of the chain that this one is in (numbers of the line). */
  head: number;
  tail: number;
  /** The token it hangs on, once qualifiers and articles are skipped. */
  attach: number;
  /** What it hangs on by itself, when it is not the first of its chain; whether that is a preposition or verb. */
  own: number;
  ownHook: boolean;
  /** The nearest verb or noun of a change before that in the clause. */
  governor: number;
  /** What the phrase behind the number holds. */
  follows: Follows;
  /** The word that heads that phrase, −1 for none. */
  headword: number;
  /** The first token behind the phrase. */
  after: number;
  /** The measured thing that changes. */
  object: number;
};

/** Kinds of phrase behind a number, the telling ones first. */
export const FOLLOWS = ['nothing', 'change', 'comparative', 'metric', 'cost', 'of', 'name', 'words'] as const;
export type Follows = (typeof FOLLOWS)[number];

/** Words between a number and what it hangs on that only qualify it. */
const SKIPPED = new Set(
  'up over more than at least about around approximately approx roughly nearly almost near an a the average averaged mean as much high many low few only just even maximum max minimum min median total additional another further remarkable significant substantial impressive notable whopping strong relative absolute overall factor factors sim simeq ge geq le leq ~ < > + - considerable large massive peak exceeding under below above consistent cumulative up-to upto some merely mere striking dramatic combined best net solid ratio sub on'.split(
    ' ',
  ),
);
export const STOPS = new Set([';', '–', 'while', 'whereas', 'but', 'although', 'despite', 'though', 'yet']);
export const ENDS = new Set(
  'on in over for with at across from by than compared relative under against when to while using without after during within per as via and or which that is are was where , . ; : ) ( – → = / vs versus respectively'.split(
    ' ',
  ),
);

export const VERBS = ROLE.raise | ROLE.lower | ROLE.beat | ROLE.reach | ROLE.keep | ROLE.lose;
const isMeasure = (f: number) =>
  f === FAMILY.speed ||
  f === FAMILY.memory ||
  f === FAMILY.size ||
  f === FAMILY.compute ||
  f === FAMILY.quality;
export const rolesAt = (line: Line, i: number): number => wordAt(line, i).roles;

/** Whether `q` goes on with the list that `p` is in. */
function linked(line: Line, p: Quantity, q: Quantity): boolean {
  const gap = q.first - p.last - 1;
  if (gap < 1 || gap > 14) return false;
  if (p.unit !== q.unit && !(p.unit === 'none' || q.unit === 'none')) return false;
  if (p.unit === 'none' && q.unit !== 'points' && q.unit !== 'none' && q.unit !== 'metric' && gap > 3)
    return false;
  let joint = false;
  const bracketed = lowerAt(line, q.first - 1) === '(' || lowerAt(line, q.first - 2) === '(';
  for (let i = p.last + 1; i < q.first; i++) {
    const t = lowerAt(line, i);
    if (t === ',' || t === 'and' || t === 'or' || t === '/' || t === '&' || t === ')' || t === '(')
      joint = true;
    if (STOPS.has(t)) return false;
    if (t === 'from' || t === 'compared' || t === 'versus' || t === 'vs' || t === 'than' || t === 'instead')
      return false;
    const r = rolesAt(line, i);
    // "improved accuracy (+1%) with reduced token usage (-3%": each has a thing of its own.
    if (bracketed && i > p.last + 1 && isMeasure(wordAt(line, i).family)) return false;
    // "by 32% (1.5B) with minimal loss (1.2%": the second hangs on a change of its own.
    if (r & ROLE.change && i > p.last + 3 && i >= q.first - 3) return false;
    if (gap > 3 && i < q.first - 1 && r & VERBS && !(r & (ROLE.change | ROLE.metric | ROLE.comparative)))
      return false;
  }
  return joint;
}

function attachOf(line: Line, q: Quantity): number {
  let i = q.first - 1;
  for (let steps = 0; i >= 0 && steps < 9; steps++) {
    const t = lowerAt(line, i);
    if (
      SKIPPED.has(t) ||
      ((t === 'less' || t === 'greater' || t === 'fewer') && lowerAt(line, i + 1) === 'than')
    )
      i--;
    else if (t === 'to' && (lowerAt(line, i - 1) === 'up' || lowerAt(line, i - 1) === 'close')) i -= 2;
    else if (
      t === 'of' &&
      /^(average|averag|mean|maximum|factor|factors|total|excess|median|minimum|peak)$/.test(
        lowerAt(line, i - 1),
      )
    )
      i -= 2;
    else break;
  }
  return i;
}

function governorOf(line: Line, from: number): number {
  for (let i = from; i >= 0 && from - i < 28; i--) {
    if (i < from && STOPS.has(lowerAt(line, i))) return -1;
    const r = rolesAt(line, i);
    if (
      r & VERBS ||
      (r & ROLE.change && (i === from || lowerAt(line, i + 1) === 'of' || lowerAt(line, i + 1) === '('))
    )
      return i;
  }
  return -1;
}

/** Reads the phrase behind a number, up to the next preposition, mark or verb. */
function follow(line: Line, q: Quantity, frame: Frame): void {
  let i = q.last + 1;
  frame.after = i;
  if (lowerAt(line, i) === 'of') {
    frame.follows = 'of';
    frame.headword = i + 1;
    for (let k = i + 1; k < i + 7 && k < line.tokens.length; k++) {
      const t = lowerAt(line, k);
      if (ENDS.has(t)) break;
      if (isMeasure(wordAt(line, k).family)) {
        frame.headword = k;
        break;
      }
    }
    return;
  }
  let best: Follows = 'nothing';
  let rank = 9;
  for (; i < q.last + 9 && i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    if (ENDS.has(t) && !(t === 'as' && i === q.last + 1)) break;
    const w = wordAt(line, i);
    const r = w.roles;
    let kind: Follows = 'words';
    let place = 7;
    const isMetric = r & ROLE.metric || w.family === FAMILY.quality;
    if (isMetric && best === 'change') [kind, place] = ['metric', 1];
    else if (r & ROLE.change) [kind, place] = ['change', best === 'metric' ? rank : 1];
    else if (r & ROLE.comparative && t !== 'average') [kind, place] = ['comparative', 2];
    else if (r & ROLE.metric || w.family === FAMILY.quality) [kind, place] = ['metric', 3];
    else if (r & ROLE.cost || isMeasure(w.family)) [kind, place] = ['cost', 4];
    else if (w.shape !== PLAIN && w.shape !== SIGN && w.shape !== CAPITAL) [kind, place] = ['name', 6];
    if (place <= rank) {
      // Of two of a kind the last one heads the phrase ("success rate").
      best = kind;
      rank = place;
      frame.headword = i;
    }
  }
  frame.follows = best;
  frame.after = i;
}

/** Words that name a measure only where no clearer one stands ("inference memory" is memory). */
const VAGUE = new Set(
  'inference decoding rendering rollout rollouts prefill prefilling pre-filling training trained train performance real-time pre-training generation detection reasoning tool-call interaction sampling optimization operation operations win test efficiency efficient execution serving understanding planning retrieval classification segmentation recognition translation editing convergence prompt gpu gpus active trainable search simulation feedback prediction predictions reconstruction text sequence sequences stable accurate diverse example examples attack attacks compressed gradient confidence coverage localization tracking rollout denoising model-size rendering responses response code codes coding trained updates pass cost costs overhead overheads consumption budget resources resource demand weights weight queries query footprint samples-per'.split(
    ' ',
  ),
);

/** "Parameter Golf", "Search Preview": a capital among capitals is part of a name. */
function ofAName(line: Line, i: number): boolean {
  if (i === 0 || wordAt(line, i).shape !== CAPITAL) return false;
  const before = wordAt(line, i - 1).shape;
  const next = wordAt(line, i + 1).shape;
  return before === NAME || next === NAME || next === CAPITAL || (before === CAPITAL && i > 1);
}

/** The last measured word between two tokens, a clear one before a vague one; −1 for none. */
function measuredIn(line: Line, from: number, to: number, stops: ReadonlySet<string>): number {
  let clear = -1;
  let vague = -1;
  for (let i = from; i < to; i++) {
    const t = lowerAt(line, i);
    const goesOn = (t === 'as' && i === from) || (t === 'on' && lowerAt(line, i + 1) === 'average');
    if (stops.has(t) && !goesOn) break;
    if (stops !== NO_STOPS && wordAt(line, i).shape === NUMERAL) break;
    // "throughput in data generation"
    if ((t === 'in' || t === 'for' || t === 'of') && clear >= 0) break;
    if (!isMeasure(wordAt(line, i).family) || ofAName(line, i)) continue;
    if (VAGUE.has(t)) vague = i;
    else clear = i;
  }
  return clear >= 0 ? clear : vague;
}

const PHRASE_STOPS = new Set([
  'at',
  'under',
  'using',
  'through',
  'by',
  'to',
  'as',
  'per',
  'where',
  'which',
  'that',
  'vs',
  'versus',
  'relative',
  'but',
  'via',
  'during',
  'after',
  'within',
  'yet',
  ':',
  ',',
  ')',
  ';',
  '(',
  'than',
  'over',
  'compared',
  'while',
  'with',
  'for',
  'on',
  'across',
  'from',
  '.',
  'without',
  'and',
  'when',
]);
const TAIL_STOPS = new Set(
  ', ; ( ) : . – while than over compared without on across at to using with by when for through and or against relative versus vs under after during from as where which that'.split(
    ' ',
  ),
);
const NO_STOPS = new Set<string>();

/** Words that stop the way back from a change to what it changes. */
const BACK_STOPS = new Set(
  ', ; : ( ) – and or while but that which with by for on at from than over as to where when'.split(' '),
);

/** The measured word before a change ("a memory [reduction] of 4x", "latency [falls] 3x"), −1 for none. */
function measuredBefore(line: Line, at: number): number {
  let vague = -1;
  for (let i = at - 1; i >= 0 && i >= at - 6; i--) {
    const t = lowerAt(line, i);
    if (BACK_STOPS.has(t)) break;
    if (i < at - 1 && rolesAt(line, i) & VERBS && !isMeasure(wordAt(line, i).family)) break;
    if (!isMeasure(wordAt(line, i).family)) continue;
    if (!VAGUE.has(t)) return i;
    if (vague < 0) vague = i;
  }
  return vague;
}

/** The token behind the last comma, "and", "with" or "while" between two places, or the first place. */
function lastBreak(line: Line, to: number, from: number): number {
  for (let i = to - 1; i > from; i--)
    if (/^(,|;|and|with|while|but|\))$/.test(lowerAt(line, i))) return i + 1;
  return from + 1;
}

function objectOf(line: Line, frame: Frame, q: Quantity, tail: Quantity): number {
  const until = Math.min(line.tokens.length, tail.last + 10);
  if (frame.follows !== 'nothing') {
    const phrase = measuredIn(line, q.last + 1, Math.min(until, q.last + 10), PHRASE_STOPS);
    if (phrase >= 0) return phrase;
    if (frame.tail > 0 && tail !== q) {
      const shared = measuredIn(line, tail.last + 1, until, PHRASE_STOPS);
      if (shared >= 0) return shared;
    }
  }
  const { governor } = frame;
  const roles = rolesAt(line, governor);
  if (governor >= 0 && roles & ROLE.change && wordAt(line, governor).shape === PLAIN) {
    const within = measuredIn(line, governor + 1, q.first, NO_STOPS);
    if (within >= 0) return within;
    const changed = measuredBefore(line, governor);
    if (changed >= 0) return changed;
    if (isMeasure(wordAt(line, governor).family)) return governor;
  }
  const at = line.quantities.indexOf(q);
  // "and CPU time by 46%": a later number of a list may name its own thing.
  if (frame.head < at && frame.ownHook && /^(by|to|from|\()$/.test(lowerAt(line, frame.own))) {
    const own = measuredIn(
      line,
      lastBreak(line, q.first, line.quantities[at - 1]?.last ?? 0),
      q.first,
      NO_STOPS,
    );
    if (own >= 0) return own;
  }
  if (!(roles & ROLE.beat)) {
    const first = (line.quantities[frame.head] ?? q).first;
    // Another number's phrase is not this one's.
    const previous = line.quantities[frame.head - 1]?.last ?? -1;
    let from = Math.max(governor >= 0 ? governor : q.first - 10, 0);
    if (previous > from) from = lastBreak(line, first, previous);
    const before = measuredIn(line, from, first, NO_STOPS);
    if (before >= 0) return before;
  }
  // "memory falls 7x for …", "latency is reduced by 30%": the subject of a verb that has no object.
  if (governor >= 0 && frame.attach - governor <= 1) {
    const subject = measuredBefore(line, governor);
    if (subject >= 0) return subject;
  }
  const behind = measuredIn(line, tail.last + 1, until, TAIL_STOPS);
  if (behind >= 0 || roles & ROLE.beat || frame.follows !== 'change') return behind;
  // "reduces research expenses, achieving an 84% decrease"
  for (let i = q.first - 1; i >= 0 && i > q.first - 14; i--) {
    const word = wordAt(line, i);
    if (word.shape === NUMERAL || /^(;|while|but)$/.test(lowerAt(line, i))) break;
    if (isMeasure(word.family) && !VAGUE.has(lowerAt(line, i))) return i;
  }
  return -1;
}

const OWN_HOOKS = new Set(['by', 'to', 'of', 'from', 'with', 'at', '(', '=', 'in', 'on', 'is', 'are']);

/** The frame of every number of a sentence. `usable` says which numbers can be claims. */
export function frames(line: Line, usable: (at: number) => boolean): Frame[] {
  const qs = line.quantities;
  const made: Frame[] = qs.map((_, i) => ({
    head: i,
    tail: i,
    attach: -1,
    own: -1,
    ownHook: false,
    governor: -1,
    follows: 'nothing',
    headword: -1,
    after: -1,
    object: -1,
  }));
  let last = -1;
  for (let i = 0; i < qs.length; i++) {
    if (!usable(i)) continue;
    const p = qs[last];
    const q = qs[i];
    const before = made[last];
    const frame = made[i];
    if (p && q && before && frame && linked(line, p, q)) frame.head = before.head;
    last = i;
  }
  for (let i = qs.length - 1; i >= 0; i--) {
    const frame = made[i];
    const head = frame && made[frame.head];
    if (head && head.tail < i) head.tail = i;
  }
  made.forEach((frame, i) => {
    const head = qs[frame.head];
    frame.tail = Math.max(i, made[frame.head]?.tail ?? i);
    const tail = qs[frame.tail];
    const q = qs[i];
    if (!head || !tail || !q) return;
    const own = attachOf(line, q);
    const ownWord = lowerAt(line, own);
    frame.own = own;
    frame.ownHook = OWN_HOOKS.has(ownWord) || (rolesAt(line, own) & VERBS) !== 0;
    frame.attach = OWN_HOOKS.has(ownWord) || rolesAt(line, own) & VERBS ? own : attachOf(line, head);
    frame.governor = governorOf(line, frame.attach);
    follow(line, q, frame);
    // "6.7%, 7.7%, and 5.3% higher accuracy": what follows the last stands for all.
    if (frame.follows === 'nothing' && frame.tail !== i) {
      const { after } = frame;
      const t = lowerAt(line, after);
      if (t === ',' || t === 'and' || t === 'or' || t === '/') follow(line, tail, frame);
    }
    frame.object = objectOf(line, frame, q, tail);
  });
  return made;
}
