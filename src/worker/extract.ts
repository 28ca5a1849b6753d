/** A helper of the own-digests worker: batches of texts in, what is read out of them back. */
import { extractPapers, type Readable } from '../core/extract.ts';
import type { Batch, Extracted, Hello } from './protocol.ts';

const read = (papers: Readable[]): Extracted =>
  extractPapers(papers).map((found, i) => {
    if (!('error' in found)) return found;
    // A fault of ours in one paper must not cost the reader the others.
    console.error(
      'The extractor failed on a paper; please report it.',
      papers[i]?.title.slice(0, 80),
      found.error,
    );
    return null;
  });

self.addEventListener('message', ({ data: port }: MessageEvent<MessagePort>) => {
  port.onmessage = ({ data: { titles, texts } }: MessageEvent<Batch>) => {
    port.postMessage(read(titles.map((title, i) => ({ title, text: texts[i] ?? '' }))));
  };
  port.postMessage({ script: self.location.href } satisfies Hello);
});
