/** SHA256SUMS of a built site, as `sha256sum -c SHA256SUMS` reads it. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const CHECKSUMS = 'SHA256SUMS';

/** Files of a site but its data, which is built apart and carries its own hashes in its names. */
export function siteFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter(
      (name) => name !== CHECKSUMS && !name.startsWith('data/') && statSync(join(folder, name)).isFile(),
    )
    .sort();
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

export const checksumsOf = (folder: string): string =>
  siteFiles(folder)
    .map((name) => `${hashOf(join(folder, name))}  ${name}\n`)
    .join('');

/** What does not match the folder's own SHA256SUMS: changed, missing and unnamed files. */
export function checksumFaults(folder: string): string[] {
  const list = join(folder, CHECKSUMS);
  if (!existsSync(list)) return [`there is no ${CHECKSUMS}`];
  const named = new Map(
    readFileSync(list, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  const found = siteFiles(folder);
  const faults = found.filter((name) => !named.has(name)).map((name) => `${name} is not named`);
  for (const [name, hash] of named) {
    if (!found.includes(name)) faults.push(`${name} is missing`);
    else if (hashOf(join(folder, name)) !== hash) faults.push(`${name} differs`);
  }
  return faults;
}
