import type { ProblemCode } from '../problem.ts';

/** A digest file as text. `lines[i]` is line i + 1; lines of front matter are blank here, so numbers stay true. */
export type DigestText = {
  path: string;
  /** The whole text; front matter is blank lines here, too. */
  body: string;
  lines: string[];
  /** Lines cut for their length: line number → length in UTF-16 units. */
  huge: ReadonlyMap<number, number>;
  hints: Hints;
  /** The day that the hints or the path give, as `2025-08-08`, or null. */
  dated: string | null;
};

/** What front matter, a `digest.json` or the command line says of a file. */
export type Hints = { source?: string; date?: string; year?: number; title?: string };

export type Link = { label: string; url: string };

/** A date as written; the year may be missing ("Aug 8"). `written` is the source's own words. */
export type WrittenDate = { year: number | null; month: number; day: number; written: string };

/** An entry as its format shows it; ids, links and dates are judged later and for all formats alike. */
export type RawEntry = {
  line: number;
  /** Its last line. */
  end: number;
  title: string;
  abstract?: string;
  summary?: string;
  authors?: string[];
  links?: Link[];
  /** Further text that may hold the arXiv id or the DOI ("arXiv:2401.12345"). */
  ids?: string;
  upvotes?: number;
};

export type RefusedEntry = {
  line: number;
  end: number;
  refused: ProblemCode;
  detail: string;
  excerpt: string;
};

/** One dated list of a file. A null date means that the content gives none. */
export type Issue = { line: number; date: WrittenDate | null; entries: (RawEntry | RefusedEntry)[] };

/** A form whose library is loaded when first met, so that the page starts without it. */
export type LazyFormat = {
  name: string;
  /** True where a line's length means nothing, as in JSON on one line: no line is too long there. */
  anyLine?: boolean;
  misfit: (source: DigestText) => string | null;
  load: () => Promise<(source: DigestText) => Issue[]>;
};

export type Format = {
  name: string;
  /** As of `LazyFormat`. */
  anyLine?: boolean;
  /** Null if the file is of this format, else why it is not, in a few words. */
  misfit: (source: DigestText) => string | null;
  read: (source: DigestText) => Issue[];
};

/** Problems show at most this much of the source. */
export const EXCERPT_LENGTH = 200;

export const excerptOf = (text: string): string => {
  const flat = text
    .slice(0, EXCERPT_LENGTH * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length <= EXCERPT_LENGTH ? flat : `${flat.slice(0, EXCERPT_LENGTH - 1)}…`;
};

/**
 * Entries that one file may hold; each takes about a kilobyte of memory while its file is read. A file with more is
 * refused whole, in a second rather than after minutes: no digest is so long, and a dump of papers can be split.
 */
export const MAX_ENTRIES = 1_000_000;

/** The refusal of a file with more than `MAX_ENTRIES` entries; `count` as it stands in the sentence. */
export const tooManyEntries = (count: string): Issue[] => {
  const detail = `${count} entries; a file may hold ${MAX_ENTRIES}: split the file`;
  return [{ line: 1, date: null, entries: [{ line: 1, end: 1, refused: 'too-large', detail, excerpt: '' }] }];
};
