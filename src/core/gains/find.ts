import modelFile from '../../../data/models/gains.json' with { type: 'json' };
import type { Gain, Score, Span } from '../paper.ts';
import { codesOf } from '../text/codes.ts';
import { sentences } from '../text/sentences.ts';
import { attributesOf, type Attributes } from './attributes.ts';
import { claims, type Claim } from './claims.ts';
import { factorOf } from './factor.ts';
import { FAMILY } from './families.ts';
import { rolesAt, VERBS } from './frames.ts';
import { layLine, LazySetting, wordAt, type Line } from './line.ts';
import { readModel, type Model, type ModelFile } from './model.ts';
import type { Vocabulary } from './words.ts';

const NUMBER_WORDS =
  /[Tt]wice|thrice|fold\b|[Hh]al[fv]|oubl|ripl|quadrupl|order|times|quarter|third|second|minute|[ -]points?\b|percent/;

/** The last four letters of each of those words, the way a pass over the characters holds them: most text has none. */
const ENDINGS = new Int32Array(256);
const endingAt = (letters: number): number => Math.imul(letters, 0x85ebca6b) >>> 24;
for (const word of 'wice rice fold half Half halv Halv oubl ripl rupl rder imes rter hird cond nute oint cent'.split(
  ' ',
)) {
  let letters = 0;
  for (let i = 0; i < 4; i++) letters = (letters << 8) | word.charCodeAt(i);
  if (ENDINGS[endingAt(letters)] !== 0) throw new RangeError(`"${word}" would hide another ending`);
  ENDINGS[endingAt(letters)] = letters;
}

function mayHoldNumber(text: string, { start, length }: Span): boolean {
  const codes = codesOf(text);
  const end = start + length;
  let letters = 0;
  let word = false;
  for (let i = start; i < end; i++) {
    const c = codes[i] as number;
    if (c >= 48 && c <= 57) return true;
    letters = (letters << 8) | (c & 255);
    if (ENDINGS[endingAt(letters)] === letters) word = true;
  }
  return word && NUMBER_WORDS.test(text.slice(start, end));
}

/**
 * What is longer than any sentence (a table, a run of digits) is read in pieces: the passes look at pairs of
 * things in a sentence, and their time must grow with the text and no faster. Nothing is left out.
 */
const LONGEST = 1000;
function pieces(span: Span, text: string): Span[] {
  const made: Span[] = [];
  const end = span.start + span.length;
  for (let from = span.start; from < end;) {
    let to = Math.min(end, from + LONGEST);
    if (to < end) {
      let space = to;
      while (space > from + LONGEST / 2 && text.charCodeAt(space) !== 32) space--;
      if (text.charCodeAt(space) === 32) to = space;
    }
    made.push({ start: from, length: to - from });
    from = to;
  }
  return made;
}

/** The sentences of a text that may hold a number, laid out. */
export function linesOf(vocabulary: Vocabulary, text: string): Line[] {
  const spans: Span[] = [];
  for (const span of sentences(text)) {
    if (span.length <= LONGEST) spans.push(span);
    else spans.push(...pieces(span, text));
  }
  const paper = new LazySetting(text);
  const lines: Line[] = [];
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i];
    if (!span || !mayHoldNumber(text, span)) continue;
    const line = layLine(vocabulary, text, span, i, spans.length, paper);
    if (line.quantities.length > 0) lines.push(line);
  }
  return lines;
}

/** What changes, as written: the phrase that ends in the measured word. */
function targetOf({ line, object }: Claim): string | null {
  const last = line.tokens[object];
  if (!last) return null;
  let from = object;
  while (from > 0 && object - from < 3 && isModifier(line, from - 1)) from--;
  return line.text.slice(line.tokens[from]?.start ?? last.start, last.end);
}

function isModifier(line: Line, i: number): boolean {
  const token = line.tokens[i];
  if (token?.kind !== 0 || token.text.length < 3) return false;
  if (rolesAt(line, i) & VERBS || wordAt(line, i).family === FAMILY.own) return false;
  return !/^(?:the|and|by|for|with|its|our|higher|lower|faster|fewer|less|more|smaller|better|than|from|average|relative|reduc\w*|improv\w*|increas\w*|achiev\w*|cut\w*|boost\w*|deliver\w*|sav\w*|x|times|of|in|on|to|an?)$/i.test(
    token.text,
  );
}

/** A score's quote is the value with its unit, without the metric's name. */
function scoreEnd({ line, at, end }: Claim): number {
  const q = line.quantities[at];
  return q?.unit === 'metric' ? (line.tokens[q.last - 1]?.end ?? end) : end;
}

function gainOf(claim: Claim, { baseline, benchmark }: Attributes): Gain {
  const { line } = claim;
  const base = {
    measure: claim.measure,
    form: claim.form,
    low: claim.low,
    high: claim.high,
    sense: claim.sense,
  };
  return {
    quote: line.text.slice(claim.start, claim.end),
    start: claim.start,
    ...base,
    qualifier: claim.qualifier,
    target: targetOf(claim),
    benchmark,
    baseline,
    factor: factorOf(base, claim.rises),
    sentence: { start: line.start, length: line.end - line.start },
  };
}

function scoreOf(claim: Claim, { benchmark, metric }: Attributes): Score {
  const { line } = claim;
  return {
    quote: line.text.slice(claim.start, scoreEnd(claim)),
    start: claim.start,
    measure: claim.measure,
    value: claim.low,
    unit: claim.unitText,
    metric,
    benchmark,
    qualifier: claim.qualifier,
    sentence: { start: line.start, length: line.end - line.start },
  };
}

/** The passes with a given model. */
export function findWith(model: Model, text: string): { gains: Gain[]; scores: Score[] } {
  const gains: Gain[] = [];
  const scores: Score[] = [];
  for (const line of linesOf(model.vocabulary, text)) {
    const { made, framed } = claims(model, line);
    const attributes = attributesOf(line, made, framed);
    made.forEach((claim, i) => {
      const found = attributes[i] ?? { baseline: null, benchmark: null, metric: null };
      if (claim.kind === 'gain') gains.push(gainOf(claim, found));
      else scores.push(scoreOf(claim, found));
    });
  }
  return { gains, scores };
}

let model: Model | null = null;

/** Gains and scores that a paper's abstract or summary claims of the paper's own work, in the order of the text. */
export function findMetrics(text: string): { gains: Gain[]; scores: Score[] } {
  model ??= readModel(modelFile as ModelFile);
  return findWith(model, text);
}
