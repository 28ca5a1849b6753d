import type { Claim } from './claims.ts';
import { makeSink } from './features.ts';
import type { Frame } from './frames.ts';
import type { Line } from './line.ts';
import { HEADS, rowOf, scoreHead, softmax, type Model } from './model.ts';
import { pointingFeatures, type Pointer } from './pointing.ts';
import { stretchText, stretches, type Stretch } from './spans.ts';
import { FORMS, MEASURES } from '../paper.ts';

export type Attributes = { baseline: string | null; benchmark: string | null; metric: string | null };

const sink = makeSink(false);
const rows = new Int32Array(2048);
const out = new Float64Array(8);

/** The stretch that the model holds most likely, if it is likelier than `least`. */
function choose(
  model: Model,
  line: Line,
  pointer: Pointer,
  all: readonly Stretch[],
  head: PointHead,
  least: number,
): string | null {
  let best = -1;
  let most = least;
  for (let k = 0; k < all.length; k++) {
    if (!asked(head, all[k])) continue;
    sink.count = 0;
    pointingFeatures(sink, line, pointer, all, k);
    let n = 0;
    for (let i = 0; i < sink.count; i++) {
      const row = rowOf(model, sink.keys[i] ?? 0);
      if (row >= 0) rows[n++] = row;
    }
    scoreHead(model, head, rows, n, out);
    softmax(out, HEADS[head].length);
    const yes = out[1] ?? 0;
    if (yes > most) {
      most = yes;
      best = k;
    }
  }
  const stretch = all[best];
  return stretch ? stretchText(line, stretch) : null;
}

export type PointHead = 'baseline' | 'benchmark' | 'place' | 'metric';
/** How sure the model must be, by question; set where cross-validation was best. */
const LEAST: Record<PointHead, number> = { baseline: 0.35, benchmark: 0.35, place: 0.35, metric: 0.35 };

/** Which stretches a question looks at. */
export function asked(head: PointHead, s: Stretch | undefined): boolean {
  if (!s) return false;
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
  return made.map((claim) => {
    const pointer = pointerOf(claim, line, framed);
    if (claim.kind === 'score') {
      return {
        baseline: null,
        benchmark: choose(model, line, pointer, all, 'place', LEAST.place),
        metric: choose(model, line, pointer, all, 'metric', LEAST.metric),
      };
    }
    return {
      baseline: choose(model, line, pointer, all, 'baseline', LEAST.baseline),
      benchmark: choose(model, line, pointer, all, 'benchmark', LEAST.benchmark),
      metric: null,
    };
  });
}
