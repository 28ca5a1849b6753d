/** What the page and its workers say to each other. Tables travel as CSV bytes, which neither side copies. */
import type { Extraction } from '../core/paper.ts';
import type { Problem } from '../core/problem.ts';
import type { OwnPart } from '../core/tables/own.ts';
import type { HeldTerm } from '../core/topics/discover.ts';

/** A file as the reader gave it; `year` and `date` are the reader's answers where a file says neither. */
export type OwnFile = {
  id: string;
  path: string;
  source: string;
  year?: number;
  date?: string;
  blob: Blob;
};

/** What came of a file. `problems` holds the first MOST_PROBLEMS of `problemCount`. */
export type FileReport = {
  id: string;
  formats: string[];
  digests: number;
  first: string | null;
  last: string | null;
  entries: number;
  papers: number;
  /** Of the papers, those that the open dataset has, too. */
  joined: number;
  rejected: number;
  problems: Problem[];
  problemCount: number;
  /** What the reader must say before its entries can be taken. */
  asks: 'year' | 'date' | null;
};
export const MOST_PROBLEMS = 500;

/** Cells to add to the trend cube; counts are negative where a paper moved. `week` is a day number. */
export type CubeCells = {
  topic: string[];
  week: number[];
  sources: string[];
  papers: number[];
  rows: number;
};

export type OwnSource = { source: string; digests: number; papers: number; first: string; last: string };

/**
 * What changes in the dataset: the ids whose rows the reader's replace, and what follows. The rows themselves have gone
 * ahead in parts; `rest` is the last one.
 */
export type Overlay = {
  rest: OwnPart;
  replaced: Uint8Array;
  cube: CubeCells;
  sources: OwnSource[];
  files: FileReport[];
  papers: number;
  joined: number;
  gains: number;
  scores: number;
  /** Papers whose text was read in this run; of the others it was known. */
  extracted: number;
  /** When each stage ended, in ms since the run began. */
  took: Partial<Record<Stage, number>>;
};
export type Stage = 'reading' | 'matching' | 'extracting' | 'writing';
export type Progress = { stage: Stage; done: number; total: number; file?: string };

/** Rows of the dataset that own papers may be the same works as, as CSV with a header. */
export type BaseTables = Record<'papers' | 'mentions' | 'paper_topics' | 'metrics', Uint8Array>;
export type Question = { what: 'titles' } | { what: 'papers'; ids: Uint8Array };

export type Topics = { topic_id: string; label: string; area: string; kind: string }[];

export type ToOwn =
  | { kind: 'helpers'; ports: MessagePort[]; store: string | null }
  | { kind: 'run'; files: OwnFile[]; topics: Topics }
  | { kind: 'titles'; csv: Uint8Array }
  | { kind: 'papers'; tables: BaseTables };
export type FromOwn =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'question'; question: Question }
  | { kind: 'part'; part: OwnPart }
  | { kind: 'done'; overlay: Overlay }
  | { kind: 'failed'; message: string };

/** A text to read; of one that is `known` only the dataset's discovered terms are looked for. */
export type ToRead = { title: string; text: string; known: boolean };
export type ToHelper =
  /** The dataset's discovered terms, for all that is read after. */
  { kind: 'terms'; terms: { topic_id: string; label: string }[] } | { kind: 'batch'; batch: ToRead[] };
/** What a helper says first: the address of its script, which names the extractor's version. */
export type Hello = { script: string };
export type FoundTerm = Omit<HeldTerm, 'paper_id'>;
/** No extraction where it was known, or where the extractor failed. */
export type Found = { extraction: Extraction | null; terms: FoundTerm[] };
