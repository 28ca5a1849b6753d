import { afterAll, beforeAll, expect, test } from 'vitest';
import { noFilter } from '../../src/questions/filter.ts';
import { paperMentions, paperMetrics, paperRecord, paperTopics } from '../../src/questions/paper.ts';
import { inOrder, paperCount, paperKeys, paperRows, type PaperOrder } from '../../src/questions/papers.ts';
import { cubeOfCells, trendCells } from '../../src/questions/trend-cells.ts';
import { countsOf, rollup, trendCube } from '../../src/questions/trend-cube.ts';
import { toDay } from '../../src/questions/period.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, abstract, first_seen, sources, mentions, upvotes, gains, scores) VALUES
      ('a', 'Beta', 'It is 3x faster. It needs 50% less memory.', '2025-01-10', 'daily', 1, 5, 2, 0),
      ('b', 'alpha', NULL, '2025-02-10', 'daily+weekly', 2, NULL, 1, 0),
      ('c', 'Gamma', NULL, '2025-02-10', 'weekly', 1, 9, 0, 0)`,
    `INSERT INTO mentions (paper_id, digest_id, date, rank, summary) VALUES
      ('a', 'daily/1', '2025-01-10', 1, NULL),
      ('b', 'daily/2', '2025-02-10', 1, 'Short, 2x.'), ('b', 'weekly/2', '2025-02-12', 3, 'A longer summary: 2x smaller.'),
      ('c', 'weekly/2', '2025-02-12', 4, 'Nothing is measured.')`,
    `INSERT INTO digests (digest_id, source, date, file) VALUES ('daily/2', 'daily', '2025-02-10', 'd.md'), ('weekly/2', 'weekly', '2025-02-12', 'w.md')`,
    `INSERT INTO topics (topic_id, label, area) VALUES ('fast', 'Fast inference', 'efficiency')`,
    `INSERT INTO paper_topics (paper_id, topic_id, date, weight, main, phrases) VALUES ('a', 'fast', '2025-01-10', 0.9, true, 'faster')`,
    `INSERT INTO metrics (metric_id, paper_id, date, kind, measure, factor_high, field, digest_id, start, length, sentence_start, sentence_length) VALUES
      ('a1', 'a', '2025-01-10', 'gain', 'speed', 3, 'abstract', NULL, 6, 2, 0, 16),
      ('a2', 'a', '2025-01-10', 'gain', 'memory', 2, 'abstract', NULL, 26, 8, 17, 25),
      ('b1', 'b', '2025-02-10', 'gain', 'size', 2, 'summary', 'weekly/2', 18, 2, 0, 29)`,
  ]);
});
afterAll(() => duck.close());

const listed = async (order: PaperOrder, offset = 0, limit = 9) =>
  (await duck.ask(paperKeys(noFilter, order, offset, limit))).map(({ paper_id }) => paper_id).join('');
const rows = async (measures: string[] = []) => {
  const filter = { ...noFilter, measures };
  const keys = await duck.ask(paperKeys(filter, 'oldest', 0, 9));
  return inOrder(keys, await duck.ask(paperRows(keys, filter)));
};

test('papers come in each order, unknown figures last, ties by id', async () => {
  expect(await listed('newest')).toBe('bca');
  expect(await listed('oldest')).toBe('abc');
  expect(await listed('upvotes')).toBe('cab');
  expect(await listed('title')).toBe('bac');
});
test('pages follow on each other', async () => {
  expect([await listed('newest', 0, 2), await listed('newest', 2, 2)]).toEqual(['bc', 'a']);
});
test('the count is that of the list', async () => {
  expect(await duck.ask(paperCount(noFilter))).toEqual([{ papers: 3, gains: 3 }]);
  expect(await duck.ask(paperCount({ ...noFilter, text: 'zzz' }))).toEqual([{ papers: 0, gains: 0 }]);
});
test('a paper stands with its largest gain, from the very text that was read', async () => {
  const [a, b, c] = await rows();
  expect([a?.metric_id, a?.text?.slice(a.start ?? 0, (a.start ?? 0) + (a.length ?? 0))]).toEqual([
    'a1',
    '3x',
  ]);
  expect([b?.metric_id, b?.text?.slice(b.start ?? 0, (b.start ?? 0) + (b.length ?? 0))]).toEqual([
    'b1',
    '2x',
  ]);
  expect([c?.metric_id, c?.text]).toEqual([null, 'Nothing is measured.']);
});
test('with a measure chosen the gain of that measure stands for the paper', async () => {
  const [a] = await rows(['memory']);
  expect([a?.metric_id, a?.text?.slice(a.start ?? 0, (a.start ?? 0) + (a.length ?? 0))]).toEqual([
    'a2',
    '50% less',
  ]);
});
test('dates are days', async () => {
  expect((await rows()).map(({ first_seen }) => first_seen)).toEqual([
    '2025-01-10',
    '2025-02-10',
    '2025-02-10',
  ]);
});
test('a paper’s page has its metrics, topics and every mention', async () => {
  expect(await duck.ask(paperRecord('b'))).toMatchObject([{ title: 'alpha', first_seen: '2025-02-10' }]);
  expect((await duck.ask(paperMetrics('a'))).map(({ metric_id }) => metric_id)).toEqual(['a1', 'a2']);
  expect(await duck.ask(paperMentions('b'))).toMatchObject([
    { source: 'daily', rank: 1 },
    { source: 'weekly', file: 'w.md' },
  ]);
  expect(await duck.ask(paperTopics('a'))).toMatchObject([
    { label: 'Fast inference', main: true, phrases: 'faster' },
  ]);
  expect(await duck.ask(paperRecord("x' OR true --"))).toEqual([]);
});
test('the cells of a search roll up in the frame of the whole cube', async () => {
  const whole = trendCube({
    rows: 2,
    topic: ['*', '*'],
    week: [toDay('2025-01-06'), toDay('2025-02-10')],
    sources: ['daily', 'weekly'],
    papers: [1, 2],
  });
  const cells = await duck.ask(trendCells({ ...noFilter, text: 'faster' }));
  expect(cells.map(({ topic }) => topic).sort()).toEqual(['*', 'area:efficiency', 'fast']);
  const rolled = rollup(cubeOfCells(cells, whole), {
    from: null,
    to: null,
    sources: [],
    last: null,
    unit: 'month',
  });
  expect([...countsOf(rolled, 'fast')]).toEqual([1, 0]);
  expect([...rolled.n]).toEqual([1, 0]);
});
