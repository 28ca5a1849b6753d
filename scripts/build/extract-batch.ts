/** The extraction stage of a batch of papers: texts → spooled metrics and topics. Runs in a worker thread. */
import type { Extraction, Gain, Score, TopicMatch } from '../../src/core/paper.ts';
import { extractPaper } from '../../src/core/extract.ts';
import { writeSpool } from './spool.ts';

export type ExtractTask = { keys: string[]; titles: string[]; texts: (string | null)[]; spool: string };
export type ExtractOutcome = {
  spool: string;
  papers: number;
  failures: { title: string; message: string }[];
};

/** A paper that the extractor fails on is named and left without metrics and topics; the others go on. */
export function run(task: ExtractTask): ExtractOutcome {
  const failures: ExtractOutcome['failures'] = [];
  writeSpool(`${task.spool}.extractions.ndjson`, rows(task, failures));
  return { spool: task.spool, papers: task.keys.length, failures };
}

function* rows(
  { keys, titles, texts }: ExtractTask,
  failures: ExtractOutcome['failures'],
): Generator<object> {
  for (const [i, text_key] of keys.entries()) {
    const title = titles[i] ?? '';
    try {
      yield rowOf(text_key, extractPaper(title, texts[i] ?? ''));
    } catch (error) {
      failures.push({ title, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

const rowOf = (text_key: string, { gains, scores, topics }: Extraction): object => ({
  text_key,
  gains: gains.length,
  scores: scores.length,
  metrics: [...inOrder(gains).map(gainRow), ...inOrder(scores).map(scoreRow)],
  topics: topics.map(topicRow),
});

const inOrder = <T extends { start: number; quote: string }>(found: T[]): T[] =>
  [...found].sort((a, b) => a.start - b.start || a.quote.length - b.quote.length);

const gainRow = (g: Gain, i: number): object => ({
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

const scoreRow = (s: Score, i: number): object => ({
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

const topicRow = (t: TopicMatch): object => ({
  topic_id: t.topic_id,
  weight: t.weight,
  main: t.main,
  phrases: t.phrases.join(' · '),
});
