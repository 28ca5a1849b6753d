/** The vocabulary that every pass shares. Dates are ISO days (`2025-08-08`); offsets count UTF-16 units. */

export type Told = { source?: string; date?: string; year?: number };

/** A file as the reader filed it: its path relative to the digest folder, with `/` between the parts. */
export type DigestFile = {
  path: string;
  bytes: Uint8Array;
  /** What a `digest.json` beside the file or the command line says; the file's own front matter wins over it. */
  given?: Told;
  /** What the reader says of this very file; it wins over all. */
  said?: Told;
};

/** One issue of a source. One file may hold many (a year of weekly lists in a file). */
export type Digest = {
  /** `<source>/<date>`, with `#2` and so on where a source has several on one day. */
  digest_id: string;
  source: string;
  date: string;
  format: string;
  file: string;
};

/** One entry of a digest: a paper as that digest shows it. */
export type Mention = {
  digest_id: string;
  source: string;
  date: string;
  /** Place in the digest, from 1. */
  rank: number;
  file: string;
  /** The line the entry begins on, from 1. */
  line: number;
  title: string;
  /** The paper's own abstract, as stored in the digest; null where the digest gives none. */
  abstract: string | null;
  /** The digest's own words on the paper; null where it gives none. */
  summary: string | null;
  authors: string[];
  url: string | null;
  code_url: string | null;
  /** arXiv id without version, or null. */
  arxiv_id: string | null;
  /** DOI in lower case, or null. */
  doi: string | null;
  upvotes: number | null;
};

/** Where the text stands that an extraction read: a paper's abstract, or else a mention's summary. */
export type Field = 'abstract' | 'summary';

/** The identified work, merged from all of its mentions. */
export type Paper = {
  /** `arxiv:2401.12345`, `doi:10.…`, or `title:<hash>`. */
  paper_id: string;
  title: string;
  abstract: string | null;
  authors: string[];
  url: string | null;
  code_url: string | null;
  /** First day of the arXiv id's month, or null. */
  published: string | null;
  first_seen: string;
  mentions: Mention[];
  /** The most upvotes any mention shows, or null. */
  upvotes: number | null;
};

export const MEASURES = ['speed', 'memory', 'size', 'compute', 'quality', 'other'] as const;
export type Measure = (typeof MEASURES)[number];
export const FORMS = ['ratio', 'percent', 'points', 'from_to'] as const;
export type Form = (typeof FORMS)[number];
export const QUALIFIERS = ['none', 'up_to', 'at_least', 'approx', 'average'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];
export type Sense = 'better' | 'worse';

/** A part of a text: `text.slice(start, start + length)`. */
export type Span = { start: number; length: number };

/** A comparative number that a paper claims of its own contribution. */
export type Gain = {
  /** Exactly `text.slice(start, start + quote.length)`. */
  quote: string;
  start: number;
  measure: Measure;
  form: Form;
  low: number;
  high: number;
  qualifier: Qualifier;
  sense: Sense;
  /** What changes, verbatim and short ("decoding latency"), or null. */
  target: string | null;
  benchmark: string | null;
  baseline: string | null;
  /** Multiple of improvement, above 1 when better; null where it is not defined. Low ≤ high. */
  factor: { low: number; high: number } | null;
  sentence: Span;
};

/** An absolute result that a paper reports of its own contribution. */
export type Score = {
  quote: string;
  start: number;
  measure: Measure;
  value: number;
  unit: string | null;
  metric: string | null;
  benchmark: string | null;
  qualifier: Qualifier;
  sentence: Span;
};

/** A topic of a paper with what spoke for it; `weight` in (0, 1], the main topic first. */
export type TopicMatch = { topic_id: string; weight: number; main: boolean; phrases: string[] };

/** All that is read out of one paper's text. */
export type Extraction = { gains: Gain[]; scores: Score[]; topics: TopicMatch[] };
