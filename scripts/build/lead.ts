/** The part of the manifest that the first chart is drawn from (src/views/lead.ts), out of the tables as written. */
import type { Lead, Manifest } from '../../src/core/tables/schema.ts';
import { trendCube } from '../../src/questions/trend-cube.ts';
import { leadOf } from '../../src/views/lead.ts';
import type { Named } from '../../src/views/topic-ranks.ts';

/** By month, which is all that it tells: `week` is any week of the month that holds its Thursday. */
const CELLS = (cube: string) => `
  SELECT topic, sources, (min(week) - DATE '1970-01-01')::INTEGER AS week, sum(papers)::INTEGER AS papers
  FROM ${cube} GROUP BY topic, sources, date_trunc('month', week + 3)`;
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
  const cells = await ask<{ topic: string; sources: string; week: number; papers: number }>(CELLS(cube));
  const named = await ask<Named>(
    `SELECT topic_id AS id, coalesce(label, topic_id) AS label, area, kind FROM ${topics} ORDER BY topic_id`,
  );
  // In an order of its own: the same tables give the same text.
  const key = ({ topic, sources, week }: (typeof cells)[number]) => `${topic} ${sources} ${week}`;
  cells.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const column = <C extends keyof (typeof cells)[number]>(name: C) => cells.map((cell) => cell[name]);
  const counted = trendCube(
    {
      rows: cells.length,
      topic: column('topic'),
      sources: column('sources'),
      week: column('week'),
      papers: column('papers'),
    },
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
