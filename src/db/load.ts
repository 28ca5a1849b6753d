/** Manifest → tables that the engine can query. */
import { TABLE_NAMES, tables, type Manifest, type TableName } from '../core/tables/schema.ts';
import type { Engine } from './engine.ts';
import { fetchBytes, probeFile } from './fetch.ts';
import { filesOf } from './manifest.ts';

/** A table whose files are together no larger is fetched once; a larger one is read by range. A manifest may say another size. */
export const WHOLE_FILE_BYTES = 4 * 1024 * 1024;

const quoted = (name: string) => `'${name.replaceAll("'", "''")}'`;

/** A view over a table's files; a table without files is an empty one with the same columns. */
export function viewSql(table: TableName, files: readonly string[]): string {
  if (files.length > 0) {
    return `CREATE OR REPLACE VIEW ${table} AS SELECT * FROM read_parquet([${files.map(quoted).join(', ')}])`;
  }
  const columns = Object.entries(tables[table]).map(([name, type]) => `NULL::${type} AS "${name}"`);
  return `CREATE OR REPLACE VIEW ${table} AS SELECT ${columns.join(', ')} WHERE false`;
}

/** A table in memory with the rows of its files. */
export const memorySql = (table: TableName, files: readonly string[]): string =>
  `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM read_parquet([${files.map(quoted).join(', ')}])`;

/** Tables that are read by range, by their files together: ten years of four megabytes each would have to come first. */
export const largeTables = (manifest: Manifest): ReadonlySet<TableName> =>
  new Set(
    TABLE_NAMES.filter(
      (table) =>
        filesOf(manifest, table).reduce((sum, { bytes }) => sum + bytes, 0) >
        (manifest.whole_bytes ?? WHOLE_FILE_BYTES),
    ),
  );

/**
 * Registers every file; a table whose files are together small becomes a table in memory (decompressed once, not at every
 * query), a larger one a view that reads by range. `only` limits it to the tables that a caller needs.
 */
export async function loadTables(
  engine: Pick<Engine, 'run' | 'addBuffer' | 'addUrl'>,
  manifest: Manifest,
  base: string,
  only: readonly TableName[] = TABLE_NAMES,
): Promise<void> {
  const large = largeTables(manifest);
  await Promise.all(
    only.map(async (table) => {
      const files = filesOf(manifest, table);
      const small = !large.has(table);
      await Promise.all(
        files.map(async ({ file, bytes }) => {
          if (small) return engine.addBuffer(file, await fetchBytes(base, file, bytes));
          await probeFile(base, file, bytes);
          return engine.addUrl(file, new URL(file, base).href);
        }),
      );
      const names = files.map(({ file }) => file);
      await engine.run(small && files.length > 0 ? memorySql(table, names) : viewSql(table, names), []);
    }),
  );
}
