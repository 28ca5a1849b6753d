/** What is installed, under which licence, and what a built site says of itself. */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { faultsOf, installed, READ_BY_HAND, type Lock, type Manifest } from '../scripts/licenses.ts';
import { checksumFaults, CHECKSUMS, checksumsOf } from '../scripts/release/checksums.ts';

const root = resolve(import.meta.dirname, '..');
const read = <T>(file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
const manifest = read<Manifest>('package.json');
const lock = read<Lock>('package-lock.json');

test('every package has an exact version, a hash, a compatible licence, and runs nothing when installed unless named', () => {
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(faultsOf(manifest, lock)).toEqual([]);
});

test('what is installed says the licence that the lockfile says', () => {
  const wrong = installed().filter(({ name, licence }) => {
    const locked = lock.packages[`node_modules/${name}`];
    return locked?.license !== undefined && !(name in READ_BY_HAND) && locked.license !== licence;
  });
  expect(wrong).toEqual([]);
});

const sound = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };
test.each([
  ['a range of versions', { a: '^1.0.0' }, sound, /not an exact version/],
  ['another version than is locked', { a: '1.0.1' }, sound, /1\.0\.1 wanted, 1\.0\.0 locked/],
  ['no hash', { a: '1.0.0' }, { ...sound, integrity: '' }, /no hash/],
  ['no licence', { a: '1.0.0' }, { ...sound, license: '' }, /no licence/],
  ['a licence that binds the whole', { a: '1.0.0' }, { ...sound, license: 'GPL-3.0-only' }, /licence GPL/],
  ['both of two licences', { a: '1.0.0' }, { ...sound, license: 'MIT AND GPL-3.0-only' }, /licence MIT AND/],
  ['an install script', { a: '1.0.0' }, { ...sound, hasInstallScript: true }, /runs code when installed/],
])('%s is a fault', (_, dependencies, entry, says) => {
  expect(faultsOf({ dependencies }, { packages: { 'node_modules/a': entry } }).join()).toMatch(says);
});

test('one of two licences is enough, and tools may be under MPL-2.0', () => {
  const packages = {
    'node_modules/a': { ...sound, license: '(MIT OR GPL-3.0-only)' },
    'node_modules/b': { ...sound, license: 'MPL-2.0', dev: true },
  };
  expect(faultsOf({}, { packages })).toEqual([]);
  expect(faultsOf({}, { packages: { 'node_modules/b': { ...sound, license: 'MPL-2.0' } } })).toHaveLength(1);
});

test('npm runs no code of packages at install', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

test('a checksum file tells what was changed, lost or added in a site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-sums-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'assets/a.js', 'assets/b.js']) writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, CHECKSUMS), checksumsOf(folder));
  expect(checksumFaults(folder)).toEqual([]);
  writeFileSync(join(folder, 'assets/a.js'), 'other');
  rmSync(join(folder, 'assets/b.js'));
  writeFileSync(join(folder, 'assets/c.js'), '');
  expect(checksumFaults(folder)).toEqual([
    'assets/c.js is not named',
    'assets/a.js differs',
    'assets/b.js is missing',
  ]);
});
