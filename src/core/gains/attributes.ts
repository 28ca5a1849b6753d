import pointersFile from '../../../data/models/attributes.json' with { type: 'json' };
import type { Claim } from './claims.ts';
import type { Frame } from './frames.ts';
import { lowerAt, wordAt, type Line } from './line.ts';
import { optionText, type Option } from './options.ts';
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
import type { Stretch } from './spans.ts';
import { NUMERAL } from './words.ts';
import { FORMS, MEASURES } from '../paper.ts';

export type Attributes = { baseline: string | null; benchmark: string | null; metric: string | null };

const EMPTY = new Set(
  'a an the it its them they those these this that what which all both each ours our their itself others one ones just only even respectively without quality loss same'.split(
    ' ',
  ),
);

/** "larger model" with the claim's own multiple in front says a size and no name. */
const SIZED = new Set('x times larger bigger smaller model models'.split(' '));

/** "them", "what", "a 10x larger model": words that name nothing a claim could be compared with or measured on. */
function saysNothing(line: Line, s: Stretch): boolean {
  let number = false;
  let sized = false;
  for (let i = s.from; i <= s.to; i++) {
    const t = lowerAt(line, i);
    if (EMPTY.has(t)) continue;
    if (wordAt(line, i).shape === NUMERAL) number = true;
    else if (SIZED.has(t)) sized = true;
    else return false;
  }
  return number || !sized;
}

const MEASURED = new Set(['metric', 'of', 'object', 'name']);
const PLACED = new Set(['metric', 'name', 'list', 'place', 'bracketed', 'over']);

function leads(point: Point, s: Stretch, line: Line): boolean {
  if (point === 'metric') return MEASURED.has(s.cue);
  if (saysNothing(line, s)) return false;
  if (point === 'baseline') return s.cue !== 'metric';
  // What is beaten may be a list or have a tail; what is measured on is found by its name.
  return PLACED.has(s.cue) && (s.cue !== 'over' || s.member < 0 || s.member === 9);
}

/** Whether an option is an answer that a question looks at. */
export const asked = (point: Point, line: Line, option: Option): boolean =>
  option.ways.some((s) => leads(point, s, line));

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

/** Hands the features of every answer on: number −1 is that nothing is named, 0 and up are the options. */
export function eachAnswer(
  features: Pointed,
  sight: Sight,
  pointer: Pointer,
  wanted: (option: Option) => boolean,
  take: (answer: number) => void,
): void {
  const view = viewOf(sight, pointer);
  features.count = 0;
  absenceFeatures(features, sight, pointer, view);
  take(-1);
  sight.options.forEach((option, k) => {
    if (!wanted(option)) return;
    features.count = 0;
    pointingFeatures(features, sight, pointer, k, view);
    take(k);
  });
}

const wordSet = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let both = 0;
  for (const w of a) if (b.has(w)) both++;
  return 4 * both >= a.size + b.size;
}

/** Options less likely than this say nothing about the answer. */
const LEAST = 0.01;

/**
 * The answer that is most likely right where an answer with half of its words in common counts as right (the least
 * expected loss, not the single likeliest option: several stretches share a name). `fits` holds log-odds, that of
 * nothing first; −1 is the answer that nothing is named.
 */
export function decide(fits: readonly number[], texts: (k: number) => string): number {
  const most = Math.max(...fits);
  const odds = fits.map((f) => Math.exp(f - most));
  const all = odds.reduce((a, b) => a + b, 0);
  const likely = odds
    .map((o, k) => ({ k: k - 1, p: o / all, words: null as Set<string> | null }))
    .filter(({ k, p }) => k >= 0 && p > LEAST);
  for (const one of likely) one.words = wordSet(texts(one.k));
  let best = -1;
  let right = (odds[0] ?? 0) / all;
  let own = right;
  for (const one of likely) {
    let sum = 0;
    for (const other of likely) if (one.words && other.words && alike(one.words, other.words)) sum += other.p;
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
  const columns = points.map((p) => POINTS.indexOf(p));
  const found = points.map(() => ({ fits: [] as number[], options: [] as Option[] }));
  const wanted = (o: Option) => points.some((p) => asked(p, line, o));
  eachAnswer(features, sight, pointer, wanted, (k) => {
    addFits(pointers, features, fits);
    const option = options[k];
    found.forEach((f, i) => {
      if (option && !asked(points[i] as Point, line, option)) return;
      f.fits.push(fits[columns[i] ?? 0] ?? 0);
      if (option) f.options.push(option);
    });
  });
  return found.map((f) => {
    const text = (k: number) => {
      const option = f.options[k];
      return option ? optionText(line, option) : '';
    };
    const best = f.options[decide(f.fits, text)];
    return best ? optionText(line, memberOf(line, pointer, options, best)) : null;
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
