/** What own papers change in the trend cube: they are counted as they are now, no longer as they were. */
import type { CubeCells } from './protocol.ts';

export type Counted = { first_seen: string; sources: string; topics: readonly string[] };

const DAY = 86_400_000;
/** Day number of the Monday of a day's week; day 0 was a Thursday. */
export function mondayNumber(iso: string): number {
  const day = Math.round(Date.parse(iso) / DAY);
  return day - ((((day + 3) % 7) + 7) % 7);
}

const ALL = '*';

/** A paper counts once in all, once in each topic and once in each area of its topics. */
export function cubeCells(
  before: readonly Counted[],
  after: readonly Counted[],
  areaOf: (topic: string) => string | null,
): CubeCells {
  const counts = new Map<string, { topic: string; week: number; sources: string; papers: number }>();
  const count = ({ first_seen, sources, topics }: Counted, by: 1 | -1) => {
    const week = mondayNumber(first_seen);
    const areas = topics.flatMap((topic) => areaOf(topic) ?? []).map((area) => `area:${area}`);
    for (const topic of new Set([ALL, ...topics, ...areas])) {
      const key = `${topic}\n${week}\n${sources}`;
      const cell = counts.get(key);
      if (cell) cell.papers += by;
      else counts.set(key, { topic, week, sources, papers: by });
    }
  };
  for (const paper of before) count(paper, -1);
  for (const paper of after) count(paper, 1);
  const cells = [...counts.values()].filter(({ papers }) => papers !== 0);
  return {
    topic: cells.map((c) => c.topic),
    week: cells.map((c) => c.week),
    sources: cells.map((c) => c.sources),
    papers: cells.map((c) => c.papers),
    rows: cells.length,
  };
}
