import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test, vi } from 'vitest';
import { bundleStages, type Bundle } from '../../scripts/build/bundle.ts';
import { noteInputs, SETTINGS, unchanged, type Inputs } from '../../scripts/build/inputs.ts';
import { deriveVersion } from '../../scripts/build/versions.ts';
import { temporaryFolder } from './fixtures.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a source changed while it is compiled is not taken for what was compiled', async () => {
  const source = join(temporaryFolder(), 'one.ts');
  writeFileSync(source, 'export const one: number = 1;');
  const inputs: Inputs = {};
  const compile = () =>
    build({
      entryPoints: [source],
      write: false,
      bundle: true,
      plugins: [
        noteInputs(inputs),
        { name: 'change', setup: ({ onEnd }) => onEnd(() => writeFileSync(source, 'export const one = 2;')) },
      ],
    });
  await compile();
  expect(unchanged(inputs)).toBe(false);
  await compile();
  expect(unchanged(inputs)).toBe(true);
});

test('how modules are compiled is among their inputs', async () => {
  const folder = temporaryFolder();
  await bundleStages(folder);
  const { inputs } = JSON.parse(readFileSync(join(folder, 'stages.json'), 'utf8')) as { inputs: Inputs };
  expect(inputs).toMatchObject(SETTINGS);
  expect(Object.keys(inputs)).toEqual(
    expect.arrayContaining([
      'scripts/build/bundle.ts',
      'scripts/build/parse-batch.ts',
      'data/models/gains.json',
    ]),
  );
});

test('a kept stage is used while it is whole, and not by a full build', async () => {
  const folder = temporaryFolder();
  const list = join(folder, 'stages.json');
  const made = await bundleStages(folder);
  writeFileSync(made.parse.file, '');
  expect(await bundleStages(folder)).toEqual(made);
  expect(readFileSync(made.parse.file).length).toBeGreaterThan(0);

  const stand = { file: join(folder, 'stand-in.mjs'), version: '' };
  writeFileSync(stand.file, 'export {};');
  stand.version = createHash('sha256').update(readFileSync(stand.file)).digest('hex').slice(0, 12);
  const kept = JSON.parse(readFileSync(list, 'utf8')) as { inputs: Inputs; bundles: Record<string, Bundle> };
  writeFileSync(list, JSON.stringify({ ...kept, bundles: { ...kept.bundles, parse: stand } }));
  expect((await bundleStages(folder)).parse).toEqual(stand);
  expect(await bundleStages(folder, true)).toEqual(made);
  expect(existsSync(made.parse.file)).toBe(true);
});

test('another zlib makes the tables anew', () => {
  const mine = deriveVersion();
  vi.stubGlobal(
    'process',
    Object.create(process, { versions: { value: { ...process.versions, zlib: '0' } } }),
  );
  try {
    expect(deriveVersion()).not.toBe(mine);
  } finally {
    vi.unstubAllGlobals();
  }
});
