/** The browser's own engine (DuckDB-WASM, same version and build) in Node, so that SQL is tested where it will run. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Blocking from '@duckdb/duckdb-wasm/blocking';
import { TABLE_NAMES, type Manifest } from '../src/core/tables/schema.ts';

// The package's types name the browser build only; the Node build has the same functions and a runtime of its own.
const require = createRequire(import.meta.url);
const wasm = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs') as typeof Blocking & {
  NODE_RUNTIME: Blocking.DuckDBRuntime;
};

export type Duck = {
  db: Blocking.DuckDBBindings;
  connection: Blocking.DuckDBConnection;
  /** Makes `bytes` readable as the file `name`. */
  register: (name: string, bytes: Uint8Array) => void;
  /** Runs one statement with bound values; rows as plain objects, in the engine's own types. */
  rows: <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Row[];
  close: () => void;
};

const plain = <Row>(rows: readonly { toJSON: () => unknown }[]): Row[] => rows.map((r) => r.toJSON() as Row);

/** Opens an empty engine with `setup` statements run on it. */
export async function openDuck(setup: readonly string[] = []): Promise<Duck> {
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'));
  const bundle = (kind: 'mvp' | 'eh') => ({
    mainModule: join(dist, `duckdb-${kind}.wasm`),
    mainWorker: join(dist, `duckdb-node-${kind}.worker.cjs`),
  });
  const db = await wasm.createDuckDB(
    { mvp: bundle('mvp'), eh: bundle('eh') },
    new wasm.ConsoleLogger(wasm.LogLevel.WARNING),
    wasm.NODE_RUNTIME,
  );
  await db.instantiate(() => undefined);
  // As src/db opens it: 64-bit counts come as numbers, not BigInt.
  db.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  const connection = db.connect();
  for (const text of setup) connection.query(text);
  return {
    db,
    connection,
    register: (name, bytes) => db.registerFileBuffer(name, bytes),
    rows: <Row>(text: string, values: readonly unknown[] = []) => {
      if (values.length === 0) return plain<Row>(connection.query(text).toArray());
      const statement = connection.prepare(text);
      try {
        return plain<Row>(statement.query(...(values as unknown[])).toArray());
      } finally {
        statement.close();
      }
    },
    close: () => {
      connection.close();
      db.reset();
    },
  };
}

/** Opens a built dataset (a folder with manifest.json) as views named like the tables. */
export async function openDataset(folder: string): Promise<Duck & { manifest: Manifest }> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const duck = await openDuck();
  for (const table of TABLE_NAMES) {
    const files = manifest.tables[table].files.map((f) => f.file);
    for (const file of files) duck.register(file, new Uint8Array(readFileSync(join(folder, file))));
    const list = files.map((f) => `'${f}'`).join(', ');
    duck.connection.query(`CREATE VIEW ${table} AS SELECT * FROM parquet_scan([${list}])`);
  }
  return { ...duck, manifest };
}
