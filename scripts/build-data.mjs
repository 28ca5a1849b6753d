/**
 * `npm run build:data`: the build as one plain module where its sources are what they were when it was made, for loading
 * each source through a compiler costs half of a small build; else the sources themselves, and then that module anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const kept = new URL('node_modules/.cache/papertide/program/build.json', root);

/** The module's file; null where there is none, or a source is another one. */
function current() {
  try {
    const { file, inputs, of } = JSON.parse(readFileSync(kept, 'utf8'));
    // Two copies of the sources may share their packages, and with them this folder.
    if (of !== root.href) return null;
    const same = ([path, hash]) =>
      createHash('sha256')
        .update(readFileSync(new URL(path, root)))
        .digest('hex') === hash;
    return Object.entries(inputs).every(same) ? file : null;
  } catch {
    return null;
  }
}

const file = current();
if (file !== null) await import(new URL(file, kept));
else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./build.ts');
  const { keepProgram } = await import('./build/program.ts');
  // Where it cannot be kept, the next build begins as this one did.
  await keepProgram().catch(() => undefined);
}
