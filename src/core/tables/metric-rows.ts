/** Extractions → rows of `metrics` and `paper_topics`, without the paper's own columns: one text for build and page. */
import type { Extraction, Gain, Score, TopicMatch } from '../paper.ts';

type Placed = { start: number; quote: string };

const inOrder = <T extends Placed>(found: T[]): T[] =>
  [...found].sort((a, b) => a.start - b.start || a.quote.length - b.quote.length);

/** `n` counts gains and scores apart, from 1, in the order of the text. */
export const metricRowsOf = ({ gains, scores }: Pick<Extraction, 'gains' | 'scores'>) => [
  ...inOrder(gains).map(gainRow),
  ...inOrder(scores).map(scoreRow),
];

const gainRow = (g: Gain, i: number) => ({
  kind: 'gain',
  measure: g.measure,
  form: g.form,
  low: g.low,
  high: g.high,
  unit: null,
  name: null,
  factor_low: g.factor?.low ?? null,
  factor_high: g.factor?.high ?? null,
  qualifier: g.qualifier,
  sense: g.sense,
  target: g.target,
  benchmark: g.benchmark,
  baseline: g.baseline,
  start: g.start,
  length: g.quote.length,
  sentence_start: g.sentence.start,
  sentence_length: g.sentence.length,
  n: i + 1,
});

const scoreRow = (s: Score, i: number) => ({
  kind: 'score',
  measure: s.measure,
  form: null,
  low: s.value,
  high: s.value,
  unit: s.unit,
  name: s.metric,
  factor_low: null,
  factor_high: null,
  qualifier: s.qualifier,
  sense: null,
  target: null,
  benchmark: s.benchmark,
  baseline: null,
  start: s.start,
  length: s.quote.length,
  sentence_start: s.sentence.start,
  sentence_length: s.sentence.length,
  n: i + 1,
});

export const topicRowOf = (t: TopicMatch) => ({
  topic_id: t.topic_id,
  weight: t.weight,
  main: t.main,
  phrases: t.phrases.join(' · '),
});

/** All that is read out of a paper, as the build's spool and the cluster's line filter write it. */
export const extractionRowOf = ({ gains, scores, topics }: Extraction) => ({
  gains: gains.length,
  scores: scores.length,
  metrics: metricRowsOf({ gains, scores }),
  topics: topics.map(topicRowOf),
});

/** `<paper_id>#g1` is a paper's first gain, `#s1` its first score. */
export const metricId = (paper_id: string, { kind, n }: { kind: string; n: number }): string =>
  `${paper_id}#${kind === 'gain' ? 'g' : 's'}${n}`;
