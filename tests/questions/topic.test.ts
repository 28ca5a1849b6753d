import { afterAll, beforeAll, expect, test } from 'vitest';
import { noFilter, type Filter } from '../../src/questions/filter.ts';
import {
  firstWithin,
  topicBaselines,
  topicBenchmarks,
  topicGains,
  topicPairs,
  topicsTogether,
} from '../../src/questions/topic.ts';
import { linked, pairCells } from '../../src/views/together.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  // Forty papers; the first twenty are on 'fast', of which fifteen are on 'small' too; 'wide' goes with neither.
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, first_seen, sources) SELECT 'p' || i, 'T', DATE '2025-01-01' + i::INT, 'a' FROM range(40) t(i)`,
    `INSERT INTO paper_topics (paper_id, topic_id, date) SELECT 'p' || i, 'fast', DATE '2025-01-01' + i::INT FROM range(20) t(i)`,
    `INSERT INTO paper_topics (paper_id, topic_id, date) SELECT 'p' || i, 'small', DATE '2025-01-01' + i::INT FROM range(5, 20) t(i)`,
    `INSERT INTO paper_topics (paper_id, topic_id, date) SELECT 'p' || i, 'wide', DATE '2025-01-01' + i::INT FROM range(10, 30) t(i)`,
    `INSERT INTO metrics (metric_id, paper_id, kind, measure, factor_high, baseline, benchmark) VALUES
      ('1', 'p0', 'gain', 'speed', 2, 'vLLM', 'MMLU'), ('2', 'p0', 'gain', 'speed', 8, 'vllm', NULL),
      ('3', 'p1', 'gain', 'speed', 4, NULL, 'MMLU'), ('4', 'p2', 'gain', 'quality', NULL, 'BERT', NULL),
      ('5', 'p2', 'score', 'quality', NULL, NULL, 'GLUE'), ('6', 'p39', 'gain', 'speed', 99, 'other', NULL)`,
    `UPDATE metrics SET date = p.first_seen FROM papers p WHERE p.paper_id = metrics.paper_id`,
  ]);
});
afterAll(() => duck.close());

test('the gains of a topic are those of its papers, scores and other papers aside', async () => {
  const rows = await duck.ask(topicGains('fast', noFilter));
  expect(rows.map(({ metric_id }) => metric_id)).toEqual(['1', '2', '3', '4']);
});
test('the filter holds for what stands around a topic', async () => {
  const ids = async (change: Partial<Filter>) =>
    (await duck.ask(topicGains('fast', { ...noFilter, ...change }))).map(({ metric_id }) => metric_id);
  expect(await ids({ to: '2025-01-01' })).toEqual(['1', '2']);
  expect(await ids({ measures: ['quality'] })).toEqual(['4']);
});
test('shared papers are counted with all that a lift needs', async () => {
  const rows = await duck.ask(topicsTogether('fast', noFilter));
  expect(rows).toEqual([
    { topic_id: 'small', shared: 15, other: 15, own: 20, all_papers: 40 },
    { topic_id: 'wide', shared: 10, other: 20, own: 20, all_papers: 40 },
  ]);
  expect(linked(rows).map(({ topic_id }) => topic_id)).toEqual(['small']);
});
test('names come as they are spelled, those of most papers first; views pool them', async () => {
  expect(await duck.ask(topicBaselines('fast', noFilter))).toEqual([
    { name: 'BERT', papers: 1 },
    { name: 'vLLM', papers: 1 },
    { name: 'vllm', papers: 1 },
  ]);
  expect(await duck.ask(topicBenchmarks('fast', noFilter))).toEqual([
    { name: 'MMLU', papers: 2 },
    { name: 'GLUE', papers: 1 },
  ]);
});
test('every two topics are counted in papers of both and of each, also such as share none', async () => {
  const rows = await duck.ask(
    topicPairs(['wide', 'fast', 'small', 'unknown'], { ...noFilter, to: '2025-01-15' }),
  );
  expect(rows).toEqual([
    { one: 'small', two: 'wide', shared: 5, papers_one: 10, papers_two: 5, all_papers: 15, lift: 1.5 },
    { one: 'fast', two: 'small', shared: 10, papers_one: 15, papers_two: 10, all_papers: 15, lift: 1 },
    { one: 'fast', two: 'wide', shared: 5, papers_one: 15, papers_two: 5, all_papers: 15, lift: 1 },
  ]);
  const cells = pairCells(['fast', 'wide', 'small'], rows);
  expect(cells.map(({ row, column, papers }) => [row, column, papers.row, papers.column])).toEqual([
    [1, 0, 5, 15],
    [2, 0, 10, 15],
    [2, 1, 10, 5],
  ]);
  // Of five papers nothing can be told.
  expect(cells.every(({ sure }) => sure === 0)).toBe(true);
});
test('the first paper with a topic is looked for among the papers of the other', async () => {
  const rows = await duck.ask(firstWithin('small', ['fast', 'wide'], { ...noFilter, topics: ['wide'] }));
  expect(rows.map(({ topic_id, paper_id }) => [topic_id, paper_id])).toEqual([
    ['fast', 'p5'],
    ['wide', 'p10'],
  ]);
});
