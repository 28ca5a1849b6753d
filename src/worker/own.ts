/** The own-digests worker: what the page asks, `read-own.ts` does. */
import type { OwnPart } from '../core/tables/own.ts';
import { csvOf, rowsOf } from './csv.ts';
import type { BaseRow, BaseRows } from './join.ts';
import { keptExtractions, type Kept } from './kept.ts';
import { greeting, poolOf, versionOf } from './pool.ts';
import type { BaseTables, FromOwn, OwnFile, Progress, Topics, ToOwn } from './protocol.ts';
import { ownReader } from './read-own.ts';

const say = (message: FromOwn) => postMessage(message);
const tell = (progress: Progress) => say({ kind: 'progress', progress });

/** One question at a time is open; the page answers it. */
let answered: (message: ToOwn) => void = () => undefined;
const reply = () => new Promise<ToOwn>((done) => (answered = done));

async function titlesOfBase(): Promise<BaseRow[]> {
  say({ kind: 'question', question: { what: 'titles' } });
  const message = await reply();
  return message.kind === 'titles' ? rowsOf(message.csv) : [];
}

async function rowsOfBase(ids: readonly string[]): Promise<BaseRows> {
  const wanted = csvOf(
    { paper_id: 'VARCHAR' },
    ids.map((paper_id) => ({ paper_id })),
  );
  say({ kind: 'question', question: { what: 'papers', ids: wanted } });
  const message = await reply();
  if (message.kind !== 'papers') throw new Error(`the page answered ${message.kind}`);
  const table = (name: keyof BaseTables) => rowsOf(message.tables[name]);
  return {
    papers: table('papers'),
    mentions: table('mentions'),
    paper_topics: table('paper_topics'),
    metrics: table('metrics'),
  };
}

const buffersOf = (part: OwnPart): ArrayBuffer[] =>
  Object.values(part).map((bytes) => bytes.buffer as ArrayBuffer);
const send = (part: OwnPart) =>
  postMessage({ kind: 'part', part } satisfies FromOwn, { transfer: buffersOf(part) });

type Started = { read: ReturnType<typeof ownReader>; kept: Kept };
let started: Promise<Started> | null = null;

async function start(ports: MessagePort[], store: string | null): Promise<Started> {
  const hellos = await Promise.all(ports.map(greeting));
  const version = hellos[0] ? versionOf(hellos[0]) : null;
  const kept = await keptExtractions(store, version);
  const read = ownReader({ pool: poolOf(ports), kept, titles: titlesOfBase, rows: rowsOfBase, tell, send });
  return { read, kept };
}

async function answer(files: readonly OwnFile[], topics: Topics): Promise<void> {
  try {
    if (!started) throw new Error('asked before the helpers came');
    const { read, kept } = await started;
    const overlay = await read(files, topics);
    say({ kind: 'done', overlay });
    await kept.save();
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToOwn>) => {
  if (data.kind === 'helpers') started = start(data.ports, data.store);
  else if (data.kind === 'run') void answer(data.files, data.topics);
  else answered(data);
});
