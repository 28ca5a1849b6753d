/** The part of the manifest that the first chart is drawn from (src/views/lead.ts), out of the tables as written. */
import type { Lead, Manifest } from '../../src/core/tables/schema.ts';
import { trendCube } from '../../src/questions/trend-cube.ts';
import { leadOf } from '../../src/views/lead.ts';
import type { Named } from '../../src/views/topic-ranks.ts';

/**
 * By month, which is all that it tells: a week is any one of the month that holds its Thursday. One text "week papers
 * week papers …" a topic and set of sources: values one by one would take longer to hand over than to count.
 */
const CELLS = (cube: string) => `
  SELECT topic, sources, string_agg(concat(week, ' ', papers), ' ' ORDER BY week) AS counts
  FROM (
    SELECT topic, sources, (min(week) - DATE '1970-01-01')::INTEGER AS week, sum(papers)::INTEGER AS papers
    FROM ${cube} GROUP BY topic, sources, date_trunc('month', week + 3)
  )
  GROUP BY topic, sources`;
const FRAME = (cube: string) => `
  SELECT (min(week) - DATE '1970-01-01')::INTEGER AS first, (max(week) - DATE '1970-01-01')::INTEGER AS last FROM ${cube}`;

type Ask = <Row>(text: string) => Promise<Row[]>;

/** `cube` and `topics` name tables in SQL. */
export async function leadFrom(
  ask: Ask,
  { cube, topics }: { cube: string; topics: string },
  { sources, last }: Pick<Manifest, 'sources' | 'last'>,
): Promise<Lead | undefined> {
  const [frame] = await ask<{ first: number | null; last: number | null }>(FRAME(cube));
  if (frame?.first == null || frame.last == null) return undefined;
  const lines = await ask<{ topic: string; sources: string; counts: string }>(CELLS(cube));
  const named = await ask<Named>(
    `SELECT topic_id AS id, coalesce(label, topic_id) AS label, area, kind FROM ${topics} ORDER BY topic_id`,
  );
  // In an order of its own: the same tables give the same text.
  const key = ({ topic, sources }: (typeof lines)[number]) => `${topic} ${sources}`;
  lines.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const columns = {
    topic: [] as string[],
    sources: [] as string[],
    week: [] as number[],
    papers: [] as number[],
  };
  for (const { topic, sources: set, counts } of lines) {
    const numbers = counts.split(' ').map(Number);
    for (let i = 0; i < numbers.length; i += 2) {
      columns.topic.push(topic);
      columns.sources.push(set);
      columns.week.push(numbers[i] ?? 0);
      columns.papers.push(numbers[i + 1] ?? 0);
    }
  }
  const counted = trendCube(
    { rows: columns.week.length, ...columns },
    {
      topics: [],
      sources: [],
      firstWeek: frame.first,
      weeks: (frame.last - frame.first) / 7 + 1,
      papers: new Int32Array(0),
    },
  );
  return leadOf(counted, named, sources, last);
}
