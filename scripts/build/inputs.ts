/** What a compiled module was made of, so that it is compiled again only when one of its sources is another one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from './options.ts';

/** Path from the root → SHA-256. */
export type Inputs = Record<string, string>;

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const hashAt = (path: string): string => hashOf(readFileSync(join(ROOT, path)));

/** What says how a module is compiled, as this process loaded it. */
export const SETTINGS: Inputs = Object.fromEntries(
  [
    ...['scripts/build/bundle.ts', 'scripts/build/inputs.ts', 'scripts/build/program.ts'],
    ...['tsconfig.json', 'package-lock.json'],
  ].map((path) => [path, hashAt(path)]),
);

/** Adds to `inputs` each source as it is handed to esbuild: read again later, it may be another one. */
export const noteInputs = (inputs: Inputs): Plugin => ({
  name: 'note-inputs',
  setup: ({ onLoad }) =>
    onLoad({ filter: /./, namespace: 'file' }, ({ path }) => {
      const contents = readFileSync(path);
      inputs[relative(ROOT, path).replaceAll(sep, '/')] = hashOf(contents);
      return { contents, loader: 'default' };
    }),
});

export function unchanged(inputs: Inputs): boolean {
  try {
    return Object.entries(inputs).every(([path, hash]) => hashAt(path) === hash);
  } catch {
    return false;
  }
}
