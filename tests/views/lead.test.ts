import { expect, test } from 'vitest';
import { rollup, trendCube } from '../../src/questions/trend-cube.ts';
import { cubeOfLead, leadOf } from '../../src/views/lead.ts';
import { stratified } from '../../src/views/strata.ts';
import { tellingTopics, topicRanks } from '../../src/views/topic-ranks.ts';
import { trendTitle, verdictTitle } from '../../src/views/trend-words.ts';

const SPANS = [
  { source: 'a', first: '2023-01-02', last: '2025-11-30' },
  { source: 'b', first: '2024-01-01', last: '2025-11-30' },
];
const FIRST = 19_359; // 2023-01-02, a Monday
const WEEKS = 152;

/** Ten topics of two sources over three years, two of them rising, one falling. */
const cells = ['*', ...Array.from({ length: 10 }, (_, i) => `t${i}`)].flatMap((topic, i) =>
  Array.from({ length: WEEKS }, (_, week) => week).flatMap((week) =>
    ['a', 'b', 'a+b'].flatMap((sources, set) => {
      if (set > 0 && week < 52) return [];
      const trend = i === 2 || i === 5 ? week / 12 : i === 7 ? (WEEKS - week) / 12 : 4;
      const papers = topic === '*' ? 90 + set : Math.round(trend + ((week * (i + 3) + set) % 4));
      return papers > 0 ? [{ topic, week: FIRST + week * 7, sources, papers }] : [];
    }),
  ),
);
const cube = trendCube({
  rows: cells.length,
  topic: cells.map((c) => c.topic),
  week: cells.map((c) => c.week),
  sources: cells.map((c) => c.sources),
  papers: cells.map((c) => c.papers),
});
const named = cube.topics
  .slice(1)
  .map((id) => ({ id, label: id.toUpperCase(), area: null, kind: 'curated' }));
const last = '2025-11-27';
const lead = leadOf(cube, named, SPANS, last);

test('the first chart counts the same from the manifest as from the cube, in months and quarters', () => {
  const from = cubeOfLead(JSON.parse(JSON.stringify(lead)) as typeof lead);
  for (const unit of ['month', 'quarter'] as const) {
    const options = { from: null, to: null, sources: [], unit, last };
    const only = lead.topics.map(({ topic_id }) => topic_id);
    const [small, large] = [from, cube].map((of) => stratified(of, of, { ...options, only }, SPANS));
    expect(small?.whole.periods).toEqual(large?.whole.periods);
    expect(small?.whole.n).toEqual(large?.whole.n);
    for (const [i, part] of (large?.strata ?? []).entries())
      for (const topic of only) {
        const row = (of: typeof part.counted) => {
          const at = of.topics.indexOf(topic) * of.periods.length;
          return [...of.k.slice(at, at + of.periods.length)];
        };
        expect(row(small?.strata[i]?.counted ?? part.counted)).toEqual(row(part.counted));
      }
    expect(rollup(from, { ...options, only: [] }).n).toEqual(rollup(cube, { ...options, only: [] }).n);
  }
});

test('its topics and its title are those that the page finds by itself', () => {
  const ranks = topicRanks(cube, cube, named, { from: null, to: null, sources: [], last }, SPANS);
  const telling = tellingTopics(ranks);
  expect(lead.topics.map(({ topic_id }) => topic_id)).toEqual(telling.map(({ id }) => id));
  expect(verdictTitle(lead.topics)).toBe(trendTitle(ranks, telling));
  expect(verdictTitle(lead.topics)).toMatch(/rise; .* falls/);
});
