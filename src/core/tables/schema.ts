/**
 * Columns once; row types derive from them. Types are DuckDB's.
 * Dates are DATE in Parquet and ISO strings ('2025-08-08') as rows: queries cast them.
 */
export const tables = {
  papers: {
    paper_id: 'VARCHAR',
    title: 'VARCHAR',
    abstract: 'VARCHAR',
    authors: 'VARCHAR', // joined with ", "
    url: 'VARCHAR',
    code_url: 'VARCHAR',
    published: 'DATE',
    first_seen: 'DATE',
    sources: 'VARCHAR', // the sources that list it, sorted, joined with "+"
    mentions: 'INTEGER',
    upvotes: 'INTEGER',
    gains: 'INTEGER',
    scores: 'INTEGER',
  },
  digests: {
    digest_id: 'VARCHAR',
    source: 'VARCHAR',
    date: 'DATE',
    format: 'VARCHAR',
    file: 'VARCHAR',
    entries: 'INTEGER',
    rejected: 'INTEGER',
  },
  mentions: {
    paper_id: 'VARCHAR',
    digest_id: 'VARCHAR',
    date: 'DATE',
    rank: 'INTEGER',
    upvotes: 'INTEGER',
    summary: 'VARCHAR',
  },
  topics: {
    topic_id: 'VARCHAR',
    label: 'VARCHAR',
    area: 'VARCHAR',
    kind: 'VARCHAR', // curated | discovered
    scope: 'VARCHAR',
  },
  paper_topics: {
    paper_id: 'VARCHAR',
    topic_id: 'VARCHAR',
    date: 'DATE',
    weight: 'DOUBLE',
    main: 'BOOLEAN',
    phrases: 'VARCHAR', // what spoke for it, joined with " · "
  },
  metrics: {
    metric_id: 'VARCHAR',
    paper_id: 'VARCHAR',
    date: 'DATE',
    kind: 'VARCHAR', // gain | score
    measure: 'VARCHAR',
    form: 'VARCHAR', // null for a score
    low: 'DOUBLE',
    high: 'DOUBLE',
    unit: 'VARCHAR',
    name: 'VARCHAR',
    factor_low: 'DOUBLE',
    factor_high: 'DOUBLE',
    qualifier: 'VARCHAR',
    sense: 'VARCHAR', // null for a score
    target: 'VARCHAR',
    benchmark: 'VARCHAR',
    baseline: 'VARCHAR',
    field: 'VARCHAR', // abstract | summary
    digest_id: 'VARCHAR', // the digest whose summary was read; null for an abstract
    start: 'INTEGER',
    length: 'INTEGER',
    sentence_start: 'INTEGER',
    sentence_length: 'INTEGER',
  },
  /**
   * Papers by first_seen week (its Monday). `topic` is a topic_id, 'area:<area>', or '*' for all papers.
   * `sources` is the paper's full set of sources ("a+b"), so that any source filter counts a paper once.
   * `total` repeats the week's papers of the same `sources`.
   */
  trend_cube: {
    topic: 'VARCHAR',
    week: 'DATE',
    sources: 'VARCHAR',
    papers: 'INTEGER',
    total: 'INTEGER',
  },
  /** `bin` is floor(log2(factor_high) * 4), null where the gain has no factor. `topic` as in trend_cube. */
  metric_cube: {
    kind: 'VARCHAR',
    measure: 'VARCHAR',
    topic: 'VARCHAR',
    month: 'DATE',
    sources: 'VARCHAR',
    bin: 'INTEGER',
    metrics: 'INTEGER',
    papers: 'INTEGER',
  },
  rejects: {
    file: 'VARCHAR',
    line: 'INTEGER',
    reason: 'VARCHAR',
    excerpt: 'VARCHAR',
  },
} as const;

export type TableName = keyof typeof tables;
export const TABLE_NAMES = Object.keys(tables) as TableName[];

type Scalar<T> = T extends 'VARCHAR' | 'DATE' ? string : T extends 'BOOLEAN' ? boolean : number;
export type RowOf<T extends TableName> = {
  [C in keyof (typeof tables)[T]]: Scalar<(typeof tables)[T][C]> | null;
};

/**
 * What the first chart draws: all papers and the topics that tell most over all dates, by month and set of sources.
 * A text holds the counts of the months from the first week's on ("3,,12": an empty one is 0).
 */
export type Lead = {
  /** Day number (from 1970-01-01) of the first week's Monday, and how many weeks follow. */
  first_week: number;
  weeks: number;
  sets: string[];
  /** One text a set. */
  all: string[];
  topics: {
    topic_id: string;
    label: string;
    verdict: 'rising' | 'falling' | 'steady' | 'unknown';
    papers: string[];
  }[];
};

/** The dataset in one small file; written last, so that a build which dies leaves the old dataset whole. */
export type Manifest = {
  format: 'papertide';
  version: 1;
  /** Names the extractor and the engine that built it. */
  built_with: Record<string, string>;
  /** Hash over the hashes of all files: the dataset's version. */
  content: string;
  /** First and last day of any paper's first_seen. */
  first: string | null;
  last: string | null;
  sources: { source: string; digests: number; papers: number; first: string; last: string }[];
  areas: string[];
  /** Atom feeds that stand beside these tables; none in a dataset that the page saved. */
  feeds?: { file: string; title: string }[];
  /** The dashboard's address that those feeds were written with; none where their links are relative. */
  feeds_site?: string;
  /** Tables of more bytes are read by range, others whole; four megabytes where it is not said. */
  whole_bytes?: number;
  /** Spares the first chart the cube; none in a dataset that the page saved. */
  lead?: Lead;
  /** A table is one file, or several (partitioned by year) when large. */
  tables: Record<
    TableName,
    {
      files: {
        file: string;
        bytes: number;
        rows: number;
        min_date: string | null;
        max_date: string | null;
      }[];
      rows: number;
      columns: Record<string, string>;
    }
  >;
};
