/** The passes of term discovery over a batch of papers. Runs in a worker thread. */
import { readFileSync } from 'node:fs';
import {
  addUse,
  termReader,
  type HeldTerm,
  type TermDoc,
  type TermLexicon,
  type TermUses,
} from '../../src/core/topics/discover.ts';
import type { Eras } from '../../src/core/topics/novelty.ts';
import { countChunk, type TermCounts } from '../../src/core/topics/term-counts.ts';
import { writeSpool } from './spool.ts';

export type TermTask = { docs: TermDoc[] } & (
  | { pass: 'count' }
  /** `wanted` is a file with the candidates: too many to send with every batch. */
  | { pass: 'use'; wanted: string; eras: Eras }
  | { pass: 'hold'; lexicon: TermLexicon; spool: string }
);
export type TermOutcome = { papers: number; counts?: TermCounts; uses?: TermUses; held?: number };
export type WantedFile = { keys: string[]; longOf: [string, string][] };

export function run(task: TermTask): TermOutcome {
  const papers = task.docs.length;
  if (task.pass === 'count') return { papers, counts: countChunk(task.docs) };
  if (task.pass === 'use') {
    const uses: TermUses = new Map();
    const wanted = wantedIn(task.wanted);
    for (const doc of task.docs) addUse(uses, doc, wanted, task.eras);
    return { papers, uses };
  }
  return { papers, held: writeSpool(task.spool, held(task.docs, readerOf(task.lexicon))) };
}

function* held(docs: TermDoc[], read: (doc: TermDoc) => HeldTerm[]): Generator<HeldTerm> {
  for (const doc of docs) yield* read(doc);
}

type Wanted = { keys: Set<string>; longOf: Map<string, string> };
let wantedLast: { file: string; wanted: Wanted } | null = null;
function wantedIn(file: string): Wanted {
  if (wantedLast?.file !== file) {
    const { keys, longOf } = JSON.parse(readFileSync(file, 'utf8')) as WantedFile;
    wantedLast = { file, wanted: { keys: new Set(keys), longOf: new Map(longOf) } };
  }
  return wantedLast.wanted;
}

let readerLast: { text: string; read: (doc: TermDoc) => HeldTerm[] } | null = null;
function readerOf(lexicon: TermLexicon): (doc: TermDoc) => HeldTerm[] {
  const text = JSON.stringify(lexicon);
  if (readerLast?.text !== text) readerLast = { text, read: termReader(lexicon) };
  return readerLast.read;
}
