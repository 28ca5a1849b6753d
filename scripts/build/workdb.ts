/**
 * The working database: what was parsed and extracted, kept between builds. DuckDB's own transactions make it
 * outlive a kill at any moment; whatever does not fit (other versions, a damaged file) is dropped and made anew.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { tables } from '../../src/core/tables/schema.ts';
import {
  CHANGED_COLUMNS,
  DIGEST_COLUMNS,
  DIRTY_COLUMNS,
  EXTRACTION_COLUMNS,
  FILE_COLUMNS,
  ISSUE_COLUMNS,
  LISTED_COLUMNS,
  MENTION_COLUMNS,
  PAPER_COLUMNS,
  PAPER_TERM_COLUMNS,
  PART_COLUMNS,
  REJECT_COLUMNS,
  TERM_COLUMNS,
} from './spool.ts';

/** A connection. What only this build needs lies in `scratch`, in memory and on all connections; what is kept, in `work`. */
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
  /** How far the stages are; null where one has not begun. The second one takes a value as SQL text. */
  state: (name: State) => Promise<string | null>;
  setState: (name: State, value: string | null) => Promise<void>;
  close: () => void;
};

/** `merged`: the last mention merged. `derived`: metrics, topics and cubes are those of all papers but the changed. */
type State = 'merged' | 'derived' | 'terms' | 'corrected' | 'bursts';

/** What each version of a stage made, and is dropped with. */
const PARSED = {
  file: FILE_COLUMNS,
  digest: DIGEST_COLUMNS,
  mention: MENTION_COLUMNS,
  reject: REJECT_COLUMNS,
} as const;
const DERIVED = {
  issue: ISSUE_COLUMNS,
  listed: LISTED_COLUMNS,
  paper: PAPER_COLUMNS,
  changed: CHANGED_COLUMNS,
  dirty: DIRTY_COLUMNS,
  gone: { mention_id: 'BIGINT' },
  metrics: { ...tables.metrics, n: 'INTEGER', first: 'BOOLEAN' },
  paper_topics: tables.paper_topics,
  trend_cube: tables.trend_cube,
  metric_cube: tables.metric_cube,
  term: TERM_COLUMNS,
  paper_term: PAPER_TERM_COLUMNS,
  part: PART_COLUMNS,
  state: { name: 'VARCHAR', value: 'VARCHAR' },
} as const;

/** `derive` is for who derives tables. */
export type Versions = { parse: string; extract: string; derive?: string };

const LAYOUT = '3';
const MEMORY_LIMIT = '512MB';

export const columnList = (columns: Record<string, string>): string =>
  Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');

/** `versions` names the parser, the extractor and what derives tables; results of other ones are dropped. */
export async function openWorkDb(
  folder: string,
  versions: Versions,
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
    state: async (name) => {
      const [row] = await first.rows<{ value: string }>('SELECT value FROM state WHERE name = ?', [name]);
      return row?.value ?? null;
    },
    setState: async (name, value) => {
      await first.run('DELETE FROM state WHERE name = ?', [name]);
      if (value !== null) await first.run(`INSERT INTO state VALUES (?, (${value}))`, [name]);
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

async function prepare(connection: DuckDBConnection, versions: Versions): Promise<void> {
  const run = (text: string) => connection.run(text);
  await run('CREATE TABLE IF NOT EXISTS kept (stage VARCHAR, version VARCHAR)');
  const kept = (await connection.runAndReadAll('SELECT stage, version FROM kept')).getRows();
  const versionOf = (stage: keyof Versions) => `${LAYOUT}:${versions[stage] ?? 'none'}`;
  const is = (stage: keyof Versions) => kept.some(([s, v]) => s === stage && v === versionOf(stage));
  // A pointer within one database and no more: what it is depends on the order in which workers finish.
  await run('CREATE SEQUENCE IF NOT EXISTS mention_ids');
  const more: Record<string, string> = { mention: ", mention_id BIGINT DEFAULT nextval('mention_ids')" };
  const make = async (made: Record<string, Record<string, string>>, holds: boolean) => {
    for (const [table, columns] of Object.entries(made)) {
      if (!holds) await run(`DROP TABLE IF EXISTS ${table}`);
      await run(`CREATE TABLE IF NOT EXISTS ${table} (${columnList(columns)}${more[table] ?? ''})`);
    }
  };
  await make(PARSED, is('parse'));
  await make({ extraction: EXTRACTION_COLUMNS }, is('extract'));
  await make(DERIVED, is('parse') && is('extract') && is('derive'));
  if (is('parse') && is('extract') && is('derive')) return;
  await run('DELETE FROM kept');
  for (const stage of ['parse', 'extract', 'derive'] as const)
    await run(`INSERT INTO kept VALUES ('${stage}', '${versionOf(stage)}')`);
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
