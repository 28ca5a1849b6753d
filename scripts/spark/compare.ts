/** Two datasets row by row: what the cluster built against what one machine built. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { TABLE_NAMES, tables, type Manifest, type TableName } from '../../src/core/tables/schema.ts';

/** Rows of a table in both datasets, and rows that only one of them has (a row twice counts twice). */
export type Compared = { table: TableName; rows: [number, number]; onlyFirst: number; onlySecond: number };

/** Reads both datasets whole; throws where a manifest or a file cannot be read. */
export async function compareDatasets(first: string, second: string): Promise<Compared[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const number = async (text: string) => {
    const [row] = (
      await connection.runAndReadAll(`SELECT count(*)::INTEGER AS n FROM (${text})`)
    ).getRowObjectsJS();
    return row?.n as number;
  };
  try {
    const compared: Compared[] = [];
    for (const table of TABLE_NAMES) {
      const [a, b] = [rowsOf(first, table), rowsOf(second, table)];
      compared.push({
        table,
        rows: [await number(a), await number(b)],
        onlyFirst: await number(`${a} EXCEPT ALL ${b}`),
        onlySecond: await number(`${b} EXCEPT ALL ${a}`),
      });
    }
    return compared;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function rowsOf(folder: string, table: TableName): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const files = manifest.tables[table].files.map(
    ({ file }) => `'${join(folder, file).replaceAll("'", "''")}'`,
  );
  const columns = Object.entries(tables[table]).map(
    ([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`,
  );
  return `SELECT ${columns.join(', ')} FROM read_parquet([${files.join(', ')}])`;
}
