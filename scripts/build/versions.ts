/**
 * What the derived tables and kept bursts depend on beside parser and extractor: statements, statistics, taxonomy, engine,
 * and zlib, which packs pages differently from version to version.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import { TOPICS } from '../../src/core/topics/taxonomy.ts';
import { ROOT } from './options.ts';

const FOLDERS = [
  ...['scripts/build', 'scripts/build/sql', 'scripts/feeds'],
  ...['src/core/tables', 'src/core/parquet', 'src/core/stats'],
];

/** Any change of a file of scripts/build makes the tables anew: none is left out by a list that grows old. */
export function deriveVersion(): string {
  const hash = createHash('sha256')
    .update(version())
    .update(process.versions.zlib)
    .update(JSON.stringify(TOPICS));
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(ROOT, folder)).sort())
      if (/\.(?:ts|sql)$/.test(name)) hash.update(name).update(readFileSync(join(ROOT, folder, name)));
  return hash.digest('hex').slice(0, 12);
}
