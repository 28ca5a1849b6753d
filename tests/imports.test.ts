import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const IMPORT =
  /^\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm;

const files = ['src', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
);

type Import = { file: string; from: string; to: string };
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((m) => {
    const to = m[1] ?? m[2] ?? m[3] ?? '';
    const path = to.startsWith('.')
      ? relative(root, resolve(root, dirname(file), to)).replaceAll('\\', '/')
      : to;
    return { file, from: file.split('/').slice(0, 2).join('/'), to: path };
  });
});

/** The parts of the house that each part may import from; itself is always allowed. */
const ARROWS: Record<string, RegExp> = {
  'src/core': /^data\//,
  'src/worker': /^(src\/core|data)\//,
  'src/db': /^src\/core\//,
  'src/questions': /^src\/(db|core)\//,
  'src/views': /^src\/(questions|core)\//,
  'src/charts': /^src\/(views|core)\//,
};

const ours = (to: string) => /^(src|scripts|data|tests)\//.test(to);
const say = (i: Import) => `${i.file} imports ${i.to}`;

test('imports are found at all', () => {
  expect(imports.length).toBeGreaterThan(20);
});

test.each(Object.entries(ARROWS))('%s imports only what stands before it', (part, allowed) => {
  const wrong = imports.filter(
    (i) => i.from === part && ours(i.to) && !i.to.startsWith(`${part}/`) && !allowed.test(i.to),
  );
  expect(wrong.map(say)).toEqual([]);
});

test('the core knows neither Node nor the browser nor the framework', () => {
  const wrong = imports.filter((i) => i.from === 'src/core' && /^(node:|svelte|d3$|@duckdb)/.test(i.to));
  expect(wrong.map(say)).toEqual([]);
});

test('geometry knows no Svelte and no engine', () => {
  const wrong = imports.filter(
    (i) => i.file.startsWith('src/charts/geometry/') && /svelte|@duckdb|src\/db/.test(i.to),
  );
  expect(wrong.map(say)).toEqual([]);
});

test('only src/db/engine.ts imports the engine', () => {
  const wrong = imports.filter(
    (i) =>
      i.file.startsWith('src/') && i.to.startsWith('@duckdb/duckdb-wasm') && i.file !== 'src/db/engine.ts',
  );
  expect(wrong.map(say)).toEqual([]);
});

test('scripts import core, and nothing of the page but the figures of its first chart', () => {
  const figures = (i: Import) => i.file === 'scripts/build/lead.ts' && /^src\/(views|questions)\//.test(i.to);
  const wrong = imports.filter(
    (i) =>
      i.file.startsWith('scripts/') &&
      i.to.startsWith('src/') &&
      !i.to.startsWith('src/core/') &&
      !figures(i),
  );
  expect(wrong.map(say)).toEqual([]);
});
