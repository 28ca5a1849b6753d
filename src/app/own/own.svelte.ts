/** The reader's own digests as the page holds them: which files, what came of them, what runs. */
import { sourceName } from '../../core/digest/source-name.ts';
import { startOwnWorker, type OwnWorker } from '../../worker/client.ts';
import type { Overlay, OwnFile, Progress } from '../../worker/protocol.ts';
import { isThere, openStore, storeName, type KeptFile, type Store } from '../../worker/store.ts';
import { arriving, builtManifest, builtTopics, showOwn, theEngine, type Arriving } from '../data.svelte.ts';
import type { Found } from './drop.ts';
import {
  among,
  withAdded,
  withKept,
  withReports,
  withSaid,
  withStored,
  worthKeeping,
  type Listed,
} from './list.ts';

export type Totals = Pick<Overlay, 'papers' | 'joined' | 'gains' | 'scores' | 'sources'>;

export const DEFAULT_SOURCE = 'Yours';
/** More than a page should hold at once. */
const MOST_BYTES = 256 * 1024 * 1024;

const store = storeName(document.baseURI);
let files = $state.raw<readonly Listed[]>([]);
let totals = $state.raw<Totals | null>(null);
let progress = $state.raw<Progress | null>(null);
let failure = $state.raw<unknown>(null);
/** Why nothing can be kept in this browser; null while it can. */
let unkept = $state<string | null>(null);

export const own = {
  get files() {
    return files;
  },
  get totals() {
    return totals;
  },
  get progress() {
    return progress;
  },
  get failure() {
    return failure;
  },
  get unkept() {
    return unkept;
  },
};

/** Why a name cannot be a source's; null if it can. */
export function sourceFault(text: string): string | null {
  const name = sourceName(text);
  if (!name) return 'Give your source a name.';
  const taken = builtManifest()?.sources.some(({ source }) => source === name);
  return taken ? `The dataset has a source “${name}” already. Another name keeps yours apart from it.` : null;
}

let worker: OwnWorker | null = null;
let cancelRun: (() => void) | null = null;
class Cancelled extends Error {}

/** Ends what runs; everything stays as it was before it. */
export const cancel = () => cancelRun?.();

/** At most ten times a second: a page that draws each step has no time to draw. */
let toldAt = 0;
function tell(now: Progress) {
  const time = performance.now();
  if (now.stage === progress?.stage && time - toldAt < 100) return;
  [progress, toldAt] = [now, time];
}

/** Starts what reads, so that it is there when files come: its models take half a second. */
export const prepare = () => (worker ??= startOwnWorker(store));

async function read(list: readonly OwnFile[], arrivals: Promise<Arriving>): Promise<Overlay> {
  const running = prepare();
  const run = async () => {
    const { builtRows, builtTitles } = await import('../../db/load-own.ts');
    const engine = await theEngine();
    const { add } = await arrivals;
    return running.run(
      list,
      builtTopics().map(({ topic_id, label, area, kind }) => ({ topic_id, label, area, kind })),
      { titles: () => builtTitles(engine), papers: (ids) => builtRows(engine, ids), part: add },
      tell,
    );
  };
  try {
    return await new Promise<Overlay>((done, failed) => {
      cancelRun = () => failed(new Cancelled());
      run().then(done, failed);
    });
  } catch (error) {
    // It may be in the middle of anything.
    running.stop();
    worker = null;
    throw error;
  } finally {
    cancelRun = null;
  }
}

/** For whoever looks at the page's performance: how long each stage of the last reading took. */
function measured(took: Overlay['took'], shown: number) {
  let before = 0;
  for (const [stage, end] of Object.entries(took)) {
    performance.measure(`own: ${stage}`, { start: before, end });
    before = end;
  }
  performance.measure('own: showing', { start: before, end: before + shown });
}

/** One change after the other: each is read, shown and kept before the next begins. */
let turn: Promise<unknown> = Promise.resolve();
function change(
  make: (now: readonly Listed[]) => readonly Listed[],
  keep: (next: readonly Listed[]) => Promise<void>,
) {
  const mine = turn.then(async () => {
    const next = make(files);
    if (next === files) return;
    progress = { stage: 'reading', done: 0, total: next.length };
    failure = null;
    const arrivals = arriving();
    try {
      const overlay = await read(next.map(asOwnFile), arrivals);
      const { rest, replaced, cube, sources, papers, joined, gains, scores } = overlay;
      const digests = sources.reduce((sum, source) => sum + source.digests, 0);
      const arrived = await arrivals;
      arrived.add(rest);
      const rows = { parts: arrived.parts, replaced };
      const began = performance.now();
      await showOwn({ rows, cube, sources, papers: papers - joined, digests }, arrived);
      measured(overlay.took, performance.now() - began);
      files = withReports(next, overlay.files);
      totals = files.length > 0 ? { papers, joined, gains, scores, sources } : null;
      await keep(files);
    } catch (error) {
      if (!(error instanceof Cancelled)) failure = error;
      progress = null;
      // Before the next change makes places of its own for what arrives.
      await arrivals.then(({ drop }) => drop()).catch(() => undefined);
    } finally {
      progress = null;
    }
  });
  turn = mine;
  return mine;
}

/** What the worker is told of a file; a name that the dataset has come to have is set apart. */
function asOwnFile({ id, path, source, year, date, blob }: Listed): OwnFile {
  const taken = builtManifest()?.sources.some((other) => other.source === source);
  return {
    id,
    path,
    source: taken ? `${source}-(yours)` : source,
    ...(year ? { year } : {}),
    ...(date ? { date } : {}),
    blob,
  };
}

const asKept = ({ id, path, source, year, date, blob, added }: Listed): KeptFile => ({
  id,
  path,
  source,
  ...(year ? { year } : {}),
  ...(date ? { date } : {}),
  blob,
  added,
});

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(store);
let opened: Promise<Store> | null = null;
const theStore = () => (opened ??= openStore(store));

/** Where the browser keeps nothing, or has no room, the files work for this visit, and the page says so. */
async function kept(work: (into: Store) => Promise<void>): Promise<boolean> {
  try {
    await work(await theStore());
    unkept = null;
    channel?.postMessage('changed');
    return true;
  } catch (error) {
    opened = null;
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    unkept = full
      ? 'This browser has no more room for this site.'
      : 'This browser keeps nothing for this site (a private window, or storage is switched off).';
    return false;
  }
}

async function keepThese(ids: readonly string[]) {
  const worth = among(files, ids).filter(worthKeeping);
  if (worth.length === 0) return;
  if (await kept((into) => into.put(worth.map(asKept))))
    files = withKept(
      files,
      worth.map(({ id }) => id),
    );
}

/** `more` is what the reader said of them. Files of the same path and source take the place of those before. */
export function addFiles(found: readonly Found[], source: string, more: Pick<OwnFile, 'year' | 'date'> = {}) {
  const name = sourceName(source) || DEFAULT_SOURCE;
  const added = Date.now();
  const fresh = found.map(({ path, blob }): Listed => ({
    id: crypto.randomUUID?.() ?? `${added}-${Math.random()}`,
    path,
    source: name,
    ...more,
    blob,
    added,
    kept: false,
    report: null,
  }));
  let replaced: readonly string[] = [];
  return change(
    (now) => {
      const { next, gone } = withAdded(now, fresh);
      replaced = gone;
      const bytes = next.reduce((sum, { blob }) => sum + blob.size, 0);
      if (bytes <= MOST_BYTES) return next;
      failure = new Error(
        `These digests would make ${Math.round(bytes / 1024 / 1024)} MB; this page holds ${MOST_BYTES / 1024 / 1024} MB. ` +
          'Build them on your machine instead: `npm start -- <their folder>` takes any number.',
      );
      return now;
    },
    async () => {
      await keepThese(fresh.map(({ id }) => id));
      if (replaced.length > 0) await kept((into) => into.remove(replaced));
    },
  );
}

/** What files asked for: a year, or a day. */
export const answerFor = (ids: readonly string[], said: Pick<OwnFile, 'year' | 'date'>) =>
  change(
    (now) => withSaid(now, ids, said),
    () => keepThese(ids),
  );

export const removeFile = (id: string) =>
  change(
    (now) => now.filter((file) => file.id !== id),
    async () => void (await kept((into) => into.remove([id]))),
  );

export const removeAll = () =>
  change(
    () => [],
    async () => void (await kept((into) => into.clear())),
  );

/** Brings in what is kept and not listed, or said anew in another tab, and drops what was removed there. */
async function fromStore() {
  const stored = await (await theStore()).files();
  await change(
    (now) => withStored(now, stored),
    () => Promise.resolve(),
  );
}

let restored: Promise<void> | null = null;
/** What an earlier visit has kept, read in the background; nothing is started where there is nothing. */
export function restore(): Promise<void> {
  restored ??= (async () => {
    if (!(await isThere(store))) return;
    try {
      await fromStore();
    } catch (error) {
      unkept = 'What was kept of your digests could not be read.';
      console.error(error);
    }
  })();
  return restored;
}
channel?.addEventListener('message', () => void fromStore().catch(() => undefined));
