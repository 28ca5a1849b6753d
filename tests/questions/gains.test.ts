import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareClaims, type Grouping } from '../../src/questions/compare.ts';
import { noFilter, type Filter } from '../../src/questions/filter.ts';
import { gainDetail, gainDetails } from '../../src/questions/gains-detail.ts';
import { toDay } from '../../src/questions/period.ts';
import { gainCounts, gains } from '../../src/questions/gains.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, first_seen, sources) VALUES
      ('a', 'Fast decoding', '2024-12-31', 'daily'), ('b', 'Small nets', '2025-02-10', 'daily+weekly')`,
    `INSERT INTO topics (topic_id, label, area, kind) VALUES ('dec', 'Decoding', 'Efficiency', 'curated'),
      ('llm', 'Language models', 'Language', 'curated'), ('new', 'a new term', 'Language', 'discovered')`,
    `INSERT INTO paper_topics (paper_id, topic_id) VALUES ('a', 'dec'), ('a', 'llm'), ('b', 'dec'), ('b', 'new')`,
    `INSERT INTO metrics (metric_id, paper_id, date, kind, measure, form, low, high, factor_low, factor_high,
        qualifier, sense, benchmark, baseline, target) VALUES
      ('a#g1', 'a', '2024-12-31', 'gain', 'speed', 'ratio', 2, 5, 2, 5, 'up_to', 'better', 'MMLU', 'vLLM', 'decoding'),
      ('a#s1', 'a', '2024-12-31', 'score', 'speed', NULL, 10, 10, NULL, NULL, 'none', NULL, NULL, NULL, NULL),
      ('b#g1', 'b', '2025-02-10', 'gain', 'speed', 'points', 3, 3, NULL, NULL, 'none', 'better', NULL, NULL, NULL),
      ('b#g2', 'b', '2025-02-10', 'gain', 'quality', 'percent', 7, 7, NULL, NULL, 'none', 'worse', NULL, NULL, NULL)`,
  ]);
});
afterAll(() => duck.close());

const where = (change: Partial<Filter> = {}): Filter => ({ ...noFilter, ...change });

test('gains of a measure, oldest first, with their factor or none; scores are no gains', async () => {
  expect(await duck.ask(gains(where(), 'speed'))).toEqual([
    {
      metric_id: 'a#g1',
      paper_id: 'a',
      day: toDay('2024-12-31'),
      form: 'ratio',
      low: 2,
      high: 5,
      factor_low: 2,
      factor_high: 5,
      qualifier: 'up_to',
      sense: 'better',
    },
    expect.objectContaining({ metric_id: 'b#g1', factor_low: null, factor_high: null }),
  ]);
});
test('the filter of the page holds for gains', async () => {
  const ids = async (change: Partial<Filter>) =>
    (await duck.ask(gains(where(change), 'speed'))).map((row) => row.metric_id);
  expect(await ids({ from: '2025-01-01' })).toEqual(['b#g1']);
  expect(await ids({ topics: ['llm'] })).toEqual(['a#g1']);
  expect(await ids({ sources: ['weekly'] })).toEqual(['b#g1']);
  expect(await ids({ measures: ['memory'] })).toEqual([]);
  expect(await ids({ text: 'decoding' })).toEqual(['a#g1']);
});
test('counts tell how many of a form have a factor', async () => {
  expect(await duck.ask(gainCounts(where()))).toEqual([
    { measure: 'quality', form: 'percent', gains: 1, factors: 0 },
    { measure: 'speed', form: 'points', gains: 1, factors: 0 },
    { measure: 'speed', form: 'ratio', gains: 1, factors: 1 },
  ]);
});
test('details of one gain are those that all have', async () => {
  const all = await duck.ask(gainDetails(where(), 'speed'));
  expect(all).toHaveLength(2);
  const [one] = await duck.ask(gainDetail('a#g1', '2024-12-31'));
  expect(one).toEqual({
    metric_id: 'a#g1',
    title: 'Fast decoding',
    target: 'decoding',
    benchmark: 'MMLU',
    baseline: 'vLLM',
  });
  expect(all).toContainEqual(one);
});

const keys = async (by: Grouping, change: Partial<Filter> = {}) =>
  (await duck.ask(compareClaims(where(change), 'speed', by))).map((row) => `${row.metric_id}:${row.key}`);

test('a claim stands under every curated topic of its paper, discovered terms aside', async () => {
  expect(await keys('topic')).toEqual(['a#g1:dec', 'a#g1:llm', 'b#g1:dec']);
});
test('where topics or areas are chosen only those are compared', async () => {
  expect(await keys('topic', { topics: ['llm'] })).toEqual(['a#g1:llm']);
  expect(await keys('topic', { topics: ['new'] })).toEqual(['b#g1:new']);
  expect(await keys('topic', { areas: ['Efficiency'] })).toEqual(['a#g1:dec', 'b#g1:dec']);
});
test('a claim stands under every source that lists its paper', async () => {
  expect(await keys('source')).toEqual(['a#g1:daily', 'b#g1:daily', 'b#g1:weekly']);
});
test('a claim stands under its year, its baseline and its benchmark, or under none', async () => {
  expect(await keys('year')).toEqual(['a#g1:2024', 'b#g1:2025']);
  expect(await keys('baseline')).toEqual(['a#g1:vLLM', 'b#g1:null']);
  expect(await keys('benchmark')).toEqual(['a#g1:MMLU', 'b#g1:null']);
});
