/** What a compiled module was made of, so that it is compiled again only when one of its sources is another one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './options.ts';

/** Path from the root → SHA-256. */
export type Inputs = Record<string, string>;

const hashOf = (path: string): string =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, path)))
    .digest('hex');

export const inputsOf = (paths: readonly string[]): Inputs =>
  Object.fromEntries(paths.map((path) => [path, hashOf(path)]));

export function unchanged(inputs: Inputs): boolean {
  try {
    return Object.entries(inputs).every(([path, hash]) => hashOf(path) === hash);
  } catch {
    return false;
  }
}
