import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeness } from '../../src/questions/completeness.ts';
import { sourceWeeks } from '../../src/questions/source-weeks.ts';
import { noFilter } from '../../src/questions/filter.ts';
import { firstPapers } from '../../src/questions/first-papers.ts';
import { listingLag } from '../../src/questions/listing-lag.ts';
import { measuresClaimed } from '../../src/questions/measures-claimed.ts';
import { rejectCounts, rejects } from '../../src/questions/rejects.ts';
import { sourceDigests } from '../../src/questions/source-digests.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, abstract, published, first_seen, sources, mentions, gains) VALUES
      ('arxiv:2501.00001', 'One', 'text', '2025-01-01', '2025-01-06', 'daily+weekly', 3, 2),
      ('arxiv:2501.00002', 'Two', NULL, '2025-01-01', '2025-01-08', 'daily', 1, 0),
      ('title:abc', 'Three', ' ', NULL, '2025-01-20', 'weekly', 1, 0),
      ('doi:10.1/x', 'Four', NULL, NULL, '2025-01-20', 'weekly', 1, 1)`,
    `INSERT INTO digests (digest_id, source, date, format, file, entries, rejected) VALUES
      ('d1', 'daily', '2025-01-06', 'table', 'a', 1, 0), ('d2', 'daily', '2025-01-08', 'table', 'b', 2, 1),
      ('w1', 'weekly', '2025-01-12', 'weekly', 'c', 1, 0), ('w2', 'weekly', '2025-01-20', 'records', 'd', 2, 0),
      ('w3', 'weekly', '2025-01-27', 'weekly', 'e', 0, 0)`,
    `INSERT INTO mentions (paper_id, digest_id, date, summary) VALUES
      ('arxiv:2501.00001', 'd1', '2025-01-06', 's'), ('arxiv:2501.00001', 'd2', '2025-01-08', 's'),
      ('arxiv:2501.00001', 'w1', '2025-01-12', 's'), ('arxiv:2501.00002', 'd2', '2025-01-08', 'told'),
      ('title:abc', 'w2', '2025-01-20', ''), ('doi:10.1/x', 'w2', '2025-01-20', NULL)`,
    `INSERT INTO paper_topics (paper_id, topic_id) VALUES ('arxiv:2501.00001', 'rag'), ('arxiv:2501.00002', 'rag'),
      ('arxiv:2501.00002', 'moe')`,
    `INSERT INTO metrics (metric_id, paper_id, date, kind, measure, sense) VALUES
      ('1', 'arxiv:2501.00001', '2025-01-06', 'gain', 'speed', 'better'),
      ('2', 'arxiv:2501.00001', '2025-01-06', 'gain', 'speed', 'better'),
      ('3', 'arxiv:2501.00001', '2025-01-06', 'gain', 'memory', 'worse'),
      ('4', 'doi:10.1/x', '2025-01-20', 'gain', 'quality', 'better'),
      ('5', 'doi:10.1/x', '2025-01-20', 'score', 'speed', NULL)`,
    `INSERT INTO rejects (file, line, reason, excerpt) VALUES ('b', 9, 'no-title: an entry', 'x'), ('b', 2, 'bad-date: 2', 'y'),
      ('a', 1, 'no-title: one', NULL)`,
  ]);
});
afterAll(() => duck.close());

test('a week of a source holds its digests, its papers once each, and those that no source had before', async () => {
  expect(await duck.ask(sourceWeeks(noFilter))).toEqual([
    { source: 'daily', week: '2025-01-06', digests: 2, papers: 2, first: 2 },
    { source: 'weekly', week: '2025-01-06', digests: 1, papers: 1, first: 0 },
    { source: 'weekly', week: '2025-01-20', digests: 1, papers: 2, first: 2 },
    { source: 'weekly', week: '2025-01-27', digests: 1, papers: 0, first: 0 },
  ]);
});
test('a filter narrows papers, never digests', async () => {
  const rows = await duck.ask(sourceWeeks({ ...noFilter, topics: ['moe'] }));
  expect(rows.map(({ digests, papers }) => [digests, papers])).toEqual([
    [2, 1],
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});
test('lag runs from the first of the id’s month to the source’s own first listing', async () => {
  expect(await duck.ask(listingLag(noFilter))).toEqual([
    { source: 'daily', quarter: '2025-01-01', lag: 5, papers: 1 },
    { source: 'daily', quarter: '2025-01-01', lag: 7, papers: 1 },
    { source: 'weekly', quarter: '2025-01-01', lag: 11, papers: 1 },
  ]);
});
test('what papers lack is counted by set of sources', async () => {
  expect(await duck.ask(completeness(noFilter))).toEqual([
    { sources: 'daily', papers: 1, merged: 0, no_abstract: 1, no_text: 0, no_id: 0, no_topic: 0, no_gain: 1 },
    {
      sources: 'daily+weekly',
      papers: 1,
      merged: 1,
      no_abstract: 0,
      no_text: 0,
      no_id: 0,
      no_topic: 0,
      no_gain: 0,
    },
    {
      sources: 'weekly',
      papers: 2,
      merged: 0,
      no_abstract: 2,
      no_text: 2,
      no_id: 1,
      no_topic: 2,
      no_gain: 1,
    },
  ]);
});
test('files are counted by source with the forms that were read', async () => {
  expect(await duck.ask(sourceDigests())).toEqual([
    {
      source: 'daily',
      digests: 2,
      entries: 3,
      rejected: 1,
      first: '2025-01-06',
      last: '2025-01-08',
      formats: 'table',
    },
    {
      source: 'weekly',
      digests: 3,
      entries: 3,
      rejected: 0,
      first: '2025-01-12',
      last: '2025-01-27',
      formats: 'records, weekly',
    },
  ]);
});
test('refused entries come in the order of their place, a page at a time', async () => {
  expect((await duck.ask(rejects(0, 2))).map(({ file, line }) => [file, line])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(await duck.ask(rejects(2, 2))).toEqual([
    { file: 'b', line: 9, reason: 'no-title: an entry', excerpt: 'x' },
  ]);
  expect(await duck.ask(rejectCounts())).toEqual([
    { code: 'no-title', rejects: 2, files: 2 },
    { code: 'bad-date', rejects: 1, files: 1 },
  ]);
});
test('a topic’s first paper is the first that the filter keeps', async () => {
  const first = async (change: object) =>
    (await duck.ask(firstPapers({ ...noFilter, ...change }))).map((row) => [
      row.topic_id,
      row.title,
      row.first_seen,
    ]);
  expect(await first({})).toEqual([
    ['moe', 'Two', '2025-01-08'],
    ['rag', 'One', '2025-01-06'],
  ]);
  expect(await first({ from: '2025-01-07', topics: ['moe'] })).toEqual([
    ['moe', 'Two', '2025-01-08'],
    ['rag', 'Two', '2025-01-08'],
  ]);
});
test('a paper counts once a measure; prices and scores are no claims of a gain', async () => {
  expect(await duck.ask(measuresClaimed({ ...noFilter, measures: ['speed'] }))).toEqual([
    { measure: 'quality', papers: 1, with_gain: 2, all_papers: 4 },
    { measure: 'speed', papers: 1, with_gain: 2, all_papers: 4 },
  ]);
});
