/** Asks the page's questions of the browser's own engine in Node, with rows made plain as the page makes them. */
import type { Query, Runner, Value } from '../src/db/query.ts';
import { run } from '../src/db/query.ts';
import { plainRows, type ArrowTable } from '../src/db/rows.ts';
import { viewSql } from '../src/db/load.ts';
import { TABLE_NAMES } from '../src/core/tables/schema.ts';
import { openDuck, type Duck } from './duck.ts';

export type Asked = Duck & { ask: <Row>(query: Query<Row>) => Promise<Row[]> };

export function asking(duck: Duck): Asked {
  const runner: Runner = async (text: string, values: readonly Value[]) => {
    if (values.length === 0) return plainRows(duck.connection.query(text) as unknown as ArrowTable);
    const statement = duck.connection.prepare(text);
    try {
      return plainRows(statement.query(...values) as unknown as ArrowTable);
    } finally {
      statement.close();
    }
  };
  return { ...duck, ask: (query) => run(runner, query) };
}

/** An engine with every table, empty but for what `setup` puts in (INSERT statements into tables of the schema). */
export async function duckWith(setup: readonly string[]): Promise<Asked> {
  const tables = TABLE_NAMES.map((name) =>
    viewSql(name, []).replace('CREATE OR REPLACE VIEW', 'CREATE TABLE'),
  );
  const duck = await openDuck();
  // As src/db/engine.ts opens it.
  duck.connection.close();
  duck.db.open({ query: { castBigIntToDouble: false, castDecimalToDouble: false } });
  const connection = duck.db.connect();
  for (const text of [...tables, ...setup]) connection.query(text);
  const close = () => {
    connection.close();
    duck.db.reset();
  };
  return asking({ ...duck, connection, close });
}
