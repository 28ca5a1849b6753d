/** A helper of the own-digests worker: batches of texts in, what is read out of them back. */
import { extractPaper } from '../core/extract.ts';
import type { Batch, Extracted, Hello } from './protocol.ts';

const read = (title: string, text: string) => {
  try {
    return extractPaper(title, text);
  } catch (error) {
    // A fault of ours in one paper must not cost the reader the others.
    console.error('The extractor failed on a paper; please report it.', title.slice(0, 80), error);
    return null;
  }
};

self.addEventListener('message', ({ data: port }: MessageEvent<MessagePort>) => {
  port.onmessage = ({ data: { titles, texts } }: MessageEvent<Batch>) => {
    const found: Extracted = titles.map((title, i) => read(title, texts[i] ?? ''));
    port.postMessage(found);
  };
  port.postMessage({ script: self.location.href } satisfies Hello);
});
