import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../src/db/query.ts';
import {
  beyondCube,
  cubeAnswers,
  noFilter,
  searchWords,
  whereFilter,
  whereMetrics,
  type Filter,
} from '../../src/questions/filter.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, abstract, first_seen, sources) VALUES
      ('a', 'Fast decoding', 'Decodes 50% faster than before', '2025-01-10', 'daily'),
      ('b', 'Small models', 'A 50x smaller network', '2025-02-10', 'daily+weekly'),
      ('c', 'Plain survey', NULL, '2025-03-10', 'weekly')`,
    `INSERT INTO mentions (paper_id, digest_id, date, summary) VALUES ('c', 'weekly/2025-03-10', '2025-03-10', 'Reviews decoding methods')`,
    `INSERT INTO topics (topic_id, label, area) VALUES ('dec', 'Decoding', 'Efficiency'), ('sur', 'Surveys', 'Other')`,
    `INSERT INTO paper_topics (paper_id, topic_id) VALUES ('a', 'dec'), ('b', 'dec'), ('c', 'sur')`,
    `INSERT INTO metrics (metric_id, paper_id, kind, start, length, measure, benchmark, baseline, factor_low, factor_high, qualifier) VALUES
      ('1', 'a', 'gain', 0, 3, 'speed', 'MMLU', 'vLLM', 1.5, 1.5, 'none'), ('2', 'a', 'gain', 9, 3, 'memory', NULL, NULL, 2, 5, 'up_to'),
      ('3', 'b', 'gain', 7, 3, 'size', NULL, 'BERT', 50, 50, 'up_to'), ('4', 'b', 'gain', 7, 4, 'quality', NULL, NULL, NULL, NULL, 'none')`,
  ]);
});
afterAll(() => duck.close());

const papers = async (change: Partial<Filter>) =>
  (
    await duck.ask(
      sql<{
        paper_id: string;
      }>`SELECT paper_id FROM papers p WHERE ${whereFilter({ ...noFilter, ...change })} ORDER BY 1`,
    )
  )
    .map((row) => row.paper_id)
    .join('');
const metrics = async (change: Partial<Filter>) =>
  (
    await duck.ask(
      sql<{ metric_id: string }>`SELECT metric_id FROM metrics g JOIN papers p USING (paper_id)
        WHERE ${whereMetrics({ ...noFilter, ...change })} ORDER BY 1`,
    )
  )
    .map((row) => row.metric_id)
    .join('');

test('no filter keeps every paper', async () => {
  expect(await papers({})).toBe('abc');
});
test('both ends of a date range are within it', async () => {
  expect(await papers({ from: '2025-01-10', to: '2025-02-10' })).toBe('ab');
});
test('a paper listed by two sources is found under either', async () => {
  expect(await papers({ sources: ['daily'] })).toBe('ab');
  expect(await papers({ sources: ['weekly'] })).toBe('bc');
  expect(await papers({ sources: ['dail'] })).toBe('');
});
test('topics and areas widen each other', async () => {
  expect(await papers({ topics: ['sur'] })).toBe('c');
  expect(await papers({ topics: ['sur'], areas: ['Efficiency'] })).toBe('abc');
});
test('what a paper is also on narrows, one topic after another', async () => {
  expect(await papers({ topics: ['dec'], also: ['dec'] })).toBe('ab');
  expect(await papers({ topics: ['dec'], also: ['dec', 'sur'] })).toBe('');
  expect(await papers({ also: ['sur'] })).toBe('c');
  expect(cubeAnswers({ ...noFilter, also: ['sur'] })).toBe(false);
  expect(beyondCube({ ...noFilter, topics: ['dec'], also: ['sur'] })).toEqual({ ...noFilter, also: ['sur'] });
});
test('a claim that is left out is gone from the claims, and its paper from those asked by claims, from no other', async () => {
  const without = [{ paper_id: 'b', kind: 'gain' as const, start: 7, length: 3 }];
  expect(await metrics({ without })).toBe('124');
  expect(await papers({ without })).toBe('abc');
  expect(await papers({ without, baselines: ['BERT'] })).toBe('');
  expect(await papers({ without, measures: ['quality'] })).toBe('b');
});
test('a measure keeps the papers that have such a metric, and of metrics only those', async () => {
  expect(await papers({ measures: ['memory', 'size'] })).toBe('ab');
  expect(await metrics({ measures: ['memory', 'size'] })).toBe('23');
});
test('benchmark and baseline must hold of the same metric, whatever their case', async () => {
  expect(await papers({ benchmarks: ['mmlu'], baselines: ['VLLM'] })).toBe('a');
  expect(await papers({ benchmarks: ['mmlu'], measures: ['memory'] })).toBe('');
});
test('a range of factors keeps the claims that reach into it; what has no factor is in none', async () => {
  expect(await metrics({ factor: { from: 4, to: null } })).toBe('23');
  expect(await metrics({ factor: { from: null, to: 2 } })).toBe('12');
  expect(await metrics({ factor: { from: 5, to: 50 } })).toBe('23');
  expect(await metrics({ factor: { from: 5.1, to: 49 } })).toBe('');
  expect(await papers({ factor: { from: 10, to: null } })).toBe('b');
});
test('a qualifier keeps the claims hedged so', async () => {
  expect(await metrics({ qualifiers: ['up_to'], measures: ['memory'] })).toBe('2');
});
test('the trend cube answers for dates and topics alone', () => {
  const told = (change: Partial<Filter>) => cubeAnswers({ ...noFilter, ...change });
  expect(told({ from: '2025-01-01', topics: ['dec'], sources: ['daily'] })).toBe(true);
  expect(told({ factor: { from: 10, to: null } })).toBe(false);
  expect(told({ qualifiers: ['none'] })).toBe(false);
  expect(beyondCube({ ...noFilter, topics: ['dec'], measures: ['speed'] })).toEqual({
    ...noFilter,
    measures: ['speed'],
  });
});
test('every word of a search must occur, in title, abstract or summary', async () => {
  expect(await papers({ text: 'decod' })).toBe('ac');
  expect(await papers({ text: 'decod SURVEY' })).toBe('c');
});
test('percent and underscore in a search mean themselves', async () => {
  expect(await papers({ text: '50%' })).toBe('a');
  expect(await papers({ text: '_' })).toBe('');
});
test('a hostile value stays a value', async () => {
  expect(await papers({ topics: ["x') OR true --"], text: "'; DROP TABLE papers; --" })).toBe('');
  expect(await papers({})).toBe('abc');
});
test('a quoted part of a search is one word', () => {
  expect(searchWords('state "space model" x')).toEqual(['state', 'space model', 'x']);
});
