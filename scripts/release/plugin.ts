/** What a built site carries about itself: the licences of what is in it, and a checksum of every file. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { READ_BY_HAND, type Lock } from '../licenses.ts';
import { CHECKSUMS, checksumsOf } from './checksums.ts';

export const LICENCES = 'third-party-licenses.txt';

/** Names of the packages that a page may hold: those that are no tools of development, whatever of them is in use. */
function shipped(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.optional)
    .map(([path]) => path)
    .sort();
}

function noticeOf(path: string, folder: string): string {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined ? '(the package holds no licence text)' : readFileSync(join(folder, file), 'utf8');
  const licence = READ_BY_HAND[name] ?? own.license ?? '';
  return `${name} ${own.version} (${licence})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}

export function release(): Plugin[] {
  let [root, folder] = ['', ''];
  return [
    {
      name: 'papertide-licences',
      apply: 'build',
      configResolved: (config) => {
        root = config.root;
      },
      generateBundle() {
        const source = shipped(root)
          .map((path) => noticeOf(path, join(root, path)))
          .join(`\n${'-'.repeat(78)}\n\n`);
        this.emitFile({ type: 'asset', fileName: LICENCES, source });
      },
    },
    {
      name: 'papertide-checksums',
      apply: 'build',
      enforce: 'post',
      configResolved: (config) => {
        folder = resolve(config.root, config.build.outDir);
      },
      closeBundle: () => {
        if (existsSync(folder)) writeFileSync(join(folder, CHECKSUMS), checksumsOf(folder));
      },
    },
  ];
}
