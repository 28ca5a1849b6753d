/**
 * The first chart's part of the dataset, small enough to stand in the manifest: the topics that tell most over all
 * dates, and all papers, by month. Worked out when the dataset is written; the page draws it before it has the cube.
 */
import type { Lead } from '../core/tables/schema.ts';
import { periodOfWeek } from '../questions/period.ts';
import { ALL, type TrendCube } from '../questions/trend-cube.ts';
import type { SourceSpan } from './strata.ts';
import { tellingTopics, topicRanks, type Named } from './topic-ranks.ts';
import { verdict } from './trend-words.ts';

/** `sources` and `last` as the manifest says them. */
export function leadOf(
  cube: TrendCube,
  topics: readonly Named[],
  sources: readonly SourceSpan[],
  last: string | null,
): Lead {
  const ranks = topicRanks(cube, cube, topics, { from: null, to: null, sources: [], last }, sources);
  const telling = tellingTopics(ranks);
  const months = monthsOf(cube);
  const row = (topic: string) =>
    cube.sources.map((_, set) => {
      const at = (set * cube.topics.length + cube.topics.indexOf(topic)) * cube.weeks;
      const counts: number[] = [];
      for (const [week, month] of months.entries())
        counts[month] = (counts[month] ?? 0) + (cube.papers[at + week] ?? 0);
      return written(counts);
    });
  return {
    first_week: cube.firstWeek,
    weeks: cube.weeks,
    sets: cube.sources,
    all: row(ALL),
    topics: telling.map((rank) => ({
      topic_id: rank.id,
      label: rank.label,
      verdict: verdict(rank),
      papers: row(rank.id),
    })),
  };
}

/** A cube that rolls up into the same months and quarters: each month's papers stand in its first week. */
export function cubeOfLead(lead: Lead): TrendCube {
  const cube: TrendCube = {
    topics: [ALL, ...lead.topics.map(({ topic_id }) => topic_id)],
    sources: lead.sets,
    firstWeek: lead.first_week,
    weeks: lead.weeks,
    papers: new Int32Array(lead.sets.length * (lead.topics.length + 1) * lead.weeks),
  };
  const months = monthsOf(cube);
  for (const [topic, sets] of [lead.all, ...lead.topics.map(({ papers }) => papers)].entries())
    for (const [set, counts] of sets.entries()) {
      const found = read(counts);
      const at = (set * cube.topics.length + topic) * cube.weeks;
      for (const [week, month] of months.entries())
        if (month !== months[week - 1]) cube.papers[at + week] = found[month] ?? 0;
    }
  return cube;
}

/** Of every week the running number of its month, from 0. */
function monthsOf({ firstWeek, weeks }: TrendCube): number[] {
  const first = periodOfWeek(firstWeek, 'month');
  return Array.from({ length: weeks }, (_, week) => periodOfWeek(firstWeek + week * 7, 'month') - first);
}

/** "3,,12": a zero is nothing, and zeros at the end are left out. */
const written = (counts: readonly number[]): string =>
  Array.from(counts, (n) => n || '')
    .join(',')
    .replace(/,+$/, '');
const read = (counts: string): number[] => counts.split(',').map(Number);
