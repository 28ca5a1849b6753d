/**
 * `npm run build:data`: the build as one plain module where its sources are what they were when it was made, for loading
 * each source through a compiler costs half of a small build; else the sources themselves, and then that module anew.
 * PAPERTIDE_PROGRAM is the folder it is kept in; its packages are looked for from there.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('../', import.meta.url);
const folder =
  process.env.PAPERTIDE_PROGRAM ?? fileURLToPath(new URL('node_modules/.cache/papertide/program', root));

const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The module; null where it is not there whole, or a source is another one. */
function current() {
  try {
    const { file, inputs, of } = JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8'));
    // Two copies of the sources may share their packages, and with them this folder.
    if (of !== root.href) return null;
    const same = ([path, hash]) => hashOf(new URL(path, root)) === hash;
    const module = join(folder, file);
    const whole = file === `build-${hashOf(module).slice(0, 12)}.mjs`;
    return whole && Object.entries(inputs).every(same) ? pathToFileURL(module).href : null;
  } catch {
    return null;
  }
}

const module = process.argv.includes('--full') ? null : current();
if (module !== null) await import(module);
else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./build.ts');
  const { keepProgram } = await import('./build/program.ts');
  // Where it cannot be kept, the next build begins as this one did.
  await keepProgram(folder).catch(() => undefined);
}
