/** What claims are made against, and on what they are measured: the names that can be chosen. */
import { raw, sql, type Query } from '../db/query.ts';

export const NAMED = ['baseline', 'benchmark'] as const;
export type NamedColumn = (typeof NAMED)[number];
export type ClaimedNameRow = { name: string; claims: number };

/** More than this are not listed at once; a search narrows them. */
export const MOST_NAMES = 400;

/** The names as they are spelled, most claims first; `text` must occur in each, in any case. */
export const claimedNames = (column: NamedColumn, text: string): Query<ClaimedNameRow> => sql<ClaimedNameRow>`
  SELECT g.${raw(column)} AS name, count(*)::INT AS claims FROM metrics g
  WHERE g.${raw(column)} IS NOT NULL AND contains(lower(g.${raw(column)}), ${text.trim().toLowerCase()})
  GROUP BY 1 ORDER BY claims DESC, name LIMIT ${MOST_NAMES}::INT`;
