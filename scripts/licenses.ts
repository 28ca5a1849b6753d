/**
 * `npm run licenses`: every installed package with its licence; fails on one that is missing or that does not go with
 * the project's own (MIT), and on a lockfile that is not exact.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './build/options.ts';

type Locked = {
  version?: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  link?: boolean;
};
export type Lock = { packages: Record<string, Locked> };
export type Manifest = { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };

/** Licences that ask for no more than to be named, and MPL-2.0, whose terms end at its own files. */
const COMPATIBLE = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'Unlicense',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
  ],
  ...['CC0-1.0', 'Python-2.0', 'Zlib'],
]);
/** Tools that no built page holds. */
const COMPATIBLE_IN_TOOLS = new Set([...COMPATIBLE, 'MPL-2.0', 'CC-BY-4.0']);

/** Packages whose entry names no licence by a known name; what their own file says, read by hand. */
export const READ_BY_HAND: Record<string, string> = {
  flatbuffers: 'Apache-2.0', // LICENSE is its text; the entry says only where to look
  'json-bignum': 'MIT', // its "licenses" list, a form that npm no longer reads
};

/** Packages that run code at install time, and why they may. */
export const INSTALL_SCRIPTS: Record<string, string> = {
  esbuild: 'checks that its binary of this platform is there',
  fsevents: 'macOS only: watches files',
};

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** An SPDX expression of names with OR and AND. */
function fits(expression: string, known: ReadonlySet<string>): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some((one) => fits(one, known));
  return bare.split(' AND ').every((one) => known.has(one.trim()));
}

/** What is wrong with the packages of a lockfile; nothing, when all is well. */
export function faultsOf(manifest: Manifest, lock: Lock): string[] {
  const faults: string[] = [];
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      faults.push(`${name}: "${version}" is not an exact version`);
    const locked = lock.packages[`node_modules/${name}`]?.version;
    if (locked !== version) faults.push(`${name}: ${version} wanted, ${locked ?? 'nothing'} locked`);
  }
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.link) continue;
    const name = nameOf(path);
    if (!entry.integrity) faults.push(`${name}: the lockfile holds no hash of it`);
    const licence = READ_BY_HAND[name] ?? entry.license ?? '';
    if (licence === '') faults.push(`${name}: no licence`);
    else if (!fits(licence, entry.dev ? COMPATIBLE_IN_TOOLS : COMPATIBLE))
      faults.push(`${name}: licence ${licence}`);
    if (entry.hasInstallScript && !(name in INSTALL_SCRIPTS))
      faults.push(`${name}: runs code when installed`);
  }
  return faults;
}

/** Name, version and licence of every installed package, as the packages themselves say. */
export function installed(
  folder = join(ROOT, 'node_modules'),
): { name: string; version: string; licence: string }[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((n) => `${name}/${n}`) : [name],
    );
  return names.flatMap((name) => {
    try {
      const found = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as {
        version?: string;
        license?: string | { type?: string };
      };
      const licence = typeof found.license === 'string' ? found.license : (found.license?.type ?? '');
      return [{ name, version: found.version ?? '', licence: READ_BY_HAND[name] ?? licence }];
    } catch {
      return [];
    }
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const read = <T>(file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;
  const lock = read<Lock>('package-lock.json');
  const faults = faultsOf(read<Manifest>('package.json'), lock);
  const packages = installed();
  for (const { name, version, licence } of packages) {
    const locked = lock.packages[`node_modules/${name}`];
    if (locked?.license && !(name in READ_BY_HAND) && locked.license !== licence)
      faults.push(`${name}: the lockfile says ${locked.license}, the package ${licence || 'nothing'}`);
    console.log(`${licence.padEnd(14)} ${name} ${version}`);
  }
  const counts = new Map<string, number>();
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const shipped = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.dev).length;
  console.log(
    `\n${[...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([l, n]) => `${n} ${l}`)
      .join(', ')}`,
  );
  console.log(
    `${Object.keys(lock.packages).length - 1} packages locked, ${shipped} of them for the page or the build; ${faults.length} faults`,
  );
  for (const fault of faults) console.error(`FAULT ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
