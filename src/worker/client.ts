/** The page's side of the own-digests worker: a promise a run, and an end to it at any moment. */
import type { OwnPart } from '../core/tables/own.ts';
import type { Packed, ToPack } from './pack.ts';
import type { BaseTables, FromOwn, Overlay, OwnFile, Progress, Question, Topics, ToOwn } from './protocol.ts';

export type Answers = {
  /** `paper_id` and `title` of the dataset's papers that have an id, as CSV with a header. */
  titles: () => Promise<Uint8Array>;
  /** The dataset's rows of the papers whose ids these are (CSV without a header). */
  papers: (ids: Uint8Array) => Promise<BaseTables>;
  /** Rows that are ready, while others are still read. */
  part: (part: OwnPart) => void;
};
export type OwnWorker = {
  run: (
    files: readonly OwnFile[],
    topics: Topics,
    answers: Answers,
    told: (progress: Progress) => void,
  ) => Promise<Overlay>;
  /** Ends whatever runs; its promise never settles. Another worker must be started. */
  stop: () => void;
};

/** As many as there are cores, within reason: the page itself does nothing meanwhile. */
const helpersHere = () => Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 4));

/** `store` names where extractions are kept between visits, or null. `helpers` is for measuring. */
export function startOwnWorker(store: string | null, helpers = helpersHere()): OwnWorker {
  const own = new Worker(new URL('./own.ts', import.meta.url), { type: 'module', name: 'own digests' });
  const pool = Array.from({ length: helpers }, () => {
    const worker = new Worker(new URL('./extract.ts', import.meta.url), {
      type: 'module',
      name: 'extraction',
    });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage(port1, [port1]);
    return { worker, port: port2 };
  });
  const ports = pool.map(({ port }) => port);
  const send = (message: ToOwn, transfer: Transferable[] = []) => own.postMessage(message, transfer);
  send({ kind: 'helpers', ports, store }, ports);
  // A script may fail to load before the first run is asked for, which then must hear of it.
  let fault: Error | null = null;
  let failed: (error: Error) => void = () => undefined;
  for (const worker of [own, ...pool.map((one) => one.worker)])
    worker.onerror = (event) => {
      fault ??= new Error(`The worker stopped: ${event.message || 'its script could not be loaded'}.`);
      failed(fault);
    };

  return {
    run: (files, topics, answers, told) =>
      new Promise((done, reject) => {
        failed = reject;
        if (fault) return failed(fault);
        const answer = async (question: Question) => {
          if (question.what === 'titles') send({ kind: 'titles', csv: await answers.titles() });
          else send({ kind: 'papers', tables: await answers.papers(question.ids) });
        };
        own.onmessage = ({ data }: MessageEvent<FromOwn>) => {
          if (data.kind === 'progress') told(data.progress);
          else if (data.kind === 'question') answer(data.question).catch(failed);
          else if (data.kind === 'part') answers.part(data.part);
          else if (data.kind === 'done') done(data.overlay);
          else failed(new Error(data.message));
        };
        send({ kind: 'run', files: [...files], topics });
      }),
    stop: () => {
      own.terminate();
      for (const { worker } of pool) worker.terminate();
    },
  };
}

/** Names, describes and, where `folder` names what they lie in, zips the files of a dataset. */
export function packDataset(task: ToPack): Promise<Packed> {
  const worker = new Worker(new URL('./pack.ts', import.meta.url), { type: 'module', name: 'dataset' });
  return new Promise<Packed>((done, failed) => {
    worker.onmessage = ({ data }: MessageEvent<Packed>) => done(data);
    worker.onerror = (event) =>
      failed(new Error(event.message || 'The worker that packs could not be loaded.'));
    worker.postMessage(
      task,
      task.tables.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  }).finally(() => worker.terminate());
}
