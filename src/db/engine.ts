/** The only file that knows DuckDB-WASM. Everything it loads comes from this page's own origin. */
import * as duckdb from '@duckdb/duckdb-wasm';
import ehWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import mvpWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-mvp.worker.js?url';
import ehModule from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import mvpModule from '@duckdb/duckdb-wasm/dist/duckdb-mvp.wasm?url';
import { confinedWorker } from './confined-worker.ts';
import { LoadError } from './fetch.ts';
import type { Runner, Value } from './query.ts';
import { plainRows, type ArrowTable } from './rows.ts';
import { openSession, type Connection, type Session } from './session.ts';

/** A Parquet file in place of a table, for one question. */
export type InPlace = { table: string; bytes: Uint8Array };

export type Engine = {
  run: Runner;
  /** One SELECT over other files than its tables. The buffers are given away. */
  runOver(files: readonly InPlace[], text: string, values: readonly Value[]): Promise<unknown[]>;
  /** A whole file, held in memory. */
  addBuffer(name: string, bytes: Uint8Array): Promise<void>;
  /** A file that is read by HTTP range as queries need it. `url` is absolute. */
  addUrl(name: string, url: string): Promise<void>;
  /** A file that a COPY wrote, taken out of the engine's memory. */
  takeFile(name: string): Promise<Uint8Array<ArrayBuffer>>;
  dropFile(name: string): Promise<void>;
  /** Settles when the engine has died without being closed; everything asked of it then fails with a LoadError. */
  died: Promise<unknown>;
  /** For a reader's own queries, beside the page's. */
  session(): Session;
  /** The rows of a query of ours, or of one that was checked, as a Parquet file (zstd). */
  parquet(query: string): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
  /** Ends it at once, whatever runs. */
  stop(): void;
};

const stopped = (why: string) =>
  new LoadError(
    'The query engine',
    why === '' ? 'was stopped by the browser, most often for lack of memory.' : `stopped (${why}).`,
    'Close other tabs or narrow the filter, then try again: it starts anew.',
  );

function notStarted(error: unknown): LoadError {
  if (error instanceof LoadError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new LoadError(
    'The query engine',
    `could not start (${why}).`,
    'Try again. If it stays, the copy of the site is not whole or the browser lacks memory; charts that need no engine work all the same.',
    { cause: error },
  );
}

const KEPT_STATEMENTS = 64;

/** Addresses of the engine's own files, once one has started: its worker's requests are not seen by the page. */
export const engineFiles = (): readonly string[] => started;
let started: readonly string[] = [];

export async function openEngine(): Promise<Engine> {
  const bundle = await duckdb.selectBundle({
    mvp: { mainModule: mvpModule, mainWorker: mvpWorker },
    eh: { mainModule: ehModule, mainWorker: ehWorker },
  });
  if (!bundle.mainWorker) throw new Error('DuckDB-WASM found no worker that this browser can run.');
  const { worker, died } = await confinedWorker(new URL(bundle.mainWorker, location.href));
  let running = false;
  const gone = died.then((why) =>
    Promise.reject(running || why === '' ? stopped(why) : notStarted(new Error(why))),
  );
  // Heard where something waits for it.
  gone.catch(() => undefined);
  const unlessGone = <T>(task: Promise<T>): Promise<T> => Promise.race([task, gone]);
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  try {
    // The worker resolves relative addresses against itself, so it gets an absolute one.
    await unlessGone(db.instantiate(new URL(bundle.mainModule, location.href).href));
    await unlessGone(
      db.open({
        // Its own casts to double break 64-bit integers inside lists and structs (1.28.0); rows.ts makes numbers of them.
        query: { castBigIntToDouble: false, castDecimalToDouble: false },
        filesystem: { allowFullHTTPReads: true },
      }),
    );
  } catch (error) {
    worker.terminate();
    throw notStarted(error);
  }
  running = true;
  started = [bundle.mainModule, bundle.mainWorker].map((file) => new URL(file, location.href).href);
  const connection = await db.connect();
  // A large file's footer is read once, not at every question.
  await connection.query('SET enable_object_cache = true');
  const statements = new Map<string, Promise<duckdb.AsyncPreparedStatement>>();

  const prepare = (text: string) => {
    const kept = statements.get(text);
    if (kept) return kept;
    const made = connection.prepare(text);
    statements.set(text, made);
    made.catch(() => statements.delete(text));
    const oldest = statements.keys().next().value;
    if (statements.size > KEPT_STATEMENTS && oldest !== undefined) {
      void statements.get(oldest)?.then((statement) => statement.close());
      statements.delete(oldest);
    }
    return made;
  };

  let taken = 0;
  // One connection takes one query at a time: a second one would cancel the first's result.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const mine = turn.then(() => unlessGone(task()));
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    run: (text: string, values: readonly Value[]) =>
      inTurn(async () => {
        const table =
          values.length === 0 ? await connection.query(text) : await (await prepare(text)).query(...values);
        return plainRows(table as unknown as ArrowTable);
      }),
    runOver: (files, text, values) =>
      inTurn(async () => {
        const named = files.map(({ table, bytes }) => ({
          table,
          bytes,
          name: `${table}-${++taken}.parquet`,
        }));
        const instead = named.map(({ table, name }) => `${table} AS (SELECT * FROM read_parquet('${name}'))`);
        try {
          await Promise.all(named.map(({ name, bytes }) => db.registerFileBuffer(name, bytes)));
          const statement = await connection.prepare(
            `WITH ${instead.join(', ')} SELECT * FROM (\n${text}\n)`,
          );
          try {
            return plainRows((await statement.query(...values)) as unknown as ArrowTable);
          } finally {
            await statement.close();
          }
        } finally {
          // One that was not registered has nothing to drop, and what went wrong before is what is told.
          await Promise.allSettled(named.map(({ name }) => db.dropFile(name)));
        }
      }),
    addBuffer: (name, bytes) => unlessGone(db.registerFileBuffer(name, bytes)),
    addUrl: (name, url) => unlessGone(db.registerFileURL(name, url, duckdb.DuckDBDataProtocol.HTTP, false)),
    takeFile: async (name) => {
      const bytes = new Uint8Array(await unlessGone(db.copyFileToBuffer(name)));
      await unlessGone(db.dropFile(name));
      return bytes;
    },
    dropFile: async (name) => void (await unlessGone(db.dropFile(name))),
    died,
    session: () => openSession(async () => (await db.connect()) as unknown as Connection),
    parquet: (query) =>
      inTurn(async () => {
        await connection.query(
          `COPY (${query}\n) TO 'papertide-export.parquet' (FORMAT PARQUET, CODEC 'ZSTD')`,
        );
        const bytes = await db.copyFileToBuffer('papertide-export.parquet');
        await db.dropFile('papertide-export.parquet');
        return new Uint8Array(bytes);
      }),
    stop: () => worker.terminate(),
    close: async () => {
      await connection.close();
      await db.terminate();
    },
  };
}
