/**
 * The working database: what was parsed and extracted, kept between builds. DuckDB's own transactions make it
 * outlive a kill at any moment; whatever does not fit (other versions, a damaged file) is dropped and made anew.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import {
  DIGEST_COLUMNS,
  EXTRACTION_COLUMNS,
  FILE_COLUMNS,
  MENTION_COLUMNS,
  PAPER_TERM_COLUMNS,
  REJECT_COLUMNS,
  TERM_COLUMNS,
} from './spool.ts';

/** A connection. What a build derives lies in `scratch`, in memory and on all connections; what is kept, in `work`. */
export type Lane = {
  connection: DuckDBConnection;
  run: (text: string, values?: DuckDBValue[]) => Promise<void>;
  rows: <Row = Record<string, unknown>>(text: string, values?: DuckDBValue[]) => Promise<Row[]>;
};

export type WorkDb = Lane & {
  /** Folder for spool files; emptied at opening and closing. */
  spool: string;
  /** A connection more, for work while another one streams or writes; closed with the database. */
  lane: () => Promise<Lane>;
  /** All or nothing. */
  transaction: (work: () => Promise<void>) => Promise<void>;
  close: () => void;
};

const LAYOUT = '2';
const MEMORY_LIMIT = '512MB';

export const columnList = (columns: Record<string, string>): string =>
  Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');

/** `versions` names the parser and the extractor; results of other ones are dropped. */
export async function openWorkDb(
  folder: string,
  versions: { parse: string; extract: string },
  options: { full: boolean; threads: number },
  say: (line: string) => void,
): Promise<WorkDb> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'work.duckdb');
  const drop = () => {
    rmSync(file, { force: true });
    rmSync(`${file}.wal`, { force: true });
  };
  if (options.full) drop();
  const spool = join(folder, 'spool');
  rmSync(spool, { recursive: true, force: true });
  mkdirSync(spool, { recursive: true });
  const open = async () => {
    const instance = await DuckDBInstance.create(file, {
      memory_limit: MEMORY_LIMIT,
      threads: String(Math.max(1, options.threads)),
      temp_directory: spool,
      preserve_insertion_order: 'true',
    });
    const connection = await instance.connect();
    await prepare(connection, versions);
    await connection.run("ATTACH ':memory:' AS scratch");
    return { instance, connection };
  };
  let opened;
  try {
    opened = await open();
  } catch (error) {
    say(
      `What earlier builds kept in ${folder} cannot be used (${firstLine(error)}); parsing and extracting anew.`,
    );
    drop();
    opened = await open();
  }
  const { instance, connection } = opened;
  const connections: DuckDBConnection[] = [];
  const first = await laneOf(connection);
  connections.push(connection);
  return {
    ...first,
    spool,
    lane: async () => {
      const more = await instance.connect();
      connections.push(more);
      return laneOf(more);
    },
    transaction: async (work) => {
      await first.run('BEGIN');
      try {
        await work();
        await first.run('COMMIT');
      } catch (error) {
        await connection.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
    close: () => {
      for (const c of connections) c.closeSync();
      instance.closeSync();
      rmSync(spool, { recursive: true, force: true });
    },
  };
}

/** New tables go to `scratch`; names are looked for there, then among what is kept. */
async function laneOf(connection: DuckDBConnection): Promise<Lane> {
  await connection.run("SET search_path = 'scratch.main,work.main'");
  return {
    connection,
    run: async (text, values) => void (await named(text, () => connection.run(text, values))),
    rows: async <Row>(text: string, values?: DuckDBValue[]) => {
      const result = await named(text, () => connection.runAndReadAll(text, values));
      return result.getRowObjectsJS() as Row[];
    },
  };
}

async function prepare(
  connection: DuckDBConnection,
  versions: { parse: string; extract: string },
): Promise<void> {
  const run = (text: string) => connection.run(text);
  await run('CREATE TABLE IF NOT EXISTS kept (stage VARCHAR, version VARCHAR)');
  const kept = (await connection.runAndReadAll('SELECT stage, version FROM kept')).getRows();
  const is = (stage: string, version: string) =>
    kept.some(([s, v]) => s === stage && v === `${LAYOUT}:${version}`);
  const parsed = {
    file: FILE_COLUMNS,
    digest: DIGEST_COLUMNS,
    mention: MENTION_COLUMNS,
    reject: REJECT_COLUMNS,
  };
  await run('CREATE SEQUENCE IF NOT EXISTS mention_ids');
  // A pointer within one build and no more: what it is depends on the order in which workers finish.
  const more: Record<string, string> = { mention: ", mention_id BIGINT DEFAULT nextval('mention_ids')" };
  for (const [table, columns] of Object.entries(parsed)) {
    if (!is('parse', versions.parse)) await run(`DROP TABLE IF EXISTS ${table}`);
    await run(`CREATE TABLE IF NOT EXISTS ${table} (${columnList(columns)}${more[table] ?? ''})`);
  }
  if (!is('extract', versions.extract)) await run('DROP TABLE IF EXISTS extraction');
  await run(`CREATE TABLE IF NOT EXISTS extraction (${columnList(EXTRACTION_COLUMNS)})`);
  const terms = { term: TERM_COLUMNS, paper_term: PAPER_TERM_COLUMNS, term_state: { state: 'VARCHAR' } };
  for (const [table, columns] of Object.entries(terms))
    await run(`CREATE TABLE IF NOT EXISTS ${table} (${columnList(columns)})`);
  await run('DELETE FROM kept');
  await run(
    `INSERT INTO kept VALUES ('parse', '${LAYOUT}:${versions.parse}'), ('extract', '${LAYOUT}:${versions.extract}')`,
  );
}

/** The rows of spool files, with the given columns and types. */
export function spooled(files: string | readonly string[], columns: Record<string, string>): string {
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type.replaceAll("'", "''")}'`);
  const paths = [files].flat().map((file) => `'${file.replaceAll("'", "''")}'`);
  return `read_json([${paths.join(', ')}], format = 'newline_delimited', maximum_object_size = 67108864, columns = {${types.join(', ')}})`;
}

/** A failed statement's error holds the statement. */
async function named<T>(text: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\n\nSQL: ${text.trim().slice(0, 2000)}`,
      {
        cause: error,
      },
    );
  }
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0];
