/** Manifest → tables that the engine can query. */
import { TABLE_NAMES, tables, type Manifest, type TableName } from '../core/tables/schema.ts';
import type { Engine } from './engine.ts';
import { fetchBytes } from './fetch.ts';
import { filesOf } from './manifest.ts';

/** Files up to this many bytes are fetched once; larger ones are read by range. */
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

/** Registers every file and makes a view a table. `only` limits it to the tables that a caller needs. */
export async function loadTables(
  engine: Engine,
  manifest: Manifest,
  base: string,
  only: readonly TableName[] = TABLE_NAMES,
): Promise<void> {
  await Promise.all(
    only.map(async (table) => {
      const files = filesOf(manifest, table);
      await Promise.all(
        files.map(async ({ file, bytes }) =>
          bytes > WHOLE_FILE_BYTES
            ? engine.addUrl(file, new URL(file, base).href)
            : engine.addBuffer(file, await fetchBytes(base, file)),
        ),
      );
      await engine.run(
        viewSql(
          table,
          files.map(({ file }) => file),
        ),
        [],
      );
    }),
  );
}
