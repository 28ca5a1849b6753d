/** How rows that the page read itself stand in the engine, beside those of the built dataset. */
import type { TableName } from './schema.ts';

/** Tables that the reader's own digests add rows to. The cubes follow from them. */
export const OWN_TABLES = [
  'papers',
  'digests',
  'mentions',
  'topics',
  'paper_topics',
  'metrics',
  'rejects',
] as const satisfies TableName[];
export type OwnTable = (typeof OWN_TABLES)[number];

/** Rows by table as CSV without a header. */
export type OwnPart = Partial<Record<OwnTable, Uint8Array>>;
/** All rows, in parts; `replaced` are the ids of papers whose built rows they stand for. */
export type OwnRows = { parts: readonly OwnPart[]; replaced: Uint8Array };

/** What stands for null in such CSV: no text holds it. */
export const NULL_MARK = '\x01';
