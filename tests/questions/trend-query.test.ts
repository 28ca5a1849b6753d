import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOnly } from '../../src/app/sql/readonly.ts';
import { writtenOut } from '../../src/db/written-out.ts';
import { noFilter } from '../../src/questions/filter.ts';
import { trendQuery } from '../../src/questions/trend-query.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  const paper = (id: string, day: string, title: string, sources = 'a') =>
    `INSERT INTO papers (paper_id, title, first_seen, sources) VALUES ('${id}', '${title}', DATE '${day}', '${sources}')`;
  duck = await duckWith([
    paper('p', '2025-01-08', 'Swarms'),
    paper('q', '2025-01-30', 'Other', 'a+b'),
    paper('r', '2025-02-05', 'Swarms again', 'b'),
    `INSERT INTO paper_topics (paper_id, topic_id) VALUES ('p', 'agents'), ('r', 'agents')`,
    // Mondays; the last week of January has its Thursday on the 30th.
    ...[
      ['*', '2025-01-06', 'a', 1],
      ['*', '2025-01-27', 'a+b', 1],
      ['*', '2025-02-03', 'b', 1],
      ['agents', '2025-01-06', 'a', 1],
      ['agents', '2025-02-03', 'b', 1],
    ].map(
      ([topic, week, sources, n]) =>
        `INSERT INTO trend_cube VALUES ('${topic}', DATE '${week}', '${sources}', ${n}, 1)`,
    ),
  ]);
});
afterAll(() => duck.close());

/** As the console would run it: written out, checked. */
async function rows(...asked: Parameters<typeof trendQuery>) {
  const checked = readOnly(writtenOut(trendQuery(...asked)));
  if ('reason' in checked) throw new Error(checked.reason);
  return duck.ask<{ period: string; topic: string; papers: number; total: number; share: number }>({
    text: checked.text,
    values: [],
  });
}

test('a topic’s papers by month among all of the month', async () => {
  expect(await rows(noFilter, ['agents'], 'month')).toEqual([
    { period: '2025-01-01', topic: 'agents', papers: 1, total: 2, share: 0.5 },
    { period: '2025-02-01', topic: 'agents', papers: 1, total: 1, share: 1 },
  ]);
});

test('days and sources of the filter hold; a set of sources counts for each of its sources', async () => {
  expect(await rows({ ...noFilter, sources: ['b'], to: '2025-01-31' }, ['*'], 'month')).toEqual([
    { period: '2025-01-01', topic: '*', papers: 1, total: 1, share: 1 },
  ]);
  expect((await rows(noFilter, ['*'], 'quarter', true)).map((row) => row.papers)).toEqual([2, 2]);
});

test('a search counts its papers among all papers', async () => {
  expect(await rows({ ...noFilter, text: `swarm's` }, ['*'], 'month')).toEqual([]);
  expect(await rows({ ...noFilter, text: 'swarms' }, ['*'], 'month')).toEqual([
    { period: '2025-01-01', topic: '*', papers: 1, total: 2, share: 0.5 },
    { period: '2025-02-01', topic: '*', papers: 1, total: 1, share: 1 },
  ]);
});
