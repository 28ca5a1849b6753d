/** What the dataset's one small file says, from the working database and the files written. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLE_NAMES, type Manifest } from '../../src/core/tables/schema.ts';
import { leadFrom } from './lead.ts';
import { ROOT } from './options.ts';
import { PAPERS_OF_SOURCES } from './summary.ts';
import type { Lane, WorkDb } from './workdb.ts';

const SOURCES = `
  SELECT
    i.source,
    count(*)::INTEGER AS digests,
    coalesce(max(l.papers), 0)::INTEGER AS papers,
    min(i.date)::VARCHAR AS first,
    max(i.date)::VARCHAR AS last
  FROM issue i
  LEFT JOIN (${PAPERS_OF_SOURCES}) l ON l.source = i.source
  GROUP BY i.source
  ORDER BY i.source`;

export type Told = Pick<Manifest, 'first' | 'last' | 'sources' | 'areas' | 'lead'>;

/** What is told of the papers, asked of the working database while the files are written. */
export async function toldOf(lane: Lane): Promise<Told> {
  const [range] = await lane.rows<{ first: string | null; last: string | null }>(
    'SELECT min(first_seen)::VARCHAR AS first, max(first_seen)::VARCHAR AS last FROM paper',
  );
  const areas = await lane.rows<{ area: string }>(
    'SELECT DISTINCT area FROM topics WHERE area IS NOT NULL ORDER BY area',
  );
  const sources = await lane.rows<Manifest['sources'][number]>(SOURCES);
  const last = range?.last ?? null;
  const lead = await leadFrom(
    (text) => lane.rows(text),
    { cube: 'trend_cube', topics: 'topics' },
    { sources, last },
  );
  return { first: range?.first ?? null, last, sources, areas: areas.map((a) => a.area), lead };
}

export async function manifestOf(
  db: WorkDb,
  told: Told,
  written: Manifest['tables'],
  versions: { parse: string; extract: string; terms: string },
  /** Of the readers' corrections; empty where there are none. */
  corrections = '',
): Promise<Manifest> {
  const [engine] = await db.rows<{ version: string }>('SELECT version() AS version');
  const names = TABLE_NAMES.flatMap((t) => written[t].files.map((f) => f.file));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    format: 'papertide',
    version: 1,
    built_with: {
      papertide: version,
      parser: versions.parse,
      extractor: versions.extract,
      terms: versions.terms,
      duckdb: engine?.version ?? '',
      ...(corrections ? { corrections } : {}),
    },
    content: createHash('sha256')
      .update([...names, corrections].filter(Boolean).join('\n'))
      .digest('hex')
      .slice(0, 16),
    ...told,
    tables: written,
  };
}
