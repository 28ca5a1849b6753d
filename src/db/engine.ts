/** The only file that knows DuckDB-WASM. Everything it loads comes from this page's own origin. */
import * as duckdb from '@duckdb/duckdb-wasm';
import ehWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import mvpWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-mvp.worker.js?url';
import ehModule from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import mvpModule from '@duckdb/duckdb-wasm/dist/duckdb-mvp.wasm?url';
import { confinedWorker } from './confined-worker.ts';
import type { Runner, Value } from './query.ts';
import { plainRows, type ArrowTable } from './rows.ts';

export type Engine = {
  run: Runner;
  /** A whole file, held in memory. */
  addBuffer(name: string, bytes: Uint8Array): Promise<void>;
  /** A file that is read by HTTP range as queries need it. `url` is absolute. */
  addUrl(name: string, url: string): Promise<void>;
  close(): Promise<void>;
};

const KEPT_STATEMENTS = 64;

export async function openEngine(): Promise<Engine> {
  const bundle = await duckdb.selectBundle({
    mvp: { mainModule: mvpModule, mainWorker: mvpWorker },
    eh: { mainModule: ehModule, mainWorker: ehWorker },
  });
  if (!bundle.mainWorker) throw new Error('DuckDB-WASM found no worker that this browser can run.');
  const worker = confinedWorker(new URL(bundle.mainWorker, location.href));
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  // The worker resolves relative addresses against itself, so it gets an absolute one.
  await db.instantiate(new URL(bundle.mainModule, location.href).href);
  await db.open({
    // Its own casts to double break 64-bit integers inside lists and structs (1.28.0); rows.ts makes numbers of them.
    query: { castBigIntToDouble: false, castDecimalToDouble: false },
    filesystem: { allowFullHTTPReads: true },
  });
  const connection = await db.connect();
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

  // One connection takes one query at a time: a second one would cancel the first's result.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const mine = turn.then(task, task);
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
    addBuffer: (name, bytes) => db.registerFileBuffer(name, bytes),
    addUrl: (name, url) => db.registerFileURL(name, url, duckdb.DuckDBDataProtocol.HTTP, false),
    close: async () => {
      await connection.close();
      await db.terminate();
    },
  };
}
