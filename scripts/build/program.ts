/** The build's own program as one module: see scripts/build-data.mjs, which runs it. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf, noteInputs, SETTINGS, type Inputs } from './inputs.ts';
import { ROOT } from './options.ts';
import { putWhole } from './write-all.ts';

/** Found by their own place, or needed only where there is something to compile. */
const APART = ['@duckdb/node-bindings', 'tinypool', 'esbuild'];

const AN_HOUR = 3_600_000;

/** Compiles scripts/build.ts with what it imports into `folder`. */
export async function keepProgram(folder: string): Promise<void> {
  const inputs: Inputs = { ...SETTINGS };
  const { build } = await import('esbuild');
  const made = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/build.ts'],
    bundle: true,
    write: false,
    plugins: [noteInputs(inputs)],
    external: APART,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    // The sources find the root by the place of one of them.
    banner: {
      js:
        "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(" +
        JSON.stringify(join(ROOT, 'package.json')) +
        ');',
    },
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(ROOT, 'scripts/build/options.ts')).href) },
  });
  const contents = made.outputFiles[0]?.contents ?? new Uint8Array();
  const file = `build-${hashOf(contents).slice(0, 12)}.mjs`;
  mkdirSync(folder, { recursive: true });
  putWhole(join(folder, file), contents);
  putWhole(join(folder, 'build.json'), JSON.stringify({ file, inputs, of: pathToFileURL(`${ROOT}/`).href }));
  // Another build may be about to load the one before.
  const old = (name: string) => statSync(join(folder, name)).mtimeMs < Date.now() - AN_HOUR;
  for (const name of readdirSync(folder))
    if (/^build-[0-9a-f]{12}\.mjs$/.test(name) && name !== file && old(name)) rmSync(join(folder, name));
}
