/** How far questions reach into tables that are held in parts: their columns, days, topics and papers. */
import { tables } from '../core/tables/schema.ts';
import type { Reach } from '../db/query.ts';
import { searchWords, type Filter } from './filter.ts';
import { toDay, toIso } from './period.ts';

/** Of `whereFilter` on papers, with these more columns of them; none where texts are searched. */
export function reachOf(filter: Filter, columns: readonly string[]): Reach | undefined {
  if (searchWords(filter.text).length > 0) return undefined;
  const { from, to, areas } = filter;
  const topics = [...filter.topics, ...filter.also];
  const days = { from, to };
  const claims = [filter.measures, filter.benchmarks, filter.baselines, filter.qualifiers].some(
    (l) => l.length > 0,
  );
  return {
    papers: { ...days, columns: ['paper_id', 'first_seen', 'sources', ...columns] },
    ...(topics.length + areas.length > 0
      ? {
          paper_topics: {
            ...days,
            columns: ['paper_id', 'topic_id', 'date'],
            // An area is many topics.
            ...(areas.length === 0 ? { topics } : {}),
          },
        }
      : {}),
    ...(claims || filter.factor.from !== null || filter.factor.to !== null
      ? { metrics: { ...days, columns: CLAIM_COLUMNS } }
      : {}),
  };
}

const CLAIM_COLUMNS = [
  ...['paper_id', 'date', 'kind', 'measure', 'benchmark', 'baseline', 'qualifier'],
  ...['factor_low', 'factor_high', 'start', 'length'],
];

/** Where a claim stands in its text. */
const PLACE_COLUMNS = ['metric_id', 'field', 'digest_id', 'sentence_start', 'sentence_length'];

/** Of papers first seen between two days, with what stands behind them; mentions up to `heard` (null: all). */
export const reachOfPapers = (
  papers: readonly string[],
  from: string,
  to: string,
  heard: string | null,
): Reach => ({
  papers: { papers, from, to, columns: Object.keys(tables.papers) },
  metrics: { papers, from, to, columns: [...CLAIM_COLUMNS, ...PLACE_COLUMNS] },
  mentions: { papers, from, to: heard, columns: ['paper_id', 'digest_id', 'date', 'summary'] },
});

/** Nearly all mentions of a paper come within so many days of the first. */
const HEARD_DAYS = 45;
export const soonAfter = (day: string): string => toIso(toDay(day) + HEARD_DAYS);
