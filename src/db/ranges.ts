/** Bytes of files by range: neighbours fetched together, the last ones kept. */
import type { Chunk } from '../core/parquet/footer.ts';
import type { Parts } from './fetch.ts';

/** Bytes between two chunks that are fetched along rather than asked for apart. */
const GAP = 8192;

export type Ranged = { file: string; parts: Parts };

export type KeptRanges = {
  /** How many requests would fetch these, and how many bytes are wanted. */
  cost(one: Ranged, chunks: readonly Chunk[]): { bytes: number; requests: number };
  /** Asks for what is not kept. */
  fetch(one: Ranged, chunks: readonly Chunk[]): void;
  /** What was asked for. Taken hold of at once: another question may crowd it out of what is kept. */
  take(one: Ranged, chunk: Chunk): Promise<Uint8Array>;
  /** Drops the oldest beyond what may be kept. */
  forget(): void;
};

export function keptRanges(most: number): KeptRanges {
  const kept = new Map<string, { length: number; bytes: Promise<Uint8Array> }>();
  let keptBytes = 0;
  const keyOf = ({ file }: Ranged, { start, length }: Chunk) => `${file} ${start} ${length}`;

  function drop(key: string, length: number): void {
    kept.delete(key);
    keptBytes -= length;
  }

  function keep(key: string, length: number, bytes: Promise<Uint8Array>): void {
    const held = { length, bytes };
    kept.set(key, held);
    keptBytes += length;
    bytes.catch(() => {
      // Forgotten meanwhile, and perhaps asked for anew: that one is not this.
      if (kept.get(key) === held) drop(key, length);
    });
  }

  return {
    cost: (one, chunks) => ({
      bytes: chunks.reduce((sum, { length }) => sum + length, 0),
      requests: runsOf(chunks.filter((chunk) => !kept.has(keyOf(one, chunk)))).length,
    }),
    fetch: (one, chunks) => {
      for (const run of runsOf(chunks.filter((chunk) => !kept.has(keyOf(one, chunk))))) {
        const [first, last] = [run[0], run.at(-1)];
        if (!first || !last) continue;
        const got = one.parts.slice(first.start, last.start + last.length);
        for (const chunk of run) {
          const from = chunk.start - first.start;
          keep(
            keyOf(one, chunk),
            chunk.length,
            got.then((bytes) => new Uint8Array(bytes.slice(from, from + chunk.length))),
          );
        }
      }
    },
    take: (one, chunk) => {
      const key = keyOf(one, chunk);
      const held = kept.get(key);
      if (!held) throw new Error(`The bytes ${key} were not fetched before they were read.`);
      // What is asked for again is put behind: the oldest go first.
      kept.delete(key);
      kept.set(key, held);
      return held.bytes;
    },
    forget: () => {
      for (const [key, { length }] of kept) {
        if (keptBytes <= most) return;
        drop(key, length);
      }
    },
  };
}

/** Chunks in the order of the file, those that lie close together as one; none twice. */
function runsOf(chunks: readonly Chunk[]): Chunk[][] {
  const runs: Chunk[][] = [];
  for (const chunk of [...chunks].sort((a, b) => a.start - b.start || a.length - b.length)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last?.start === chunk.start && last.length === chunk.length) continue;
    if (run && last && chunk.start - (last.start + last.length) <= GAP) run.push(chunk);
    else runs.push([chunk]);
  }
  return runs;
}
