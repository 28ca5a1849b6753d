import { T } from './templates.ts';
import { FAMILY } from './families.ts';
import { put, type Sink } from './sink.ts';
import { VERBS, rolesAt, type Frame } from './frames.ts';
import { isName, lowerAt, wordAt, type Line } from './line.ts';
import { ROLE } from './roles.ts';
import { CUES, type Stretch } from './spans.ts';
import { NUMERAL, PLAIN } from './words.ts';

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

const MODEL =
  /^(?:gpt|llama|qwen|gemini|claude|mistral|deepseek|gemma|phi|o1|o3|o4|llava|internvl|bert|t5|clip|sdxl|flux|grpo|ppo|dpo|sft|lora|rag|resnet|vit|yolo|glm|kimi|opus|sonnet|mixtral|falcon|mamba|transformer|whisper|sora|wan|unet|dit|react|flashattention)/;
const BENCH =
  /(?:bench|eval|arena|qa|net|coco|math|gsm|aime|mmlu|dataset|benchmark|suite|test|challenge|leaderboard|corpus|wiki|hle|gpqa|mmmu|vqa|world|libero|kitti|scannet|alfworld|shop|bird|spider|cifar|mnist|gaia|video-mme|task|domain)/;

const bucket = (d: number) =>
  d <= 0 ? 0 : d <= 1 ? 1 : d <= 3 ? 2 : d <= 6 ? 3 : d <= 10 ? 4 : d <= 18 ? 5 : 6;

function numbersBetween(line: Line, from: number, to: number): number {
  let n = 0;
  for (const q of line.quantities) if (q.first > from && q.last < to && q.unit !== 'scale') n++;
  return Math.min(3, n);
}

/** 0 the same clause, 1 a comma or "and" between, 2 a stronger break. */
function crossing(line: Line, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) {
    const t = lowerAt(line, i);
    if (t === ';' || t === 'while' || t === 'whereas' || t === '–' || t === 'but') return 3;
    if (most < 2 && rolesAt(line, i) & VERBS && wordAt(line, i).shape === PLAIN) most = 2;
    else if (most < 1 && (t === ',' || t === 'and')) most = 1;
  }
  return most;
}

/** Features of the question whether a stretch of words is an attribute of a claim. */
export function pointingFeatures(
  sink: Sink,
  line: Line,
  claim: Pointer,
  all: readonly Stretch[],
  index: number,
): void {
  const s = all[index];
  if (!s) return;
  const cue = CUES.indexOf(s.cue);
  const left = s.to < claim.first;
  const inside = !left && s.from <= claim.last;
  const side = inside ? 2 : left ? 0 : 1;
  const [a, b] = left ? [s.to + 1, claim.first] : [claim.last + 1, s.from];
  const distance = bucket(b - a);
  const between = inside ? 4 : numbersBetween(line, left ? s.to : claim.last, left ? claim.first : s.from);
  const crosses = inside ? 4 : crossing(line, a, b);
  let nearest = 0;
  for (let k = 0; k < all.length; k++) {
    const o = all[k];
    if (!o || k === index || o.cue !== s.cue) continue;
    if (left ? o.from > s.from && o.to < claim.first : o.from < s.from && o.from > claim.last) nearest++;
  }
  nearest = Math.min(3, nearest);
  let names = 0, base = 0, model = 0, bench = 0, metric = 0, own = 0, digits = 0; // prettier-ignore
  for (let i = s.from; i <= s.to; i++) {
    const w = wordAt(line, i);
    const t = lowerAt(line, i);
    if (isName(w)) names++;
    if (w.shape === NUMERAL) digits++;
    if (w.family === FAMILY.base) base = 1;
    if (MODEL.test(t)) model = 1;
    if (BENCH.test(t)) bench = 1;
    if (w.roles & ROLE.metric || w.family === FAMILY.quality) metric = 1;
    if (w.family === FAMILY.own || (w.shape !== PLAIN && line.paper.own.has(t))) own = 1;
    if (w.id >= 0 && i > s.from && i < s.to) put(sink, T.innerWord, w.id);
  }
  const shape =
    Math.min(names, 2) + base * 3 + model * 6 + bench * 12 + metric * 24 + own * 48 + (digits > 0 ? 96 : 0);
  const first = wordAt(line, s.from);
  const last = wordAt(line, s.to);
  const trigger = wordAt(line, s.trigger);
  const before = wordAt(line, s.from - 1);
  const next = wordAt(line, s.to + 1);
  const after = claim.frame && (s.trigger === claim.frame.after || s.trigger === claim.last + 1) ? 1 : 0;
  const governs = claim.frame && s.trigger >= 0 && s.trigger === claim.frame.governor ? 1 : 0;
  const kind = claim.form * 8 + claim.measure;
  put(sink, T.cue, cue);
  put(sink, T.cueWithSide, cue, side);
  put(sink, T.cueWithSideWithDistance, cue * 8 + side, distance);
  put(sink, T.cueWithBetween, cue * 8 + side, between);
  put(sink, T.cueWithNearest, cue * 8 + side, nearest);
  put(sink, T.crosses, crosses, side);
  put(sink, T.crosses, 10 + crosses, cue * 8 + side);
  put(sink, T.touches, after, cue);
  put(sink, T.governs, governs, cue);
  put(sink, T.stretchShape, shape);
  put(sink, T.shapeWithCue, shape, cue);
  put(sink, T.shapeWithNearest, shape, nearest * 4 + side);
  put(sink, T.stretchOwn, own, cue);
  put(sink, T.stretchBase, base, cue);
  put(sink, T.stretchModel, model, cue);
  put(sink, T.stretchBench, bench, cue);
  put(sink, T.claimWithCue, kind, cue);
  put(sink, T.claimWithShape, kind, shape);
  put(sink, T.measureWithShape, claim.measure === 4 ? 1 : 0, shape * 16 + cue);
  if (first.id >= 0) put(sink, T.firstWord, first.id);
  if (first.id >= 0) put(sink, T.cueWithFirst, first.id, cue);
  if (last.id >= 0) put(sink, T.lastWord, last.id);
  if (s.to > s.from) {
    const w = wordAt(line, s.to - 1);
    if (w.id >= 0) put(sink, T.secondLast, w.id);
  }
  if (trigger.id >= 0) {
    put(sink, T.trigger, trigger.id, side);
    put(sink, T.triggerWithSideWithBetween, trigger.id, side * 8 + between);
    put(sink, T.triggerWithTouches, trigger.id, after * 2 + governs);
    put(sink, T.shapeWithTrigger, trigger.id, shape);
  }
  if (before.id >= 0) put(sink, T.beforeStretch, before.id, side);
  if (next.id >= 0) put(sink, T.stretchNext, next.id, cue);
  if (s.member === 9) put(sink, T.member, 9, cue);
  else if (s.member >= 0 && claim.frame) {
    const place = claim.at - claim.frame.head;
    put(sink, T.member, s.member === place ? 1 : 0, Math.min(3, claim.frame.tail - claim.frame.head));
  }
  if (claim.otherFirst >= 0) {
    const touching =
      s.to === claim.otherFirst - 1 || s.to === claim.otherFirst - 2 || s.from === claim.otherLast + 1;
    put(sink, T.otherSide, touching ? 1 : 0, cue);
    const d =
      s.to < claim.otherFirst
        ? claim.otherFirst - s.to
        : claim.otherLast < s.from
          ? s.from - claim.otherLast
          : 0;
    put(sink, T.otherSide, 2 + bucket(d), s.to < claim.otherFirst ? 0 : 1);
  }
  let repeats = 0;
  for (let k = 0; k < all.length; k++) {
    const o = all[k];
    if (o && k !== index && o.from <= s.from && o.to >= s.to) repeats |= 1 << CUES.indexOf(o.cue);
  }
  put(sink, T.stretchRepeats, repeats, cue);
}

/** Features of the answer that nothing in the sentence is the attribute. */
export function absenceFeatures(sink: Sink, line: Line, claim: Pointer, all: readonly Stretch[]): void {
  const kind = claim.form * 8 + claim.measure;
  put(sink, T.absent, 0);
  put(sink, T.absentClaim, kind);
  put(sink, T.absentClaim, 100 + claim.measure);
  put(sink, T.absentClaim, 110 + claim.form);
  let cues = 0;
  for (const s of all) cues |= 1 << CUES.indexOf(s.cue);
  for (let k = 0; k < CUES.length; k++) put(sink, T.absentCue, k, (cues >> k) & 1);
  put(sink, T.absentMany, Math.min(6, line.quantities.length));
  put(sink, T.absentOther, claim.otherFirst >= 0 ? 1 : 0);
  if (claim.frame) put(sink, T.absentFollows, claim.frame.follows.length);
}
