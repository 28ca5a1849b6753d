import pointersFile from '../../../data/models/attributes.json' with { type: 'json' };
import type { Claim } from './claims.ts';
import type { Frame } from './frames.ts';
import type { Line } from './line.ts';
import { optionText, wordsOf, type Option } from './options.ts';
import { absenceFeatures, pointingFeatures, sightOf, viewOf, type Pointer, type Sight } from './pointing.ts';
import {
  addFits,
  makePointed,
  POINTS,
  readPointers,
  type Point,
  type Pointed,
  type PointerFile,
  type Pointers,
} from './pointer-model.ts';
import { FORMS, MEASURES } from '../paper.ts';

export type Attributes = { baseline: string | null; benchmark: string | null; metric: string | null };

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

/**
 * Hands the features of every answer on: number −1 is that nothing is named, 0 and up are the options. `points` are
 * the questions that are asked, as bits.
 */
export function eachAnswer(
  features: Pointed,
  sight: Sight,
  pointer: Pointer,
  points: number,
  take: (answer: number) => void,
): void {
  const view = viewOf(sight, pointer);
  features.count = 0;
  absenceFeatures(features, sight, pointer, view);
  take(-1);
  sight.options.forEach((option, k) => {
    if ((option.asks & points) === 0) return;
    features.count = 0;
    pointingFeatures(features, sight, pointer, k, view);
    take(k);
  });
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let both = 0;
  for (const w of a) if (b.has(w)) both++;
  return 4 * both >= a.size + b.size;
}

/** Options less likely than this say nothing about the answer; one that is as likely as that is the answer. */
const LEAST = 0.01;
const SURE = 0.9;

/**
 * The answer that is most likely right where an answer with half of its words in common counts as right (the least
 * expected loss, not the single likeliest option: several stretches share a name). `fits` holds log-odds, that of
 * nothing first; −1 is the answer that nothing is named.
 */
export function decide(fits: readonly number[], words: (k: number) => ReadonlySet<string>): number {
  const most = Math.max(...fits);
  const odds = fits.map((f) => Math.exp(f - most));
  const all = odds.reduce((a, b) => a + b, 0);
  if (1 / all >= SURE) return fits.indexOf(most) - 1;
  const likely = odds.map((o, k) => ({ k: k - 1, p: o / all })).filter(({ k, p }) => k >= 0 && p > LEAST);
  let best = -1;
  let right = (odds[0] ?? 0) / all;
  let own = right;
  for (const one of likely) {
    let sum = 0;
    for (const other of likely) if (alike(words(one.k), words(other.k))) sum += other.p;
    if (sum < right - 1e-9 || (sum < right + 1e-9 && one.p <= own)) continue;
    [best, right, own] = [one.k, sum, one.p];
  }
  return best;
}

/** "24%, 18% and 12% on A, B and C": where a list of names is as long as the list of numbers, each has its own. */
function memberOf(line: Line, { frame, at }: Pointer, options: readonly Option[], chosen: Option): Option {
  if (!frame || frame.tail === frame.head) return chosen;
  const list = options.find(
    (o) => o.from <= chosen.from && o.to >= chosen.to && o.ways.some((s) => s.cue === 'list'),
  );
  if (!list) return chosen;
  const members = options.filter(
    (o) => o.from >= list.from && o.to <= list.to && o.ways.some((s) => s.cue === 'name' && s.member >= 0),
  );
  if (members.length !== frame.tail - frame.head + 1) return chosen;
  const first = line.quantities[frame.head];
  const last = line.quantities[frame.tail];
  // The names stand together, before or behind the numbers.
  if (!first || !last || !(list.from > last.last || list.to < first.first)) return chosen;
  members.sort((a, b) => a.from - b.from);
  return members[at - frame.head] ?? chosen;
}

const BASELINE = POINTS.indexOf('baseline');
const OF_A_GAIN: readonly Point[] = ['baseline', 'benchmark'];
const OF_A_SCORE: readonly Point[] = ['place', 'metric'];
const fits = new Float64Array(POINTS.length);

/** For each question the option that answers it, or null where the model holds that nothing does. */
export function answersOf(
  pointers: Pointers,
  features: Pointed,
  sight: Sight,
  pointer: Pointer,
  points: readonly Point[],
): (string | null)[] {
  const { line, options } = sight;
  const found = points.map((p) => ({
    column: POINTS.indexOf(p),
    fits: [] as number[],
    options: [] as Option[],
  }));
  const bits = found.reduce((all, { column }) => all | (1 << column), 0);
  eachAnswer(features, sight, pointer, bits, (k) => {
    addFits(pointers, features, fits);
    const option = options[k];
    for (const f of found) {
      if (option && ((option.asks >> f.column) & 1) === 0) continue;
      f.fits.push(fits[f.column] ?? 0);
      if (option) f.options.push(option);
    }
  });
  const respectively = line.tokens.some((t) => t.lower === 'respectively');
  return found.map((f) => {
    const best = f.options[decide(f.fits, (k) => wordsOf(line, f.options[k] as Option))];
    if (!best) return null;
    // "beats A and B by 4% on C and 2% on D" is both numbers against both, if not "respectively".
    const whole = f.column === BASELINE && !respectively;
    return optionText(line, whole ? best : memberOf(line, pointer, options, best));
  });
}

let pointers: Pointers | null = null;
const features = makePointed();

/** Pass 3: what each claim of a sentence is compared with and measured on. `framed` are the frames of the line. */
export function attributesOf(line: Line, made: readonly Claim[], framed: readonly Frame[]): Attributes[] {
  if (made.length === 0) return [];
  const model = (pointers ??= readPointers(pointersFile as PointerFile));
  const sight = sightOf(line);
  return made.map((claim) => {
    const isScore = claim.kind === 'score';
    const points = isScore ? OF_A_SCORE : OF_A_GAIN;
    const pointer = pointerOf(claim, line, framed);
    const [first = null, second = null] = answersOf(model, features, sight, pointer, points);
    return isScore
      ? { baseline: null, benchmark: first, metric: second }
      : { baseline: first, benchmark: second, metric: null };
  });
}
