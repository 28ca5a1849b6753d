import { FAMILY } from './families.ts';
import { rolesAt, type Frame } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import type { Quantity } from './numbers.ts';
import { ROLE } from './roles.ts';

/** Words that are good or bad by themselves, whatever is measured. */
const GOOD =
  /^(speedups?|speed-ups?|faster|accelerat\w*|savings?|improv\w*|better|gains?|boosts?|boost\w*|efficien\w*|superior|enhanc\w*|cheaper|advantages?|outperform\w*|surpass\w*|uplifts?|stronger|lighter|quicker|leads?|compress\w*|tighter)$/;
const BAD =
  /^(overheads?|degrad\w*|slowdowns?|slower|regress\w*|penalt\w*|loss|losses|worse|deteriorat\w*|sacrific\w*|gap|gaps|collapse\w*|underperform\w*|lag|lags|lagging|trail|trails|trailing|lose|loses|losing|lost|behind|fail|fails|suffer\w*|hurt|hurts|inflation|inflates?|compromis\w*|below|incurs?|incurring|incurred)$/;
const UP =
  /^(higher|more|larger|longer|greater|increas\w*|additional|extra|added|adding|rais\w*|ris\w*|rose|grow\w*|grew|up|elevat\w*|double\w*|bigger|heavier|extend\w*|jump\w*|climb\w*)$/;
const DOWN =
  /^(lower|fewer|less|smaller|shorter|reduc\w*|decreas\w*|drops?|dropped|dropping|declin\w*|cuts?|cutting|down|falls?|fell|falling|fallen|shrink\w*|sav\w*|prun\w*|remov\w*|evict\w*|discard\w*|lowers|lowering|lowered|mitigat\w*|suppress\w*|plummet\w*|lessen\w*|halv\w*|minimi\w*|curb\w*|trim\w*)$/;
/** Measured things of which less is better, although they are about quality. */
const ERRORS =
  /^(errors?|perplexit\w*|ppl|fid|rfid|gfid|wer|cer|loss|losses|rmse|mae|mse|hallucinat\w*|fvd|lpips|kid|asr|failures?|toxicity|bias|biases|harmful\w*|distance|ece|nll|ade|fde|epe|der|eer|overconfidence|misalignment|variance|refusals?|attacks?|violations?|collisions?|artifacts?|drift|jitter|chamfer|leakage|fad|forgetting|disparit\w*|divergence|gaps?|unsafe|interruptions?|degradation|deviation|mpjpe|bpb|regret|vulnerabilit\w*|imbalance|redundan\w*|sycophan\w*|instability|interference|uncertainty|inconsistenc\w*|delay\w*|flicker\w*|leak\w*|jailbreak\w*|harms?|exploit\w*|discrimination|memorization|contamination|mistakes?|misses|crashes|fault\w*|toxic|hallucinated|vulnerable|unfaithful\w*|misclassif\w*|compliance|flips|false)$/;
/** Costs of which more is better. */
const RATES =
  /^(throughput|throughputs|speed|speeds|speedups?|speed-ups?|accelerations?|compact|compactness|diversity|fps|efficien\w*|capacity|bandwidth|tps|qps|tokens\/s|compression|acceptance|sparsity|utilization|frames|rate|goodput|parallelism|batch|frequency|window|hz|goodput|responsiveness|tok\/s|rps|framerate|frame-rate)$/;

/** "batch size", "context length", "frame rate": of these extents more is better. */
const EXTENT = /^(sizes?|lengths?|rates?|ratios?|count|numbers?|window)$/;
const CAPACITIES = /^(batch|context|compression|acceptance|frame|sampling|token|control)$/;

export type Judged = 'better' | 'worse' | 'unclear';

/** 1 where more of the frame's object is better, −1 where less is, 0 where nothing is known of it. */
export function polarity(line: Line, frame: Frame): number {
  if (frame.object < 0) return 0;
  const own = lowerAt(line, frame.object);
  const next = lowerAt(line, frame.object + 1);
  if (RATES.test(own) && own !== 'rate') return 1;
  if (RATES.test(next) && next !== 'rate') return 1;
  if (EXTENT.test(own) && CAPACITIES.test(lowerAt(line, frame.object - 1))) return 1;
  for (let i = frame.object; i >= frame.object - 2 && i >= 0; i--) {
    const t = lowerAt(line, i);
    if (i < frame.object && (t === 'of' || t === ',' || t === 'by')) break;
    if (ERRORS.test(t)) return -1;
  }
  if (ERRORS.test(next)) return -1;
  const f = wordAt(line, frame.object).family;
  return f === FAMILY.quality ? 1 : -1;
}

function judgeWord(word: string, pole: number): Judged {
  if (word === '') return 'unclear';
  if (GOOD.test(word)) return 'better';
  if (BAD.test(word)) return 'worse';
  const way = UP.test(word) ? 1 : DOWN.test(word) ? -1 : 0;
  if (way === 0 || pole === 0) return 'unclear';
  return way === pole ? 'better' : 'worse';
}

/** What a word that is good or bad by itself says right behind a number: 1 good, 2 bad, 0 nothing. */
export function saidBehind(line: Line, q: Quantity): number {
  for (let i = q.last + 1; i < q.last + 5; i++) {
    const t = lowerAt(line, i);
    if (/^(,|\)|;|by|while|over|than|of|with|and|at|on|in)$/.test(t)) return 0;
    if (BAD.test(t)) return 2;
    if (GOOD.test(t)) return 1;
  }
  return 0;
}

/** First judgement of the sense of a number that is a gain. */
export function judged(line: Line, q: Quantity, frame: Frame): Judged {
  const pole = polarity(line, frame);
  const governor = lowerAt(line, frame.governor);
  const roles = rolesAt(line, frame.governor);
  const hook = lowerAt(line, frame.attach);
  // "outperforms models 10x larger", "with 100x more data": the more is the other's.
  const hookRoles = rolesAt(line, frame.attach);
  const f = frame.object < 0 ? 0 : wordAt(line, frame.object).family;
  const cost = f === FAMILY.compute || f === FAMILY.size || f === FAMILY.memory || f === FAMILY.speed;
  // "at 24% of the FLOPs", "keeps 10% of the parameters": the share that is left of a cost.
  if ((q.unit === 'percent' || q.unit === 'fraction') && frame.follows === 'of' && cost && pole < 0) {
    return hookRoles & ROLE.raise ? 'worse' : 'better';
  }
  if (roles & ROLE.beat && (hook !== 'by' || q.unit !== 'times')) return 'better';
  if (q.negative && frame.object >= 0) return pole > 0 ? 'worse' : 'better';
  if (hookRoles & ROLE.keep && q.unit === 'percent') {
    if (hook === 'within' || frame.follows === 'of' || q.low < 100) return 'worse';
  }
  // "reducing 50x search overhead", "saves 80% extra space": the verb right before the number.
  if (hookRoles & ROLE.lower && pole < 0) return 'better';
  // What stands behind the number speaks first: "3% drop", "2x faster", "only 5% more memory".
  for (let i = q.last + 1; i < q.last + 7 && i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    if (t === ',' || t === ')' || t === ';' || t === 'by' || t === 'while' || t === 'over' || t === 'than')
      break;
    if (t === 'of' || t === 'without' || t === 'with' || t === 'and' || t === 'at' || t === 'on') break;
    if ((t === 'more' || t === 'less') && GOOD.test(lowerAt(line, i + 1)))
      return t === 'more' ? 'better' : 'worse';
    // "models 10x larger", "a corpus 4x larger": whose size it is, the words around must tell.
    if (q.unit === 'times' && /^(larger|bigger|longer)$/.test(t)) return 'unclear';
    if (q.unit === 'times' && t === 'more' && hook === 'with') return 'unclear';
    const says = judgeWord(t, pole);
    if (says !== 'unclear') return says;
  }
  // "a drop of 3%", "degradation (3%)"
  if (hook === 'of' || hook === '(' || hook === 'in') {
    for (let i = frame.attach - 1; i >= frame.attach - 5 && i >= 0; i--) {
      const says = judgeWord(lowerAt(line, i), pole);
      if (says !== 'unclear') return says;
    }
  }
  if (roles & ROLE.beat) return 'better';
  return judgeWord(governor, pole);
}

/** The same for a before and an after: the way the numbers go, against what is better. */
export function judgedPair(line: Line, before: number, after: number, frame: Frame): Judged {
  const pole = polarity(line, frame);
  if (pole === 0 || before === after) return 'unclear';
  return after > before === pole > 0 ? 'better' : 'worse';
}

/** Whether the text speaks of more ("30% faster", "improves by 30%") and not of less ("30% lower", "cuts by 30%"). */
export function rises(line: Line, q: Quantity, frame: Frame): boolean {
  for (let i = q.last + 1; i < q.last + 7 && i < line.tokens.length; i++) {
    const t = lowerAt(line, i);
    if (
      t === ',' ||
      t === ')' ||
      t === ';' ||
      t === 'by' ||
      t === 'while' ||
      t === 'over' ||
      t === 'than' ||
      t === 'of'
    )
      break;
    if (DOWN.test(t)) return false;
    if (UP.test(t) || GOOD.test(t) || BAD.test(t)) return true;
  }
  for (let i = frame.attach - 1; i >= frame.attach - 5 && i >= 0; i--) {
    if (DOWN.test(lowerAt(line, i))) return false;
    if (UP.test(lowerAt(line, i)) || GOOD.test(lowerAt(line, i))) return true;
  }
  return !DOWN.test(lowerAt(line, frame.governor));
}
