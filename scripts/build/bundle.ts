/**
 * The parser, the extractor and the finder of terms, each as one plain module: worker threads load it without a TypeScript loader,
 * and its hash is the version by which earlier results are kept or dropped.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, noteInputs, SETTINGS, unchanged, type Inputs } from './inputs.ts';
import { ROOT } from './options.ts';
import { putWhole } from './write-all.ts';

export type Bundle = { file: string; version: string };
const STAGES = {
  parse: 'scripts/build/parse-batch.ts',
  extract: 'scripts/build/extract-batch.ts',
  terms: 'scripts/build/term-batch.ts',
} as const;
export type Stage = keyof typeof STAGES;

const compiled = async () => {
  const { build } = await import('esbuild');
  const inputs: Inputs = { ...SETTINGS };
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: STAGES,
    bundle: true,
    write: false,
    plugins: [noteInputs(inputs)],
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
  return { outputFiles, inputs };
};

/** A process that builds often compiles its sources once, as long as they are the same. */
let once: ReturnType<typeof compiled> | undefined;

type Kept = { inputs: Inputs; bundles: Record<Stage, Bundle> };

const versionOf = (contents: Uint8Array): string => hashOf(contents).slice(0, 12);

/**
 * Bundles all stages into `folder`, or finds them there unless `full`. The same sources give the same version on any
 * machine.
 */
export async function bundleStages(folder: string, full = false): Promise<Record<Stage, Bundle>> {
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'stages.json');
  const kept = full ? null : keptIn(list);
  if (kept) return kept.bundles;
  let built = await (once ??= compiled());
  if (!unchanged(built.inputs)) built = await (once = compiled());
  const bundleOf = (stage: Stage): Bundle => {
    const output = built.outputFiles.find((f) => f.path.endsWith(`${stage}.js`));
    if (!output) throw new Error(`esbuild gave no output for the stage "${stage}"`);
    const version = versionOf(output.contents);
    const file = join(folder, `${stage}-${version}.mjs`);
    putWhole(file, output.contents);
    return { file, version };
  };
  const bundles = { parse: bundleOf('parse'), extract: bundleOf('extract'), terms: bundleOf('terms') };
  putWhole(list, JSON.stringify({ inputs: built.inputs, bundles } satisfies Kept));
  return bundles;
}

/** What the same sources gave before. */
function keptIn(list: string): Kept | null {
  try {
    const kept = JSON.parse(readFileSync(list, 'utf8')) as Kept;
    const whole = Object.values(kept.bundles).every(
      ({ file, version }) => versionOf(readFileSync(file)) === version,
    );
    return whole && unchanged(kept.inputs) ? kept : null;
  } catch {
    return null;
  }
}
