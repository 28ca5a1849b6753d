import type { Qualifier } from '../paper.ts';
import { rolesAt, VERBS, type Frame } from './frames.ts';
import { ROLE } from './roles.ts';
import { lowerAt, type Line } from './line.ts';
import type { Quantity } from './numbers.ts';

/** Bounds, estimates and means that stand between what a number hangs on and the number. */
const UP_TO = new Set(
  'upto up-to maximum max peak maximal most within under below < leq le topping biggest largest highest'.split(
    ' ',
  ),
);
const AT_LEAST = new Set('over exceeding above > geq ge beyond least excess minimum surpassing'.split(' '));
const APPROX = new Set(
  'about around nearly almost roughly approximately approx ~ sim simeq near close approaching thicksim nearing'.split(
    ' ',
  ),
);
const AVERAGE = new Set('average averaged mean avg averages averaging median on-average'.split(' '));
const ORDER: Qualifier[] = ['up_to', 'at_least', 'approx', 'average'];

/** What a word says of a number that stands `distance` tokens behind it. */
function saysAt(line: Line, i: number): Qualifier | null {
  const t = lowerAt(line, i);
  const next = lowerAt(line, i + 1);
  if (t === 'up' && next === 'to') return 'up_to';
  if (t === 'as' && (next === 'much' || next === 'high' || next === 'many' || next === 'large'))
    return 'up_to';
  if (t === 'less' && next === 'than') return 'up_to';
  if (t === 'fewer' && next === 'than') return 'up_to';
  if (t === 'no' && next === 'more') return 'up_to';
  if (t === 'at' && next === 'most') return 'up_to';
  if ((t === 'more' || t === 'greater' || t === 'better' || t === 'higher') && next === 'than') {
    return lowerAt(line, i - 1) === 'no' ? 'up_to' : 'at_least';
  }
  if (t === 'most') return lowerAt(line, i - 1) === 'at' ? 'up_to' : null;
  if (UP_TO.has(t)) return 'up_to';
  if (AT_LEAST.has(t)) return 'at_least';
  if (APPROX.has(t)) return t === 'close' && next !== 'to' ? null : 'approx';
  if (AVERAGE.has(t)) return 'average';
  return null;
}

const PHRASE_ENDS = new Set([
  ',',
  ';',
  '(',
  ')',
  '.',
  ':',
  '–',
  'and',
  'while',
  'but',
  'with',
  'by',
  'from',
  'on',
  'in',
  'for',
  'across',
  'to',
  'than',
]);

const STOP_MARKS = new Set([';', '–', 'while', 'whereas', ')']);

function best(found: ReadonlySet<Qualifier>): Qualifier {
  for (const q of ORDER) if (found.has(q)) return q;
  return 'none';
}

/** The qualifier of the number or pair that spans tokens `first` to `last`. */
export function ownQualifier(
  line: Line,
  q: Quantity,
  first: number,
  last: number,
  attach: number,
  governor: number,
): Qualifier {
  const found = new Set<Qualifier>();
  if (q.mark === '~') found.add('approx');
  if (q.mark === '<') found.add('up_to');
  if (q.mark === '>' || q.mark === '+') found.add('at_least');
  // Between what the number hangs on and the number; the words that were skipped there are its qualifiers.
  for (let i = first - 1; i > attach && i >= first - 10; i--) {
    const says = saysAt(line, i);
    if (says) found.add(says);
  }
  const hook = lowerAt(line, attach);
  if (hook === 'within' || hook === 'under' || hook === 'below') found.add('up_to');
  if (hook === 'exceeding' || hook === 'surpassing') found.add('at_least');
  if (hook === 'approaching') found.add('approx');
  if (hook === 'average' || hook === 'averaging') found.add('average');
  // "an average improvement of N", "improves average accuracy by N": the phrase before the hook.
  if (
    hook === 'of' ||
    hook === 'by' ||
    hook === 'from' ||
    hook === '(' ||
    hook === 'to' ||
    hook === 'reach' ||
    hook === 'reaches'
  ) {
    // A verb's whole object is read ("increasing average accuracy across A, B and C by N"), a noun's own phrase only.
    const verbal = hook === 'by' || hook === 'from' || hook === 'to';
    const limit = verbal && governor >= 0 ? Math.max(governor, attach - 18) : attach - 8;
    for (let i = attach - 1; i >= 0 && i >= limit; i--) {
      const t = lowerAt(line, i);
      if (
        verbal && governor >= 0
          ? STOP_MARKS.has(t)
          : PHRASE_ENDS.has(t) && !(hook === '(' && i === attach - 1)
      )
        break;
      const says = saysAt(line, i);
      // "mean absolute error" and "median latency" are names of what is measured.
      const names = t === 'mean' || t === 'median';
      if ((says === 'average' && !(names && (verbal || i < attach - 1))) || t === 'macro-average')
        found.add('average');
      const bound = says === 'up_to' && (UP_TO.has(t) || t === 'up');
      if (bound && (hook === 'of' || hook.startsWith('reach'))) found.add('up_to');
    }
  }
  // "N on average", "N average improvement"
  for (let i = last + 1; i <= last + 10 && i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    if (t === ';' || t === 'while' || t === '.' || t === 'by' || line.tokens[i]?.kind === 1) break;
    if ((t === ',' || t === ')') && lowerAt(line, i + 1) !== 'on' && lowerAt(line, i + 1) !== 'averaged')
      break;
    const before = lowerAt(line, i - 1);
    const near =
      before === 'on' ||
      before === 'in' ||
      i <= last + 2 ||
      ((before === 'the' || before === 'of') && i <= last + 5);
    if (t === 'average' && near) found.add('average');
    if (t === 'averaged' || (t === 'mean' && i === last + 1) || (t === 'avg' && i <= last + 2))
      found.add('average');
  }
  return best(found);
}

/** Adds what the earlier numbers of a list say for all of them ("up to 50% and 40%"). */
export function qualifierOf(line: Line, at: number, framed: readonly Frame[]): Qualifier {
  const frame = framed[at];
  const q = line.quantities[at];
  if (!frame || !q) return 'none';
  const own = ownQualifier(line, q, q.first, q.last, frame.own, frame.governor);
  if (own !== 'none') return own;
  if (frame.head === at) return carried(line, at, framed);
  // A number with a preposition or verb of its own begins anew.
  if (frame.own === frame.attach && frame.ownHook) return 'none';
  for (let k = at - 1; k >= frame.head; k--) {
    const other = framed[k];
    const p = line.quantities[k];
    if (!other || !p || other.head !== frame.head) continue;
    const says = ownQualifier(line, p, p.first, p.last, other.own, other.governor);
    if (says !== 'none') return says;
  }
  return 'none';
}

/** "up to 10% less time and 4x less memory": a bound goes on to a number of another unit that is joined at once. */
function carried(line: Line, at: number, framed: readonly Frame[]): Qualifier {
  const p = line.quantities[at - 1];
  const q = line.quantities[at];
  const other = framed[at - 1];
  if (!p || !q || !other || q.first - p.last > 8) return 'none';
  let joint = false;
  for (let i = p.last + 1; i < q.first; i++) {
    const t = lowerAt(line, i);
    if (t === 'and') joint = true;
    if (
      t === 'a' ||
      t === 'an' ||
      t === 'by' ||
      t === '(' ||
      t === ')' ||
      t === ';' ||
      t === ',' ||
      t === 'than'
    )
      return 'none';
    if (
      i > p.last + 1 &&
      rolesAt(line, i) & VERBS &&
      !(rolesAt(line, i) & (ROLE.change | ROLE.metric | ROLE.cost))
    )
      return 'none';
  }
  if (!joint) return 'none';
  const says = ownQualifier(line, p, p.first, p.last, other.own, other.governor);
  return says === 'up_to' || says === 'at_least' ? says : 'none';
}

/** The qualifier of two numbers that are one gain: the first's, or else the second's. */
export function pairQualifier(line: Line, framed: readonly Frame[], a: number, b: number): Qualifier {
  const p = line.quantities[a];
  const q = line.quantities[b];
  const f = framed[a];
  const g = framed[b];
  if (!p || !q || !f || !g) return 'none';
  const first = ownQualifier(line, p, p.first, q.last, f.own, f.governor);
  return first !== 'none' ? first : ownQualifier(line, q, q.first, q.last, g.own, g.governor);
}
