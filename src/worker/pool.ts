/** Spreads texts over the helpers: each gets its next batch when it has done the one before. */
import type { Found, Hello, ToHelper, ToRead } from './protocol.ts';

/** Papers a message: long enough to be worth it, short enough that no helper waits for the last one. */
const BATCH = 128;

/** Texts of one key are the same. */
export type Wanted = ToRead & { key: string };
export type Pool = {
  /** The dataset's discovered terms; what was read for others is forgotten. */
  learn: (terms: { topic_id: string; label: string }[]) => void;
  /** Begins to read what will be asked for, most likely. */
  ahead: (texts: readonly Wanted[]) => void;
  /** Reads what is not read yet, in this order; `each` hears of every text, `n` is its place. */
  read: (texts: readonly Wanted[], each: (found: Found, n: number) => void) => Promise<void>;
};

/** A built worker's name holds the hash of its code and models, which makes it the extractor's version; else null. */
export const versionOf = ({ script }: Hello): string | null =>
  /-([\w-]{8,})\.js(?:$|\?)/.exec(script)?.[1] ?? null;

/** Settles when a helper has started. */
export const greeting = (port: MessagePort): Promise<Hello> =>
  new Promise((greeted) => {
    port.onmessage = ({ data }: MessageEvent<Hello>) => greeted(data);
  });

/** What is used of a port. */
export type Port = {
  onmessage: ((event: MessageEvent<Found[]>) => void) | null;
  postMessage: (message: ToHelper) => void;
};

/** Helpers that have greeted. */
export function poolOf(ports: readonly Port[]): Pool {
  let queue: Wanted[] = [];
  /** What has been sent since the last reading, by key; null while it is being read. */
  let begun = new Map<string, Found | null>();
  let hear: (key: string, found: Found) => void = () => undefined;
  const idle = new Set(ports);
  /** How often terms were learnt: what was asked before is answered by others. */
  let learnt = 0;

  function work(): void {
    for (const port of [...idle]) {
      const batch = queue.splice(0, BATCH);
      if (batch.length === 0) return;
      idle.delete(port);
      for (const { key } of batch) begun.set(key, null);
      const asked = learnt;
      port.onmessage = ({ data }) => {
        idle.add(port);
        // The helper goes on while its answer is looked at.
        work();
        if (asked !== learnt) return;
        for (const [i, { key }] of batch.entries()) {
          const found = data[i] ?? { extraction: null, terms: [] };
          if (begun.has(key)) begun.set(key, found);
          hear(key, found);
        }
      };
      const texts = batch.map(({ title, text, known }) => ({ title, text, known }));
      port.postMessage({ kind: 'batch', batch: texts });
    }
  }

  return {
    learn: (terms) => {
      queue = [];
      begun = new Map();
      learnt++;
      for (const port of ports) port.postMessage({ kind: 'terms', terms });
    },
    ahead: (texts) => {
      queue.push(...texts);
      work();
    },
    read: (texts, each) =>
      new Promise((done) => {
        const places = new Map<string, number[]>();
        for (const [n, { key }] of texts.entries()) {
          const same = places.get(key);
          if (same) same.push(n);
          else places.set(key, [n]);
        }
        const finish = () => {
          begun = new Map();
          done();
        };
        hear = (key, found) => {
          for (const n of places.get(key) ?? []) each(found, n);
          if (places.delete(key) && places.size === 0) finish();
        };
        if (places.size === 0) return finish();
        // What is read ahead and not wanted is left where it has not begun.
        const read = [...begun];
        queue = texts.filter(({ key }, n) => places.get(key)?.[0] === n && !begun.has(key));
        work();
        for (const [key, found] of read) if (found) hear(key, found);
      }),
  };
}
