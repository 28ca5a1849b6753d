/** The statements of scripts/build/sql. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './options.ts';

export const sqlText = (name: string): string =>
  readFileSync(join(ROOT, 'scripts/build/sql', `${name}.sql`), 'utf8').trim();
