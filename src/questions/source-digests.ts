/** What came in by source, as files: digests, entries, refused entries. No filter: files are what they are. */
import { sql } from '../db/query.ts';

export type SourceDigestsRow = {
  source: string;
  digests: number;
  entries: number;
  rejected: number;
  first: string | null;
  last: string | null;
  /** Forms that were read, joined with ", ". */
  formats: string;
};

export const sourceDigests = () => sql<SourceDigestsRow>`
  SELECT source, count(*)::INT AS digests, coalesce(sum(entries), 0)::INT AS entries,
    coalesce(sum(rejected), 0)::INT AS rejected, CAST(min(date) AS VARCHAR) AS first, CAST(max(date) AS VARCHAR) AS last,
    string_agg(DISTINCT format, ', ' ORDER BY format) AS formats
  FROM digests GROUP BY source ORDER BY source`;
