/**
 * `npm run release:check`: builds the site twice, in two copies of the sources at two places, compares every byte, and
 * checks SHA256SUMS. Ends with status 1 when a byte differs.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/options.ts';
import { checksumFaults, CHECKSUMS, siteFiles } from './checksums.ts';

const SOURCES = [
  ...[
    'src',
    'scripts',
    'data/topics',
    'data/models',
    'index.html',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ],
  ...['vite.config.ts', 'svelte.config.js'],
];

function copyTo(folder: string): string {
  for (const name of SOURCES) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  // Without the data: they are built apart, and tests/build holds their bytes.
  const filter = (path: string) => path !== join(ROOT, 'public/data');
  cpSync(join(ROOT, 'public'), join(folder, 'public'), { recursive: true, filter });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function buildAt(folder: string): string {
  execFileSync('npx', ['--no-install', 'vite', 'build', '--logLevel', 'error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  return join(folder, 'dist');
}

const places = ['papertide-a-', 'papertide-of-another-length-'].map((name) =>
  mkdtempSync(join(tmpdir(), name)),
);
try {
  // Both copies first: sources that change meanwhile are not a fault of the build.
  const [one = '', two = ''] = places.map(copyTo).map(buildAt);
  const files = siteFiles(one);
  const names = new Set([...files, ...siteFiles(two)]);
  const differing = [...names].filter((name) => {
    try {
      return !readFileSync(join(one, name)).equals(readFileSync(join(two, name)));
    } catch {
      return true;
    }
  });
  const faults = [...checksumFaults(one), ...checksumFaults(two)];
  for (const name of differing) console.error(`differs: ${name}`);
  for (const fault of faults) console.error(`${CHECKSUMS}: ${fault}`);
  const bytes = files.reduce((sum, name) => sum + readFileSync(join(one, name)).length, 0);
  console.log(
    `${files.length} files, ${bytes} bytes, built twice: ${differing.length} differ, ${faults.length} checksum faults`,
  );
  process.exitCode = differing.length + faults.length === 0 ? 0 : 1;
} finally {
  for (const place of places) rmSync(place, { recursive: true, force: true });
}
