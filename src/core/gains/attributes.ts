import type { Claim } from './claims.ts';
import { makeSink } from './sink.ts';
import type { Frame } from './frames.ts';
import { lowerAt, type Line } from './line.ts';
import { addFeatures, CLASSES, OFFSETS, type Model } from './model.ts';
import { absenceFeatures, pointingFeatures, type Pointer } from './pointing.ts';
import { stretchText, stretches, type Stretch } from './spans.ts';
import { FORMS, MEASURES } from '../paper.ts';

export type Attributes = { baseline: string | null; benchmark: string | null; metric: string | null };

const sink = makeSink(false);
const sums = new Float64Array(CLASSES);

/** How well what the sink describes fits, for each question of `heads`; into `fits`. */
function fit(model: Model, heads: readonly PointHead[], fits: number[]): void {
  sums.set(model.bias);
  addFeatures(model, sink.keys, 0, sink.count, sums);
  for (let h = 0; h < heads.length; h++) fits[h] = sums[OFFSETS[heads[h] as PointHead]] ?? 0;
}

const fits: number[] = [];

/** For each question the stretch that fits best, or null where the model holds that nothing in the sentence does. */
function choose(
  model: Model,
  line: Line,
  pointer: Pointer,
  all: readonly Stretch[],
  heads: readonly PointHead[],
): (string | null)[] {
  sink.count = 0;
  absenceFeatures(sink, line, pointer, all);
  fit(model, heads, fits);
  const most = heads.map((_, h) => fits[h] ?? 0);
  const best = heads.map(() => -1);
  for (let k = 0; k < all.length; k++) {
    if (!heads.some((head) => asked(head, all[k], line))) continue;
    sink.count = 0;
    pointingFeatures(sink, line, pointer, all, k);
    fit(model, heads, fits);
    heads.forEach((head, h) => {
      if (!asked(head, all[k], line) || (fits[h] ?? 0) <= (most[h] ?? 0)) return;
      most[h] = fits[h] ?? 0;
      best[h] = k;
    });
  }
  return best.map((k) => {
    const stretch = memberOf(line, pointer, all, all[k]);
    return stretch ? stretchText(line, stretch) : null;
  });
}

/** "24%, 18% and 12% on A, B and C": where a list of names is as long as the list of numbers, each has its own. */
function memberOf(
  line: Line,
  { frame, at }: Pointer,
  all: readonly Stretch[],
  chosen: Stretch | undefined,
): Stretch | undefined {
  if (!frame || !chosen || frame.tail === frame.head) return chosen;
  const list = all.find((s) => s.cue === 'list' && s.from <= chosen.from && s.to >= chosen.to);
  if (!list) return chosen;
  const members = all.filter(
    (s) => s.cue === 'name' && s.member >= 0 && s.from >= list.from && s.to <= list.to,
  );
  if (members.length !== frame.tail - frame.head + 1) return chosen;
  const first = line.quantities[frame.head];
  const last = line.quantities[frame.tail];
  // The names stand together, before or behind the numbers.
  if (!first || !last || !(list.from > last.last || list.to < first.first)) return chosen;
  return members[at - frame.head] ?? chosen;
}

const OF_A_GAIN: readonly PointHead[] = ['baseline', 'benchmark'];
const OF_A_SCORE: readonly PointHead[] = ['place', 'metric'];

const EMPTY = new Set(
  'a an the it its them they those these this that what which all both each ours our their itself others one ones just only even respectively without quality loss same'.split(
    ' ',
  ),
);

/** "them", "what", "a", "quality": words that name nothing a claim could be compared with or measured on. */
function saysNothing(line: Line, s: Stretch): boolean {
  for (let i = s.from; i <= s.to; i++) if (!EMPTY.has(lowerAt(line, i))) return false;
  return true;
}

export type PointHead = 'baseline' | 'benchmark' | 'place' | 'metric';
/** Which stretches a question looks at. */
export function asked(head: PointHead, s: Stretch | undefined, line: Line): boolean {
  if (!s) return false;
  if (head !== 'metric' && saysNothing(line, s)) return false;
  if (head === 'metric')
    return s.cue === 'metric' || s.cue === 'of' || s.cue === 'object' || s.cue === 'name';
  if (head === 'baseline') return s.cue !== 'metric';
  return (
    s.cue === 'metric' ||
    s.cue === 'name' ||
    s.cue === 'list' ||
    s.cue === 'place' ||
    s.cue === 'bracketed' ||
    s.cue === 'over'
  );
}

export function pointerOf(
  claim: Pick<Claim, 'first' | 'last' | 'form' | 'measure' | 'at' | 'other' | 'kind'>,
  line: Line,
  framed: readonly Frame[],
): Pointer {
  const other = claim.other < 0 ? undefined : line.quantities[claim.other];
  const own = line.quantities[claim.at];
  return {
    first: claim.other < 0 ? claim.first : (own?.first ?? claim.first),
    last: claim.other < 0 ? claim.last : (own?.last ?? claim.last),
    otherFirst: other?.first ?? -1,
    otherLast: other?.last ?? -1,
    form: claim.kind === 'score' ? 7 : FORMS.indexOf(claim.form),
    measure: MEASURES.indexOf(claim.measure),
    frame: framed[claim.at] ?? null,
    at: claim.at,
  };
}

/** Pass 3: what each claim of a sentence is compared with and measured on. `framed` are the frames of the line. */
export function attributesOf(
  model: Model,
  line: Line,
  made: readonly Claim[],
  framed: readonly Frame[],
): Attributes[] {
  if (made.length === 0) return [];
  const all = stretches(line);
  let carried: string | null = null;
  return made.map((claim) => {
    const pointer = pointerOf(claim, line, framed);
    const isScore = claim.kind === 'score';
    const [first = null, second = null] = choose(model, line, pointer, all, isScore ? OF_A_SCORE : OF_A_GAIN);
    if (isScore) return { baseline: null, benchmark: first, metric: second };
    // A baseline that an earlier clause names and the next one implies.
    const baseline = first ?? carried;
    carried = baseline;
    return { baseline, benchmark: second, metric: null };
  });
}
