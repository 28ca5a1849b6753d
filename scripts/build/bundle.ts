/**
 * The parser, the extractor and the finder of terms, each as one plain module: worker threads load it without a TypeScript loader,
 * and its hash is the version by which earlier results are kept or dropped.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './options.ts';

export type Bundle = { file: string; version: string };
const STAGES = {
  parse: 'scripts/build/parse-batch.ts',
  extract: 'scripts/build/extract-batch.ts',
  terms: 'scripts/build/term-batch.ts',
} as const;
export type Stage = keyof typeof STAGES;

const compiled = () =>
  build({
    absWorkingDir: ROOT,
    entryPoints: STAGES,
    bundle: true,
    write: false,
    // Nothing is written there; without it there is no telling the outputs apart.
    outdir: ROOT,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    charset: 'utf8',
    logLevel: 'silent',
    // Packages in the older module form ask for `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });

/** A process that builds often has one program: its sources are compiled once. */
let once: ReturnType<typeof compiled> | undefined;

/** Bundles all stages into `folder`. The same sources give the same version on any machine. */
export async function bundleStages(folder: string): Promise<Record<Stage, Bundle>> {
  mkdirSync(folder, { recursive: true });
  const built = await (once ??= compiled());
  const bundleOf = (stage: Stage): Bundle => {
    const output = built.outputFiles.find((f) => f.path.endsWith(`${stage}.js`));
    if (!output) throw new Error(`esbuild gave no output for the stage "${stage}"`);
    const version = createHash('sha256').update(output.contents).digest('hex').slice(0, 12);
    const file = join(folder, `${stage}-${version}.mjs`);
    if (!existsSync(file)) {
      writeFileSync(`${file}.${process.pid}`, output.contents);
      renameSync(`${file}.${process.pid}`, file);
    }
    return { file, version };
  };
  return { parse: bundleOf('parse'), extract: bundleOf('extract'), terms: bundleOf('terms') };
}
