/** Rows on their way from a worker to DuckDB: NDJSON files, which it reads in parallel and off the main thread. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Columns of the spool files and of the working tables that keep them. */
export const DIGEST_COLUMNS = {
  file_key: 'VARCHAR',
  seq: 'INTEGER',
  local_id: 'VARCHAR', // as the parser numbered it within its file
  source: 'VARCHAR',
  date: 'DATE',
  format: 'VARCHAR',
  file: 'VARCHAR',
  entries: 'INTEGER',
  rejected: 'INTEGER',
} as const;

export const FILE_COLUMNS = {
  path: 'VARCHAR',
  file_key: 'VARCHAR',
  stamp: 'VARCHAR',
  mentions: 'INTEGER',
  rejects: 'INTEGER',
} as const;

export const MENTION_COLUMNS = {
  file_key: 'VARCHAR',
  seq: 'INTEGER', // place in the file, from 0
  local_id: 'VARCHAR',
  source: 'VARCHAR',
  date: 'DATE',
  rank: 'INTEGER',
  file: 'VARCHAR',
  line: 'INTEGER',
  title: 'VARCHAR',
  abstract: 'VARCHAR',
  summary: 'VARCHAR',
  authors: 'VARCHAR', // one a line
  author_count: 'INTEGER',
  url: 'VARCHAR',
  code_url: 'VARCHAR',
  arxiv_id: 'VARCHAR',
  doi: 'VARCHAR',
  upvotes: 'INTEGER',
  own_id: 'VARCHAR', // identity by this mention alone
  norm_title: 'VARCHAR',
  published: 'DATE', // of this mention's arXiv id
  // Lengths in UTF-16 units, as JavaScript compares them.
  title_length: 'INTEGER',
  abstract_length: 'INTEGER',
  summary_length: 'INTEGER',
  // 64 bits of MD5, so that equal texts are told without reading them.
  title_hash: 'VARCHAR',
  abstract_hash: 'VARCHAR',
  summary_hash: 'VARCHAR',
} as const;

export const REJECT_COLUMNS = {
  file_key: 'VARCHAR',
  seq: 'INTEGER',
  file: 'VARCHAR',
  line: 'INTEGER', // 0: the file as a whole
  code: 'VARCHAR',
  detail: 'VARCHAR',
  excerpt: 'VARCHAR',
} as const;

const METRIC =
  'STRUCT(kind VARCHAR, measure VARCHAR, form VARCHAR, low DOUBLE, high DOUBLE, unit VARCHAR, "name" VARCHAR, ' +
  'factor_low DOUBLE, factor_high DOUBLE, qualifier VARCHAR, sense VARCHAR, target VARCHAR, benchmark VARCHAR, ' +
  'baseline VARCHAR, start INTEGER, length INTEGER, sentence_start INTEGER, sentence_length INTEGER, n INTEGER)';

export const EXTRACTION_COLUMNS = {
  text_key: 'VARCHAR', // hash of the title and the text read
  gains: 'INTEGER',
  scores: 'INTEGER',
  metrics: `${METRIC}[]`,
  topics: 'STRUCT(topic_id VARCHAR, weight DOUBLE, main BOOLEAN, phrases VARCHAR)[]',
} as const;

/** Digests under their final ids. */
export const ISSUE_COLUMNS = {
  digest_id: 'VARCHAR',
  source: 'VARCHAR',
  date: 'DATE',
  format: 'VARCHAR',
  file: 'VARCHAR',
  entries: 'INTEGER',
  rejected: 'INTEGER',
  file_key: 'VARCHAR',
  local_id: 'VARCHAR',
} as const;

/** Which paper each mention is of, with all that merging asks of a mention but its texts. */
export const LISTED_COLUMNS = {
  mention_id: 'BIGINT',
  paper_id: 'VARCHAR',
  digest_id: 'VARCHAR',
  place: 'INTEGER', // among the mentions of its paper, from 1
  date: 'DATE',
  source: 'VARCHAR',
  upvotes: 'INTEGER',
  author_count: 'INTEGER',
  title_length: 'INTEGER',
  abstract_length: 'INTEGER',
  summary_length: 'INTEGER',
  title_tier: 'INTEGER',
  has_url: 'BOOLEAN',
  has_code: 'BOOLEAN',
  published: 'DATE',
  title_hash: 'VARCHAR',
  abstract_hash: 'VARCHAR',
  summary_hash: 'VARCHAR',
  // What joins mentions: hashes of the DOI and of the normalised title, null where there is none.
  doi_key: 'UBIGINT',
  title_key: 'UBIGINT',
} as const;

/** Papers without their texts: `…_id` names the mention that a field is taken from. */
export const PAPER_COLUMNS = {
  paper_id: 'VARCHAR',
  first_seen: 'DATE',
  sources: 'VARCHAR',
  mentions: 'INTEGER',
  upvotes: 'INTEGER',
  published: 'DATE',
  title_id: 'BIGINT',
  abstract_id: 'BIGINT',
  summary_id: 'BIGINT',
  authors_id: 'BIGINT',
  url_id: 'BIGINT',
  code_id: 'BIGINT',
  // The text that extraction reads: whether it is an abstract or a summary, of which mention and digest.
  field: 'VARCHAR',
  digest_id: 'VARCHAR',
  text_id: 'BIGINT',
  text_key: 'VARCHAR',
} as const;

/** Papers that merging changed and whose metrics and topics are yet to be derived; days before and after. */
export const CHANGED_COLUMNS = {
  paper_id: 'VARCHAR',
  day_before: 'DATE',
  day_now: 'DATE',
  key_before: 'VARCHAR',
} as const;

/** Days whose rows changed since the files that stand were written, of papers or of mentions. */
export const DIRTY_COLUMNS = { kind: 'VARCHAR', day: 'DATE' } as const;

/** Files as they were written last. */
export const PART_COLUMNS = {
  name: 'VARCHAR',
  label: 'VARCHAR',
  file: 'VARCHAR',
  bytes: 'BIGINT',
  rows: 'BIGINT',
  min_date: 'VARCHAR',
  max_date: 'VARCHAR',
} as const;

export const TERM_COLUMNS = { topic_id: 'VARCHAR', label: 'VARCHAR', scope: 'VARCHAR' } as const;

export const PAPER_TERM_COLUMNS = {
  topic_id: 'VARCHAR',
  paper_id: 'VARCHAR',
  weight: 'DOUBLE',
  phrase: 'VARCHAR',
} as const;

/** A text as both DuckDB and UTF-8 can hold it. Its length in UTF-16 units stays, so that offsets hold. */
export function storable(text: string | null): string | null {
  // NUL ends a string in C, a lone surrogate has no UTF-8: the replacement character takes their place.
  if (text === null || !/[\0\ud800-\udfff]/.test(text)) return text;
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '\uFFFD');
}

/** Writes one JSON a line, in parts, so that no string grows with the batch. */
export function writeSpool(file: string, rows: Iterable<object>): number {
  const handle = openSync(file, 'w');
  let count = 0;
  try {
    let part = '';
    for (const row of rows) {
      part += `${JSON.stringify(row)}\n`;
      count++;
      if (part.length > 1 << 20) {
        writeSync(handle, part);
        part = '';
      }
    }
    writeSync(handle, part);
  } finally {
    closeSync(handle);
  }
  return count;
}
