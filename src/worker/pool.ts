/** Spreads texts over the helpers: each gets its next batch when it has done the one before. */
import type { Batch, Extracted, Hello } from './protocol.ts';

/** Papers a message: long enough to be worth it, short enough that no helper waits for the last one. */
const BATCH = 128;

export type Pool = (
  papers: readonly { title: string; text: string }[],
  done: (n: number) => void,
) => Promise<Extracted>;

/** A built worker's name holds the hash of its code and models, which makes it the extractor's version; else null. */
export const versionOf = ({ script }: Hello): string | null =>
  /-([\w-]{8,})\.js(?:$|\?)/.exec(script)?.[1] ?? null;

/** Settles when a helper has started. */
export const greeting = (port: MessagePort): Promise<Hello> =>
  new Promise((greeted) => {
    port.onmessage = ({ data }: MessageEvent<Hello>) => greeted(data);
  });

/** Helpers that have greeted. */
export function poolOf(ports: readonly MessagePort[]): Pool {
  const ask = (port: MessagePort, batch: Batch): Promise<Extracted> =>
    new Promise((answered) => {
      port.onmessage = ({ data }: MessageEvent<Extracted>) => answered(data);
      port.postMessage(batch);
    });
  return async (papers, done) => {
    const found: Extracted = new Array<null>(papers.length).fill(null);
    let next = 0;
    await Promise.all(
      ports.map(async (port) => {
        for (let at = next; at < papers.length; at = next) {
          next = Math.min(at + BATCH, papers.length);
          const part = papers.slice(at, next);
          const read = await ask(port, { titles: part.map((p) => p.title), texts: part.map((p) => p.text) });
          for (const [i, extraction] of read.entries()) found[at + i] = extraction;
          done(part.length);
        }
      }),
    );
    return found;
  };
}
