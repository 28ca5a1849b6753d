/** A folder that holds a dataset already, saved by the page or by a build. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TABLE_NAMES, type Manifest } from '../../src/core/tables/schema.ts';
import { BuildError } from './options.ts';

export type Opened = { folder: string; text: string };

/** The dataset among folders, checked; null where none is one. Throws BuildError where it cannot be opened. */
export function datasetAmong(folders: readonly string[]): Opened | null {
  const folder = folders.find((f) => existsSync(join(f, 'manifest.json')));
  if (folder === undefined || !isOurs(folder)) return null;
  if (folders.length > 1)
    throw new BuildError(
      `${folder} is a built dataset and opens alone. To put digests beside it, drop them onto the page.`,
    );
  const { tables, sources, first, last } = readManifest(folder);
  for (const name of TABLE_NAMES) {
    if (!tables[name])
      throw new BuildError(`The dataset in ${folder} lacks the table ${name}. Save it again.`);
    for (const { file, bytes } of tables[name].files) {
      const size = sizeOf(join(folder, file));
      if (size !== bytes)
        throw new BuildError(
          `The dataset in ${folder} is not whole: ${file} ${size === null ? 'is missing' : `has ${size} bytes, not ${bytes}`}. Save or copy it again.`,
        );
    }
  }
  return {
    folder,
    text:
      `${folder} is a built dataset and is served as it is: ${tables.papers.rows} papers in ${tables.digests.rows} digests of ` +
      `${sources.map(({ source }) => source).join(', ')}, ${first} to ${last}.`,
  };
}

/** Another program's manifest.json may lie among digests. */
function isOurs(folder: string): boolean {
  try {
    return readManifest(folder).format === 'papertide';
  } catch {
    return false;
  }
}

const readManifest = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

function sizeOf(file: string): number | null {
  try {
    return statSync(file).size;
  } catch {
    return null;
  }
}
