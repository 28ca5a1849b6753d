import modelFile from '../../../data/models/gains.json' with { type: 'json' };
import type { Gain, Score } from '../paper.ts';
import { sentences } from '../text/sentences.ts';
import { attributesOf, type Attributes } from './attributes.ts';
import { claims, type Claim } from './claims.ts';
import { factorOf } from './factor.ts';
import { layLine, settingOf, type Line } from './line.ts';
import { readModel, type Model, type ModelFile } from './model.ts';
import type { Vocabulary } from './words.ts';

const NUMERIC = /\d|twice|thrice|fold|hal[fv]|doubl|tripl|quadrupl|order|times|quarter|third|second|minute/i;

/** The sentences of a text that may hold a number, laid out. */
export function linesOf(vocabulary: Vocabulary, text: string): Line[] {
  if (!NUMERIC.test(text)) return [];
  const spans = sentences(text);
  const paper = settingOf(text);
  const lines: Line[] = [];
  spans.forEach((span, i) => {
    if (!NUMERIC.test(text.slice(span.start, span.start + span.length))) return;
    const line = layLine(vocabulary, text, span, i, spans.length, paper);
    if (line.quantities.length > 0) lines.push(line);
  });
  return lines;
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
    target: null,
    benchmark,
    baseline,
    factor: factorOf(base, false),
    sentence: { start: line.start, length: line.end - line.start },
  };
}

function scoreOf(claim: Claim, { benchmark, metric }: Attributes): Score {
  const { line } = claim;
  return {
    quote: line.text.slice(claim.start, claim.end),
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
    const attributes = attributesOf(model, line, made, framed);
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
