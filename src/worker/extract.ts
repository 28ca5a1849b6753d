/** A helper of the own-digests worker: batches of texts in, what is read out of them back. */
import { helper } from './reading.ts';
import type { Hello, ToHelper } from './protocol.ts';

const { learn, read } = helper((title, error) =>
  console.error('The extractor failed on a paper; please report it.', title, error),
);

self.addEventListener('message', ({ data: port }: MessageEvent<MessagePort>) => {
  port.onmessage = ({ data }: MessageEvent<ToHelper>) => {
    if (data.kind === 'terms') learn(data.terms);
    else port.postMessage(read(data.batch));
  };
  port.postMessage({ script: self.location.href } satisfies Hello);
});

// What models and words need at first is made while the reader still looks for the files.
read([
  {
    title: 'A Kettle for Language Models',
    text: 'We boil water 2x faster than a kettle of 2019, at 91.5% accuracy on the tea test.',
    known: false,
  },
]);
