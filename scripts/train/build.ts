import { TEMPLATES } from '../../src/core/gains/templates.ts';
import { CLASSES, HEADS, HEAD_NAMES, OFFSETS, type Head } from '../../src/core/gains/model.ts';
import { makeModel, type DenseModel } from './dense.ts';
import type { Vocabulary } from '../../src/core/gains/words.ts';
import type { Labelled } from './examples.ts';
import { fit, type Example } from './logistic.ts';

/** Strength of the penalty and passes over the data, for each head; chosen by cross-validation. */
export const SETTINGS = {
  penalty: 1e-3,
  epochs: 20,
  dropout: 0.3,
  leastPapers: 2,
};

/**
 * How loudly a kind of feature speaks to a head: a weight on a feature of scale 2 is learnt four times as fast
 * and costs a quarter of the penalty. What the frame says is trusted before single words are.
 */
const LOUD: Partial<Record<Head, { templates: string; scale: number; rest: number }>> = {
  kind: {
    templates:
      'attach,governor,follows,followsWord,hook,hookNoun,hookWithFollows,hookWithGovernor,hookWithGovernorWithFollows,unitWithHookWithFollows,unitWithAttach,unitWithGovernorWithAttach,unitWithFollows,governorWithFollows,absolute,unit,unitWithSize,sign,written,governorWithObject,objectWord,object,rule,ruleWithOthers,ruleWithPlace,ruleWithBench,ruleWithUnit,ruleWithFollows,ruleWithPaired,others,verdict,verdictWithOthers,ruleNeighbours',
    scale: 1.5,
    rest: 0.8,
  },
  measure: {
    templates:
      'unitWord,unitWordWithGovernor,units,object,objectWord,objectPhrase,objectModifier,governorWithObject,followsWord,measured,moreOfWhat,thingsBehind,thingsBefore,thingsAround,thingLast,thingFirst,thingsWithGovernor,thingsWithUnit,thingOfSubject,thingOfObject,thingsOfObject',
    scale: 2,
    rest: 0.7,
  },
  sense: {
    templates:
      'judged,judgedWithUnit,judgedWithGovernor,judgedWithRule,polarity,governorWithObject,followsWord,rule,thingsDirection,thingsWithGovernor,thingFirst',
    scale: 2.5,
    rest: 0.5,
  },
  pair: {
    templates:
      'pattern,pairBracket,pairBracketWithPattern,patternBetween,patternUnits,patternBefore,pairPlaces,pairPlacesWithPattern,joinWithSizes,sizes,twoBrackets,between,units',
    scale: 2,
    rest: 0.7,
  },
  form: {
    templates:
      'rangeMark,unitWord,absolute,unit,unitWithFollows,unitWithAttach,rule,ruleWithUnit,ruleWithFollows,written,sign,unitWithSize,form',
    scale: 2,
    rest: 0.7,
  },
};
const ABOUT_THINGS: ReadonlySet<Head> = new Set(['measure', 'measured', 'sense']);
export function scaleOf(head: Head, template: string): number {
  // What a number is said of tells what is measured; to the other questions it says little.
  if (template.startsWith('thing') && !ABOUT_THINGS.has(head)) return 0.4;
  const loud = LOUD[head];
  if (!loud) return 1;
  return loud.templates.split(',').includes(template) ? loud.scale : loud.rest;
}

/** Trains every head on labelled papers. A feature that fewer than `leastPapers` papers show is left out. */
export function trainModel(
  vocabulary: Vocabulary,
  papers: readonly (readonly Labelled[])[],
  heads: readonly Head[] = HEAD_NAMES,
): { model: DenseModel; keys: number[] } {
  const support = new Map<number, number>();
  for (const paper of papers) {
    const seen = new Set<number>();
    for (const e of paper) for (const key of e.keys) seen.add(key);
    for (const key of seen) support.set(key, (support.get(key) ?? 0) + 1);
  }
  const keys = [...support].filter(([, n]) => n >= SETTINGS.leastPapers).map(([k]) => k);
  const templateOf = new Map<number, number>();
  for (const paper of papers)
    for (const e of paper) e.keys.forEach((k, i) => templateOf.set(k, e.templates[i] ?? 0));
  const number = new Map(keys.map((k, i) => [k, i]));
  const weights = new Float32Array(keys.length * CLASSES);
  const bias = new Float32Array(CLASSES);
  const rows = papers.map((paper) =>
    paper.map((e) =>
      Int32Array.from(new Set([...e.keys].map((k) => number.get(k) ?? -1).filter((i) => i >= 0))),
    ),
  );
  for (const head of heads) {
    const examples: Example[] = [];
    papers.forEach((paper, p) => {
      paper.forEach((e, i) => {
        const answer = e.answers[head];
        const features = rows[p]?.[i];
        if (answer !== undefined && answer >= 0 && features) examples.push({ features, answer, weight: 1 });
      });
    });
    if (examples.length === 0) continue;
    const classes = HEADS[head].length;
    const byTemplate = TEMPLATES.map((t) => scaleOf(head, t));
    const scales = Float32Array.from(keys, (k) => byTemplate[templateOf.get(k) ?? 0] ?? 1);
    const { penalty, epochs, dropout } = SETTINGS;
    const trained = fit(examples, keys.length, classes, scales, penalty, epochs, dropout);
    for (let row = 0; row < keys.length; row++) {
      for (let k = 0; k < classes; k++) {
        weights[row * CLASSES + OFFSETS[head] + k] = trained.weights[row * classes + k] ?? 0;
      }
    }
    for (let k = 0; k < classes; k++) bias[OFFSETS[head] + k] = trained.bias[k] ?? 0;
  }
  return { model: makeModel(vocabulary, keys, weights, bias), keys };
}
