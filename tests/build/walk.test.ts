import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../scripts/build/walk.ts';
import { fileDigests, temporaryFolder } from './fixtures.ts';

const filed = (digests: Record<string, string>) => fileDigests(join(temporaryFolder(), 'my-list'), digests);
const paths = (inputs: string[], year: number | null = null) => walk(inputs, year).files.map((f) => f.path);

test('a file right in the input folder is named with that folder; deeper ones with their own', () => {
  expect(paths([filed({ 'a.md': '', 'weekly/b.md': '', 'weekly/2025/c.md': '' })])).toEqual([
    'my-list/a.md',
    'weekly/2025/c.md',
    'weekly/b.md',
  ]);
});

test('read-me files, licences, hidden files and packages are left aside, and counted', () => {
  const folder = filed({
    'README.md': '',
    LICENSE: '',
    'x/SOURCES.md': '',
    '.git/a.md': '',
    'node_modules/b.md': '',
    'c.md': '',
  });
  const found = walk([folder], null);
  expect(found.files.map((f) => f.path)).toEqual(['my-list/c.md']);
  expect(found.skipped).toHaveLength(5);
  expect(found.problems).toEqual([]);
});

test('a file reached twice counts once, by its own name; a link upwards brings nothing in', () => {
  const folder = filed({ 'x/a.md': '', 'x/y/b.md': '' });
  symlinkSync(join(folder, 'x'), join(folder, 'a-link'));
  symlinkSync('..', join(folder, 'up'));
  writeFileSync(join(folder, '../beside.md'), '');
  expect(paths([folder, join(folder, 'x')])).toEqual(['x/a.md', 'x/y/b.md']);
});

test('files of the same name in two inputs are told apart by the inputs', () => {
  const folder = temporaryFolder();
  for (const place of ['one/list', 'two/list']) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, '2025.md'), place);
  }
  expect(paths([join(folder, 'one'), join(folder, 'two')])).toEqual(['one/list/2025.md', 'two/list/2025.md']);
  expect(paths([join(folder, 'two/list'), join(folder, 'one/list')])).toEqual([
    'list(2)/list/2025.md',
    'list/list/2025.md',
  ]);
});

test('a digest.json holds for its folder and those below, the nearest one first; a broken one is a problem', () => {
  const folder = filed({
    'digest.json': '{"source": "all", "year": 2020}',
    'a.md': '',
    'x/digest.json': '{"source": "x"}',
    'x/b.md': '',
    'y/digest.json': '{',
    'y/c.md': '',
  });
  const { files, problems } = walk([folder], 2025);
  expect(files.map((f) => [f.path, f.given])).toEqual([
    ['my-list/a.md', { source: 'all', year: 2020 }],
    ['x/b.md', { source: 'x', year: 2020 }],
    ['y/c.md', { source: 'all', year: 2020 }],
  ]);
  expect(problems.map((p) => [p.file, p.code])).toEqual([['y/digest.json', 'not-json']]);
});

test('the year of the command line is for files whose path has none', () => {
  const folder = filed({ 'page.md': '', 'lists/2023.md': '' });
  expect(walk([folder], 2025).files.map((f) => f.given)).toEqual([{}, { year: 2025 }]);
});
