import { FAMILY } from './families.ts';
import { VERBS, rolesAt } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import { GENERIC, LINKS, namish, numberOfName, numberOfSize, phraseEnd, STOPS } from './phrases.ts';
import { ROLE } from './roles.ts';
import { METRIC_UNITS } from './units.ts';
import { NUMERAL, PLAIN, SIGN } from './words.ts';

/** Stretches of a sentence that may name a baseline, a benchmark or a metric: tokens `from` to `to`, both inside. */
export type Stretch = {
  from: number;
  to: number;
  /** How it was found. */
  cue: Cue;
  /** The token that led to it (preposition, verb), −1 for none. */
  trigger: number;
  /** Place among the members of a list of names, from 0; −1 outside lists. */
  member: number;
};
export const CUES = [
  'than',
  'over',
  'compared',
  'against',
  'beat',
  'object',
  'of',
  'place',
  'name',
  'list',
  'metric',
  'noun',
  'bracketed',
  'subject',
] as const;
export type Cue = (typeof CUES)[number];

const PLACES = new Set(['on', 'in', 'across', 'at', 'for', 'from', 'over', 'using', 'under', 'to', 'of']);

function add(found: Stretch[], from: number, to: number, cue: Cue, trigger: number, member = -1): void {
  if (to < from || to - from > 14) return;
  found.push({ from, to, cue, trigger, member });
}

/** "the strongest baseline, Graph-R1", "the parameter-efficient baseline (LoRA)": the name alone is a stretch too. */
function addName(line: Line, found: Stretch[], from: number, to: number, cue: Cue, trigger: number): void {
  add(found, from, to, cue, trigger);
  addTail(line, found, from, to, cue, trigger);
  addList(line, found, from, cue, trigger);
  let end = to;
  if (lowerAt(line, end + 1) === '(' && namish(line, end + 2)) end += 2;
  else if (lowerAt(line, end) === ')') end--;
  else if (lowerAt(line, end + 1) === ',' && namish(line, end + 2) && wordAt(line, from).shape === PLAIN)
    end += 2;
  while (end > to && (namish(line, end + 1) || numberOfName(line, end + 1))) end++;
  let start = end;
  while (
    start > from &&
    (namish(line, start - 1) || numberOfName(line, start - 1)) &&
    lowerAt(line, start) !== '('
  )
    start--;
  if (start > from && namish(line, start)) add(found, start, end, cue, trigger, 9);
}

const TAILS = new Set(
  'with in of on that trained using without given for from at under within via'.split(' '),
);
const HARD = new Set(
  'by while when whereas but which achieving reaching respectively despite as across and or , ; : . ( ) – → ='.split(
    ' ',
  ),
);
/** "greedy decoding via sampling", "a policy trained only in simulation": the phrase with what is said behind it. */
function addTail(line: Line, found: Stretch[], from: number, to: number, cue: Cue, trigger: number): void {
  if (to < from || !TAILS.has(lowerAt(line, to + 1))) return;
  let end = to + 1;
  while (end + 1 < line.tokens.length && end - from < 13 && !HARD.has(lowerAt(line, end + 1))) {
    if (
      wordAt(line, end + 1).shape === NUMERAL &&
      !numberOfSize(line, end + 1) &&
      !numberOfName(line, end + 1)
    )
      break;
    end++;
  }
  if (end > to + 1) add(found, from, end, cue, trigger, 8);
}

/** "beats supervised learning, weak supervision and detectors by …": a list of plain phrases, whole and one by one. */
function addList(line: Line, found: Stretch[], from: number, cue: Cue, trigger: number): void {
  const parts: { from: number; to: number }[] = [];
  let at = from;
  let joined = false;
  for (let i = from; i <= line.tokens.length && i < from + 32; i++) {
    const t = lowerAt(line, i);
    const link = t === ',' || t === 'and' || t === 'or';
    const stop =
      !link &&
      (i === line.tokens.length ||
        HARD.has(t) ||
        (wordAt(line, i).shape === NUMERAL && !numberOfSize(line, i) && !numberOfName(line, i)) ||
        (i > from &&
          rolesAt(line, i) & VERBS &&
          !namish(line, i) &&
          /(?:ing|es|s|ed)$/.test(t) &&
          lowerAt(line, i - 1) === ','));
    if (!link && !stop) continue;
    if (i > at) parts.push({ from: at, to: i - 1 });
    at = i + 1;
    if (stop) break;
    if (t !== ',') joined = true;
  }
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (!first || !last || parts.length < 2 || !joined) return;
  if (last.to - from <= 22) found.push({ from, to: last.to, cue, trigger, member: 7 });
  parts.forEach((p, k) => add(found, p.from, p.to, cue, trigger, k));
}

/** Names in the sentence, single and as lists. */
function names(line: Line, found: Stretch[]): void {
  let i = 0;
  let list: { from: number; to: number }[] = [];
  const close = () => {
    const first = list[0];
    const last = list[list.length - 1];
    if (list.length > 1 && first && last) {
      add(found, first.from, last.to, 'list', first.from - 1);
      list.forEach((m, k) => add(found, m.from, m.to, 'name', m.from - 1, k));
    } else if (first) add(found, first.from, first.to, 'name', first.from - 1);
    list = [];
  };
  let lastEnd = -9;
  while (i < line.tokens.length) {
    if (!namish(line, i)) {
      i++;
      continue;
    }
    let end = i;
    while (
      end + 1 < line.tokens.length &&
      (namish(line, end + 1) ||
        numberOfName(line, end + 1) ||
        (/^(benchmark|dataset|datasets|benchmarks|of)$/.test(lowerAt(line, end + 1)) &&
          namish(line, end + 2)))
    )
      end++;
    const gap = i - lastEnd - 1;
    const linked =
      lastEnd >= 0 &&
      gap <= 3 &&
      Array.from({ length: gap }, (_, k) => lowerAt(line, lastEnd + 1 + k)).every(
        (t) => LINKS.has(t) || t === 'the',
      ) &&
      gap > 0;
    if (!linked) close();
    list.push({ from: i, to: end });
    lastEnd = end;
    i = end + 1;
  }
  close();
}

/** Metrics by name, with the words that modify them ("length-controlled win rate"). */
function metrics(line: Line, found: Stretch[]): void {
  for (let i = 0; i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    const w = wordAt(line, i);
    const is = (w.roles & ROLE.metric) !== 0 || METRIC_UNITS.has(t) || w.family === FAMILY.quality;
    if (!is || t === 'average' || t === 'mean' || t === 'overall' || t.length < 2) continue;
    let to = i;
    while (to + 1 < line.tokens.length) {
      const n = lowerAt(line, to + 1);
      const r = wordAt(line, to + 1);
      if (!((r.roles & ROLE.metric) !== 0 || r.family === FAMILY.quality || METRIC_UNITS.has(n))) break;
      to++;
    }
    let from = i;
    for (let k = i - 1; k >= i - 3 && k >= 0; k--) {
      const n = lowerAt(line, k);
      const r = wordAt(line, k);
      if (
        r.shape === SIGN ||
        r.shape === NUMERAL ||
        STOPS.has(n) ||
        GENERIC.has(n) ||
        (r.roles & (VERBS | ROLE.change)) !== 0
      )
        break;
      if (n === '%' || n === 'percent' || n === 'x' || n === 'times' || r.roles & ROLE.comparative) break;
      from = k;
    }
    add(found, from, to, 'metric', from - 1);
    i = to;
  }
}

/** "a 9B model improved from …", "CLIP's accuracy": who acts in a clause, up to its verb. */
function subjects(line: Line, found: Stretch[]): void {
  for (let i = 1; i < line.tokens.length; i++) {
    if (!(rolesAt(line, i) & VERBS) || wordAt(line, i).shape !== PLAIN) continue;
    let from = i;
    for (let k = i - 1; k >= 0 && k > i - 9; k--) {
      const t = lowerAt(line, k);
      if (
        STOPS.has(t) ||
        t === ',' ||
        t === 'of' ||
        (wordAt(line, k).shape === NUMERAL && !numberOfSize(line, k) && !numberOfName(line, k))
      )
        break;
      if (rolesAt(line, k) & VERBS && wordAt(line, k).shape === PLAIN) break;
      from = k;
    }
    if (from < i) add(found, from, i - 1, 'subject', i);
  }
}

/** All stretches of a sentence that its claims may point to, in no order that matters. */
export function stretches(line: Line): Stretch[] {
  const found: Stretch[] = [];
  const n = line.tokens.length;
  for (let i = 0; i < n - 1; i++) {
    const t = lowerAt(line, i);
    const next = wordAt(line, i + 1);
    if (next.shape === NUMERAL && !numberOfSize(line, i + 1)) continue;
    const r = rolesAt(line, i);
    if (t === 'than') addName(line, found, i + 1, phraseEnd(line, i + 1), 'than', i);
    else if (t === 'over' || t === 'upon' || t === 'beyond' || t === 'above')
      addName(line, found, i + 1, phraseEnd(line, i + 1), 'over', i);
    else if (t === 'against' || t === 'vs' || t === 'versus') {
      const from = lowerAt(line, i + 1) === '.' ? i + 2 : i + 1;
      addName(line, found, from, phraseEnd(line, from), 'against', i);
    } else if (
      (t === 'to' || t === 'with') &&
      /^(compared|comparison|relative|comparable|similar|contrast|respect|versus|compare)$/.test(
        lowerAt(line, i - 1),
      )
    ) {
      addName(line, found, i + 1, phraseEnd(line, i + 1), 'compared', i);
    } else if (t === 'compared' && next.shape !== PLAIN)
      addName(line, found, i + 1, phraseEnd(line, i + 1), 'compared', i);
    else if (r & ROLE.beat) {
      const from = i + 1;
      addName(line, found, from, phraseEnd(line, from), 'beat', i);
    } else if (
      r & (ROLE.raise | ROLE.lower) &&
      wordAt(line, i).shape === PLAIN &&
      lowerAt(line, i + 1) !== 'by'
    ) {
      const from = /^(over|upon|on)$/.test(lowerAt(line, i + 1)) ? i + 2 : i + 1;
      addName(line, found, from, phraseEnd(line, from), 'object', i);
    } else if (t === 'of') add(found, i + 1, phraseEnd(line, i + 1), 'of', i);
    if (
      t === 'by' &&
      /^(required|employed|used|caused|needed|achieved|reported|obtained)$/.test(lowerAt(line, i - 1))
    )
      addName(line, found, i + 1, phraseEnd(line, i + 1), 'compared', i);
    if (PLACES.has(t) && t !== 'of' && t !== 'over') add(found, i + 1, phraseEnd(line, i + 1), 'place', i);
    const w = wordAt(line, i + 1);
    if (
      w.family === FAMILY.base &&
      /^(baseline|baselines|counterpart|counterparts|sota|state-of-the-art|teacher)$/.test(
        lowerAt(line, i + 1),
      )
    ) {
      let from = i + 1;
      for (let k = i; k >= 0 && k > i - 7; k--) {
        const s = lowerAt(line, k);
        if (
          STOPS.has(s) ||
          s === ',' ||
          wordAt(line, k).shape === NUMERAL ||
          (rolesAt(line, k) & VERBS && !namish(line, k))
        )
          break;
        from = k;
      }
      add(found, from, Math.max(i + 1, phraseEnd(line, i + 1)), 'noun', from - 1);
    }
    // "BM25 (9.8%)", "GPT-4o at 3%": what stands right before a number.
    if (lowerAt(line, i + 1) === '(' && wordAt(line, i + 2).shape === NUMERAL) {
      let from = i;
      for (let k = i - 1; k >= 0 && k > i - 6; k--) {
        const s = lowerAt(line, k);
        if (STOPS.has(s) || s === ',' || wordAt(line, k).shape === NUMERAL || rolesAt(line, k) & ROLE.beat)
          break;
        from = k;
      }
      add(found, from, i, 'bracketed', from - 1);
    }
  }
  subjects(line, found);
  names(line, found);
  metrics(line, found);
  return found;
}
