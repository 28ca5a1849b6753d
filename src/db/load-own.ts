/**
 * The reader's own rows beside those of the built dataset. A built table is renamed once and stays as it is; the name
 * that questions use then holds both: a table in memory where the built one is, a view where that is read by range.
 */
import { NULL_MARK, OWN_TABLES, type OwnPart, type OwnRows, type OwnTable } from '../core/tables/own.ts';
import { tables, type TableName } from '../core/tables/schema.ts';
import type { Runner } from './query.ts';

/** What is used of an engine. */
export type OwnEngine = {
  run: Runner;
  addBuffer(name: string, bytes: Uint8Array): Promise<void>;
  /** A file that a COPY wrote, taken out of the engine's memory. */
  takeFile(name: string): Promise<Uint8Array>;
  dropFile(name: string): Promise<void>;
};
/** The cubes as queries over the other tables: the texts that the build runs. */
export type CubeSql = Record<'trend_cube' | 'metric_cube', string>;

const built = (table: TableName) => `built_${table}`;
const RENAMED = [...OWN_TABLES, 'trend_cube', 'metric_cube'] as const;

/** CSV without a header as the worker writes it. Lines are as long as texts: the limit is above any. */
function csvSql(file: string, columns: Readonly<Record<string, string>>): string {
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
  return `read_csv('${file}', columns = {${types.join(', ')}}, delim = ',', quote = '"', escape = '"', header = false,
    nullstr = '${NULL_MARK}', auto_detect = false, parallel = false, max_line_size = 16777216)`;
}

type Kind = 'TABLE' | 'VIEW';

/** Which built tables there are under their own name still, and which stand aside. */
async function kindsOf(run: Runner): Promise<Map<string, Kind>> {
  const rows = (await run('SELECT table_name, table_type FROM information_schema.tables', [])) as {
    table_name: string;
    table_type: string;
  }[];
  return new Map(rows.map((row) => [row.table_name, row.table_type === 'VIEW' ? 'VIEW' : 'TABLE']));
}

/** Rows of a paper that own digests list, too, stand among the own ones, whole. */
const BY_PAPER: readonly OwnTable[] = ['papers', 'paper_topics', 'metrics'];
function bothSql(table: OwnTable): string {
  const rest = BY_PAPER.includes(table)
    ? `SELECT * FROM ${built(table)} ANTI JOIN own_replaced USING (paper_id)`
    : `SELECT * FROM ${built(table)}`;
  return `${rest} UNION ALL SELECT * FROM own_${table}`;
}

const columnsSql = (table: OwnTable): string =>
  Object.entries(tables[table])
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');

/** Own rows on their way into an engine: they come in parts, and no query sees them before all are there. */
export type Incoming = {
  /** The buffers are given away. */
  add: (part: OwnPart) => Promise<void>;
  /** Puts all that was added in place of what was put before; all or nothing. */
  show: (replaced: Uint8Array, cubes: CubeSql) => Promise<void>;
  drop: () => Promise<void>;
};

let loads = 0;

/** One at a time: what another has added and not shown is lost. */
export async function incoming(engine: OwnEngine): Promise<Incoming> {
  const empty = OWN_TABLES.map((table) => `CREATE OR REPLACE TABLE incoming_${table} (${columnsSql(table)})`);
  await engine.run(empty.join(';\n'), []);
  return {
    add: async (part) => {
      const files = OWN_TABLES.flatMap((table) => {
        const bytes = part[table];
        return bytes && bytes.length > 0 ? [{ table, bytes, name: `own-${loads++}-${table}.csv` }] : [];
      });
      try {
        for (const { bytes, name } of files) await engine.addBuffer(name, bytes);
        for (const { table, name } of files)
          await engine.run(`INSERT INTO incoming_${table} SELECT * FROM ${csvSql(name, tables[table])}`, []);
      } finally {
        for (const { name } of files) await engine.dropFile(name);
      }
    },
    show: (replaced, cubes) => show(engine, replaced, cubes),
    drop: async () => {
      const all = OWN_TABLES.map((table) => `DROP TABLE IF EXISTS incoming_${table}`);
      await engine.run(all.join(';\n'), []);
    },
  };
}

async function show(engine: OwnEngine, replaced: Uint8Array, cubes: CubeSql): Promise<void> {
  const kinds = await kindsOf(engine.run);
  const kindOf = (table: TableName): Kind => kinds.get(built(table)) ?? kinds.get(table) ?? 'TABLE';
  const file = 'own-replaced.csv';
  const ids = { paper_id: 'VARCHAR' };
  // A buffer that is given away has no length.
  const replacedSql = replaced.length > 0 ? csvSql(file, ids) : noRows(ids);
  await engine.addBuffer(file, replaced);
  const script = [
    'BEGIN',
    ...RENAMED.filter((table) => !kinds.has(built(table))).map(
      (table) => `ALTER ${kindOf(table)} ${table} RENAME TO ${built(table)}`,
    ),
    `CREATE OR REPLACE TABLE own_replaced AS SELECT * FROM ${replacedSql}`,
    ...OWN_TABLES.flatMap((table) => [
      `CREATE OR REPLACE TABLE own_${table} AS FROM incoming_${table}`,
      `DROP TABLE incoming_${table}`,
    ]),
    ...OWN_TABLES.map((table) => `CREATE OR REPLACE ${kindOf(table)} ${table} AS ${bothSql(table)}`),
    ...Object.entries(cubes).map(([table, text]) => `CREATE OR REPLACE VIEW ${table} AS ${text}`),
    'COMMIT',
  ].join(';\n');
  try {
    await engine.run(script, []);
  } catch (error) {
    // The engine ends a transaction that fails; where it did not, this does.
    await engine.run('ROLLBACK', []).catch(() => undefined);
    throw error;
  } finally {
    await engine.dropFile(file);
  }
}

/** Puts all rows in place of those put before. The buffers are given away. */
export async function putOwn(engine: OwnEngine, { parts, replaced }: OwnRows, cubes: CubeSql): Promise<void> {
  const { add, show } = await incoming(engine);
  for (const part of parts) await add(part);
  await show(replaced, cubes);
}

const noRows = (columns: Readonly<Record<string, string>>) =>
  `(SELECT ${Object.entries(columns)
    .map(([name, type]) => `NULL::${type} AS "${name}"`)
    .join(', ')}) WHERE false`;

/** Runs a query into CSV with a header, which no thread of the page reads row by row. */
async function copied(engine: OwnEngine, query: string): Promise<Uint8Array> {
  const file = 'own-answer.csv';
  // A file that is there already: the engine warns of one that it must make.
  await engine.addBuffer(file, new Uint8Array(0));
  await engine.run(`COPY (${query}) TO '${file}' (FORMAT CSV, HEADER true, NULLSTR '${NULL_MARK}')`, []);
  return engine.takeFile(file);
}

const builtName = async (engine: OwnEngine) => {
  const kinds = await kindsOf(engine.run);
  return (table: TableName) => (kinds.has(built(table)) ? built(table) : table);
};

/** Titles of the built dataset's papers that have an id. */
export async function builtTitles(engine: OwnEngine): Promise<Uint8Array> {
  const name = await builtName(engine);
  return copied(
    engine,
    `SELECT paper_id, title FROM ${name('papers')} WHERE NOT starts_with(paper_id, 'title:')`,
  );
}

export type BuiltRows = Record<'papers' | 'mentions' | 'paper_topics' | 'metrics', Uint8Array>;

/** All rows that the built dataset has of some papers. `ids`: CSV without a header. */
export async function builtRows(engine: OwnEngine, ids: Uint8Array): Promise<BuiltRows> {
  const name = await builtName(engine);
  const file = 'own-wanted.csv';
  const wanted = ids.length > 0 ? csvSql(file, { paper_id: 'VARCHAR' }) : noRows({ paper_id: 'VARCHAR' });
  await engine.addBuffer(file, ids);
  await engine.run(`CREATE OR REPLACE TABLE own_wanted AS SELECT * FROM ${wanted}`, []);
  const of = (table: TableName) =>
    copied(engine, `SELECT * FROM ${name(table)} SEMI JOIN own_wanted USING (paper_id)`);
  const found: BuiltRows = {
    papers: await of('papers'),
    mentions: await copied(
      engine,
      `SELECT m.*, d.source FROM (SELECT * FROM ${name('mentions')} SEMI JOIN own_wanted USING (paper_id)) m
       LEFT JOIN ${name('digests')} d USING (digest_id)`,
    ),
    paper_topics: await of('paper_topics'),
    metrics: await of('metrics'),
  };
  await engine.run('DROP TABLE own_wanted', []);
  await engine.dropFile(file);
  return found;
}
