/** Entries and files that were refused, a page at a time. */
import { sql } from '../db/query.ts';

export type RejectRow = { file: string; line: number | null; reason: string; excerpt: string | null };

export const rejects = (offset: number, limit: number) => sql<RejectRow>`
  SELECT file, line, reason, excerpt FROM rejects
  ORDER BY file, line, reason LIMIT ${limit}::INT OFFSET ${offset}::INT`;

/** A reason begins with its code: "bad-date: …". */
export type RejectCountRow = { code: string; rejects: number; files: number };
export const rejectCounts = () => sql<RejectCountRow>`
  SELECT split_part(reason, ':', 1) AS code, count(*)::INT AS rejects, count(DISTINCT file)::INT AS files
  FROM rejects GROUP BY 1 ORDER BY rejects DESC, code`;
