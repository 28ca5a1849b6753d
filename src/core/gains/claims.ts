import { FAMILY } from './families.ts';
import { groupsOf } from './groups.ts';
import { makeSink, type Sink } from './sink.ts';
import { inBrackets, numberFeatures, sentenceFeatures, spanFeatures } from './features.ts';
import { listedUnit } from './listed.ts';
import { absoluteness } from './frame-features.ts';
import { frames, rolesAt, type Frame } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import { addFeatures, CLASSES, HEADS, oddsAt, OFFSETS, softmax, type Head, type Model } from './model.ts';
import type { Quantity } from './numbers.ts';
import { pairFeatures, pairs, type Pair } from './pairs.ts';
import { arePartners, partners } from './two-lists.ts';
import { ROLE } from './roles.ts';
import { ruleOf } from './rules.ts';
import { rises } from './sense.ts';
import { pairQualifier, qualifierOf } from './qualifier.ts';
import type { Form, Measure, Qualifier, Sense } from '../paper.ts';

/** What pass 2 says about one number, or about two that are one gain. Tokens `first` to `last` are its quote. */
export type Claim = {
  kind: 'gain' | 'score';
  line: Line;
  first: number;
  last: number;
  start: number;
  end: number;
  low: number;
  high: number;
  unitText: string | null;
  form: Form;
  measure: Measure;
  sense: Sense;
  qualifier: Qualifier;
  /** The paper's own number (its place in the line), and in a pair the other one; −1 for none. */
  at: number;
  other: number;
  /** Whether the text speaks of more ("30% faster") or of less ("30% lower"). */
  rises: boolean;
  /** The token that heads what is measured, −1 for none. */
  object: number;
};

/** Whether a number can be a claim at all; what is left out here is never looked at. */
export function plausible(line: Line, at: number): boolean {
  line.usable ??= line.quantities.map((_, i) => judgePlausible(line, i));
  return line.usable[at] ?? false;
}

function judgePlausible(line: Line, at: number): boolean {
  const q = line.quantities[at];
  if (!q) return false;
  if (!Number.isFinite(q.low) || !Number.isFinite(q.high)) return false;
  if (q.unit === 'scale') return false;
  if (q.unit !== 'none') return true;
  const next = line.tokens[q.last + 1];
  const before = line.tokens[q.first - 1]?.text;
  if (q.whole) {
    if (q.signed) return true;
    if (
      next?.text === ')' &&
      (before === '(' ||
        before === undefined ||
        before === ',' ||
        before === '.' ||
        before === ':' ||
        before === ';')
    )
      return false;
    // "by 1) doing this, 2) …"
    if (q.low < 10 && next?.text === ')' && !inBrackets(line, q.first)) return false;
    if (wordAt(line, q.last + 1).family === FAMILY.counts) return false;
    if (q.low >= 1900 && q.low <= 2100) return false;
    const lead = lowerAt(line, q.first - 1);
    if (
      /^(figure|fig|table|section|sec|eq|equation|version|step|stage|phase|level|type|appendix|chapter|top|gemini|claude|llama|v|rtx|chatgpt|part|task|nemotron|opus|sonnet|gpt|flux|wan|sd|sora|top-k|k|n|layer)$/.test(
        lead,
      )
    )
      return false;
  }
  // "Qwen 2.5", "SD 1.5": a version behind a name is part of the name.
  return true;
}

/** Which part a number plays in the candidates for pairs: 0 none, else first (1), second (2) or both (3), by join. */
export function pairParts(line: Line, found: readonly Pair[]): Int32Array {
  const parts = new Int32Array(line.quantities.length);
  for (const pair of found) {
    const weight = pair.join === 'apart' ? 4 : 0;
    parts[pair.a] = (parts[pair.a] ?? 0) | (1 << weight);
    parts[pair.b] = (parts[pair.b] ?? 0) | (2 << weight);
  }
  return parts;
}

const sink: Sink = makeSink(false);
/** What the sentence says, and what is said with it of one candidate; then its log-odds of every answer. */
const ofSentence = new Int32Array(CLASSES);
const sums = new Int32Array(CLASSES);
const odds = new Float64Array(CLASSES);
const out = new Float64Array(8);

/** The log-odds of the candidate whose features stand in the sink behind those of the sentence, into `odds`. */
function weigh(model: Model, shared: number): Float64Array {
  sums.set(ofSentence);
  addFeatures(model, sink.keys, shared, sink.count, sums);
  for (let k = 0; k < CLASSES; k++) odds[k] = oddsAt(model, sums, k);
  return odds;
}

function decide<H extends Head>(
  head: H,
  odds: Float64Array,
): { answer: (typeof HEADS)[H][number]; sure: number } {
  const answers = HEADS[head];
  const offset = OFFSETS[head];
  for (let k = 0; k < answers.length; k++) out[k] = odds[offset + k] ?? 0;
  softmax(out, answers.length);
  let best = 0;
  for (let k = 1; k < answers.length; k++) if ((out[k] ?? 0) > (out[best] ?? 0)) best = k;
  return { answer: answers[best] as (typeof HEADS)[H][number], sure: out[best] ?? 0 };
}

const sum = new Float64Array(8);

/** One answer for the numbers of a list, by the mean of what the model says of each; its chances stay in `sum`. */
function decideTogether<H extends Head>(
  head: H,
  group: readonly Float64Array[],
): { answer: (typeof HEADS)[H][number]; sure: number } {
  const answers = HEADS[head];
  const offset = OFFSETS[head];
  sum.fill(0);
  for (const odds of group)
    for (let k = 0; k < answers.length; k++) sum[k] = (sum[k] ?? 0) + (odds[offset + k] ?? 0) / group.length;
  softmax(sum, answers.length);
  let best = 0;
  for (let k = 1; k < answers.length; k++) if ((sum[k] ?? 0) > (sum[best] ?? 0)) best = k;
  return { answer: answers[best] as (typeof HEADS)[H][number], sure: sum[best] ?? 0 };
}

/**
 * How likely a claim must be right in all that is said of it. What is measured is F1, and that is highest where
 * claims are made down to half of the F1 that is reached.
 */
const SURE = { gain: 0.41, pair: 0.37, score: 0.37, partners: 0.95 };

/** What the numbers of a list are, and all that is said of them; null where that is too unsure to be said. */
function judgeTogether(
  group: readonly Float64Array[],
  worse: boolean,
): {
  kind: 'gain' | 'score';
  form: Form;
  measure: Measure;
  sense: Sense;
} | null {
  decideTogether('kind', group);
  const [, gain = 0, score = 0] = sum;
  if (gain < SURE.gain && score < SURE.score) return null;
  if (score > gain) {
    const measure = decideTogether('measured', group);
    return score * measure.sure < SURE.score
      ? null
      : { kind: 'score', form: 'percent', measure: measure.answer, sense: 'better' };
  }
  const form = decideTogether('form', group);
  const measure = decideTogether('measure', group);
  const sense = worse ? { answer: 'worse' as const, sure: 1 } : decideTogether('sense', group);
  if (gain * form.sure * measure.sure * sense.sure < SURE.gain) return null;
  return { kind: 'gain', form: form.answer, measure: measure.answer, sense: sense.answer };
}

/** A percentage that is said to be absolute is a difference in points; the guideline knows no exception. */
export function formOf(form: Form, line: Line, q: Quantity, frame: Frame | undefined): Form {
  return form === 'percent' && frame && absoluteness(line, q, frame) === 1 ? 'points' : form;
}

/** "10x slower", "4% added latency": too rare in what the model learns from, and sure, unless a model that is slower is beaten or matched. */
export function slowerBehind(line: Line, q: Quantity, frame: Frame | undefined): boolean {
  const next = lowerAt(line, q.last + 1);
  if (next === 'added' && q.unit === 'percent') return true;
  if (next !== 'slower' && next !== 'worse') return false;
  return (rolesAt(line, frame?.governor ?? -1) & (ROLE.beat | ROLE.keep)) === 0;
}

/** The unit as a score shows it: null for a bare number or one that a metric's name follows. */
export function unitOf(line: Line, q: Quantity, as: Quantity): string | null {
  if (q.unit === 'rate')
    return line.text.slice(line.tokens[q.first]?.end, q.end).replace(/^[kKMB+\s]+/, '') || null;
  if (q.unit === 'metric' || q.unit === 'scale') return null;
  const text = q.unitText ?? (as.unit === 'percent' ? as.unitText : null);
  return text === 'milliseconds' || text === 'millisecond' ? 'ms' : text;
}

export const shareOf = (q: Quantity, form: Form): number =>
  form === 'ratio' && q.unit === 'percent' ? 100 : 1;

/** A percentage as a share, without the noise of binary fractions. */
const shared100 = (value: number, share: number): number =>
  share === 1 ? value : Number((value / share).toPrecision(12));

/** Whether a number of the sentence is more than a count, a version or an unattached number. */
function hopeful(line: Line, framed: readonly Frame[]): boolean {
  for (let at = 0; at < framed.length; at++)
    if (plausible(line, at) && !isCount(line, at, framed)) return true;
  return false;
}

/** Counts and versions are never claims; the model need not be asked. */
export function isCount(line: Line, at: number, framed: readonly Frame[]): boolean {
  const frame = framed[at];
  if (!frame) return true;
  const rule = ruleOf(line, at, frame);
  return rule === 'count' || rule === 'version';
}

/** Pass 2: the claims of a sentence. */
export function claims(model: Model, line: Line): { made: Claim[]; framed: Frame[] } {
  const made: Claim[] = [];
  const found = pairs(line);
  const taken = new Set<number>();
  const parts = pairParts(line, found);
  const framed = frames(line, (at) => plausible(line, at));
  if (found.length === 0 && !hopeful(line, framed)) return { made, framed };
  sink.count = 0;
  sentenceFeatures(sink, line);
  const shared = sink.count;
  ofSentence.fill(0);
  addFeatures(model, sink.keys, 0, shared, ofSentence);
  const accepted: { pair: Pair; sure: number; first: boolean; measure: Measure; sense: Sense }[] = [];
  const partner = found.length > 1 ? partners(line, framed) : null;
  for (const pair of found) {
    sink.count = shared;
    pairFeatures(sink, line, pair, framed);
    const odds = weigh(model, shared);
    const yes = decide('pair', odds);
    const joined = partner !== null && arePartners(partner, pair);
    const likely = yes.answer === 'yes' ? yes.sure : 1 - yes.sure;
    const chance = joined ? Math.max(likely, SURE.partners) : likely;
    if (chance < SURE.pair) continue;
    const measure = decide('measure', odds);
    const sense = decide('sense', odds);
    const order = decide('order', odds);
    if (!joined && chance * measure.sure * sense.sure * order.sure < SURE.pair) continue;
    accepted.push({
      pair,
      sure: chance,
      first: order.answer === 'first',
      measure: measure.answer,
      sense: sense.answer,
    });
  }
  accepted.sort((p, q) => q.sure - p.sure);
  const baselineUsed = new Set<number>();
  for (const { pair, first, measure, sense } of accepted) {
    const own = first ? pair.a : pair.b;
    const other = first ? pair.b : pair.a;
    // A number is the baseline of one gain at most, and never a baseline here and the paper's own there.
    if (baselineUsed.has(other) || baselineUsed.has(own) || taken.has(other)) continue;
    baselineUsed.add(other);
    taken.add(own);
    const x = line.quantities[other];
    const y = line.quantities[own];
    if (!x || !y) continue;
    const a = x.first < y.first ? x : y;
    const b = a === x ? y : x;
    made.push({
      kind: 'gain', line, first: a.first, last: b.last, start: a.start, end: b.end, low: x.low, high: y.low,
      unitText: y.unitText ?? x.unitText, form: 'from_to', at: own, other, rises: y.low > x.low, object: framed[pair.a]?.object ?? -1,
      measure, sense,
      qualifier: pairQualifier(line, framed, pair.a, pair.b),
    }); // prettier-ignore
  }
  const asked = (at: number) => plausible(line, at) && !isCount(line, at, framed);
  const groups = groupsOf(line, framed, asked);
  const heard: Float64Array[] = [];
  for (let at = 0; at < line.quantities.length; at++) {
    if (!asked(at)) continue;
    sink.count = shared;
    numberFeatures(sink, line, at, parts[at] ?? 0, framed);
    heard[at] = weigh(model, shared).slice();
  }
  const members = (at: number) => heard.filter((_, k) => groups[k] === groups[at]);
  for (let at = 0; at < line.quantities.length; at++) {
    const q = line.quantities[at];
    if (!q || !heard[at]) continue;
    const group = members(at);
    if (baselineUsed.has(at)) continue;
    const judged = judgeTogether(group, slowerBehind(line, q, framed[at]));
    if (!judged) continue;
    const { kind } = judged;
    if (kind === 'gain' && taken.has(at)) continue;
    const as = listedUnit(line, at);
    const base = {
      line,
      first: q.first,
      last: q.last,
      start: q.start,
      end: q.end,
      at,
      other: -1,
      unitText: unitOf(line, q, as),
    };
    if (kind === 'gain') {
      const form = formOf(judged.form, line, as, framed[at]);
      const share = shareOf(as, form);
      const frame = framed[at];
      made.push({
        ...base, kind, rises: frame ? rises(line, q, frame) : true, object: frame?.object ?? -1, form, low: shared100(q.low, share), high: shared100(q.high, share),
        measure: judged.measure,
        sense: judged.sense,
        qualifier: qualifierOf(line, at, framed),
      }); // prettier-ignore
    } else {
      made.push({
        ...base, kind, form: 'percent', rises: true, object: -1, low: q.low, high: q.low, sense: 'better',
        measure: judged.measure,
        qualifier: qualifierOf(line, at, framed),
      }); // prettier-ignore
    }
  }
  made.sort((x, y) => x.start - y.start || x.end - y.end);
  return { made, framed };
}

export { spanFeatures };
