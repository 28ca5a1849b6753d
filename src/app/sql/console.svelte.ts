/** The console's engine and what it is doing: one query at a time, its rows as they come, and a real end to it. */
import type { Engine } from '../../db/engine.ts';
import type { ResultColumn, Session } from '../../db/session.ts';
import { anotherEngine, data } from '../data.svelte.ts';
import { bestFault, lineAndColumn, ownQuery, type Fault } from './error-place.ts';
import { readOnly, type Checked } from './readonly.ts';

export type Result = {
  checked: Checked;
  columns: ResultColumn[];
  /** The first `limit` rows, cells plain. */
  rows: unknown[][];
  limit: number;
  /** Rows counted so far; of all the query has when `counted`. */
  total: number;
  counted: boolean;
  /** Milliseconds until the shown rows were there. */
  ms: number;
};
export type Failure = Fault & { refused: boolean };

/** Beyond it counting ends, and the page says "more than". */
export const COUNTED_ROWS = 1_000_000;
/** How long the engine may take to end a query by itself. */
const PATIENCE = 500;

type Status = 'idle' | 'starting' | 'running' | 'counting' | 'stopping';
let status = $state<Status>('idle');
let result = $state.raw<Result | null>(null);
let failure = $state.raw<Failure | null>(null);
let note = $state('');

export const sqlConsole = {
  get status() {
    return status;
  },
  get result() {
    return result;
  },
  get failure() {
    return failure;
  },
  /** What happened to the engine or the last query besides: stopped, ended hard. */
  get note() {
    return note;
  },
};

type Opened = { engine: Engine; session: Session };
let opened: Promise<Opened> | null = null;
let running: { turn: number; ended: Promise<void>; end: () => void } | null = null;
let turn = 0;
/** The manifest that the engine's tables are of. */
let of: typeof data.manifest = null;

/** Starts the console's engine, so that the first query need not wait for it. */
export function warmUp(): Promise<Opened> {
  // The reader's own digests came or went since: other tables.
  if (opened && of !== data.manifest) {
    void opened.then(({ engine }) => engine.stop()).catch(() => undefined);
    opened = null;
  }
  of = data.manifest;
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<Opened> {
  const engine = await anotherEngine();
  const files = `SELECT count(*)::INT AS views FROM duckdb_views() WHERE sql LIKE '%read_parquet%'`;
  const [row] = (await engine.run(files, [])) as { views: number }[];
  const session = engine.session();
  // With every table in memory the engine needs no file any more; large tables are read from theirs.
  if (row?.views === 0) await session.apply('SET enable_external_access = false');
  await session.apply('SET lock_configuration = true');
  void engine.died.then(() => (opened = null));
  return { engine, session };
}

/** Runs a query, ending the one before. */
export async function runQuery(text: string, limit: number): Promise<void> {
  await stopQuery();
  const mine = ++turn;
  [failure, note] = [null, ''];
  const checked = readOnly(text);
  if ('reason' in checked) {
    const { from, to } = checked;
    failure = { refused: true, message: checked.reason, at: { from, to, ...lineAndColumn(text, from) } };
    result = null;
    return;
  }
  status = 'starting';
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => (end = done));
  running = { turn: mine, ended, end };
  try {
    const { session } = await warmUp();
    if (mine !== turn) return;
    status = 'running';
    await Promise.race([stream(session, checked, limit, mine), ended]);
  } catch (error) {
    if (mine !== turn) return;
    failure = { refused: false, ...(await explain(error, checked)) };
    result = null;
  } finally {
    end();
    if (mine === turn) [status, running] = ['idle', null];
  }
}

async function stream(session: Session, checked: Checked, limit: number, mine: number) {
  const began = performance.now();
  const rows: unknown[][] = [];
  let [total, ms, told] = [0, 0, 0];
  const show = (columns: ResultColumn[], counted: boolean) => {
    told = performance.now();
    result = { checked, columns, rows, limit, total, counted, ms: ms || told - began };
  };
  let columns: ResultColumn[] = [];
  await session.stream(checked.text, limit, (batch) => {
    if (mine !== turn) return false;
    columns = batch.columns;
    for (const row of batch.rows) rows.push(row);
    total += batch.count;
    if (rows.length >= limit && ms === 0) {
      ms = performance.now() - began;
      status = 'counting';
      show(columns, false);
    } else if (status === 'counting' && performance.now() - told > 200) {
      show(columns, false);
    }
    return total <= COUNTED_ROWS;
  });
  if (mine === turn) show(columns, total <= COUNTED_ROWS);
}

/** An error as the engine tells it of the reader's own text, not of the brackets around it. */
async function explain(error: unknown, checked: Checked): Promise<Fault> {
  const own = ownQuery(checked);
  const again = own === null ? null : await (await warmUp()).session.prepare(own).then(() => null, told);
  return bestFault(told(error), again, checked);
}
const told = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Ends what runs: by asking, and by ending the engine when it does not listen. Resolves when nothing runs. */
export async function stopQuery(): Promise<void> {
  const mine = running;
  if (!mine) return;
  const waiting = status === 'starting';
  status = 'stopping';
  turn += 1;
  [running, result] = [null, null];
  // A query that only waits for the engine has nothing to end there.
  note = waiting || (await endInEngine()) ? 'Stopped.' : HARD;
  mine.end();
  status = 'idle';
}

const HARD = 'Stopped. The engine did not answer in time, so it was ended; a new one is starting.';

/** False where the engine itself had to be ended. */
async function endInEngine(): Promise<boolean> {
  const { engine, session } = await warmUp();
  const asked = session.cancel().catch(() => undefined);
  // It has ended once the engine answers again.
  const free = asked.then(() => session.apply('SELECT 1')).then(() => true);
  const late = new Promise<false>((done) => setTimeout(() => done(false), PATIENCE));
  if (await Promise.race([free.catch(() => false as const), late])) return true;
  engine.stop();
  opened = null;
  void warmUp().catch(() => undefined);
  return false;
}

/** Every row of a checked query, read anew; null when there are more than `COUNTED_ROWS`. */
export async function allRows(checked: Checked): Promise<unknown[][] | null> {
  await stopQuery();
  const { session } = await warmUp();
  const rows: unknown[][] = [];
  let total = 0;
  await session.stream(checked.text, COUNTED_ROWS, (batch) => {
    for (const row of batch.rows) rows.push(row);
    total += batch.count;
    return total <= COUNTED_ROWS;
  });
  return total <= COUNTED_ROWS ? rows : null;
}
