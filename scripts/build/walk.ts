/** Folders → the digest files in them, each with what a `digest.json` beside it says. */
import { readdirSync, readFileSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isLeftAside } from '../../src/core/digest/aside.ts';
import { yearInPath } from '../../src/core/digest/dates.ts';
import type { Problem } from '../../src/core/problem.ts';
import { BuildError } from './options.ts';

export type Given = { source?: string; date?: string; year?: number };
/** What tells that a file is as it was: device clocks may jump, so all of it must agree. */
export type Stamp = { size: number; mtime: number; ctime: number; inode: number };
export type InputFile = { path: string; absolute: string; given: Given; stamp: Stamp };
export type Walk = { files: InputFile[]; skipped: string[]; problems: Problem[] };

export const stampOf = (s: Stats): Stamp => ({
  size: s.size,
  mtime: Math.round(s.mtimeMs * 1000),
  ctime: Math.round(s.ctimeMs * 1000),
  inode: s.ino,
});

/** What is kept of a file to tell later, without reading it, that neither it nor what is given for it has changed. */
export const stampText = (stamp: Stamp, given: Given): string =>
  JSON.stringify([stamp.size, stamp.mtime, stamp.ctime, stamp.inode, given.source, given.date, given.year]);

/**
 * Sorted by path. `year` is for files that neither a `digest.json` nor their own path dates: what is said of all files
 * must not move those that know better. A file reached by two inputs counts once. Throws BuildError when an
 * input does not exist. Folders of `not` (a dataset among the digests, say) are left out.
 */
export function walk(inputs: readonly string[], year: number | null, not: readonly string[] = []): Walk {
  const found: Walk = { files: [], skipped: [], problems: [] };
  const seen = new Set<string>(not.map(realOr));
  // Real paths, sorted: neither the order of the arguments nor a link changes what is built.
  const roots = [...new Set(inputs.map(real))].sort();
  for (const root of roots) {
    if (statSync(root).isFile()) add(root, root, dirname(root), {});
    else folder(root, root, root, {});
  }
  found.files = apart(found.files, roots).sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;

  /** `id` is the real path. */
  function folder(path: string, id: string, root: string, inherited: Given): void {
    let entries: Dirent[];
    try {
      entries = ownFirst(readdirSync(path, { withFileTypes: true }));
    } catch (error) {
      found.problems.push(unreadable(pathIn(root, path), error));
      return;
    }
    const given = entries.some(({ name }) => name === 'digest.json')
      ? {
          ...inherited,
          ...givenBy(join(path, 'digest.json'), pathIn(root, join(path, 'digest.json')), found.problems),
        }
      : inherited;
    for (const entry of entries) {
      const own = join(path, entry.name);
      add(own, entry.isSymbolicLink() ? null : join(id, entry.name), root, given);
    }
  }

  function dated(path: string, given: Given): Given {
    return year === null || given.year !== undefined || yearInPath(path) !== null
      ? given
      : { ...given, year };
  }

  /** `real`: null of a link. */
  function add(path: string, real: string | null, root: string, given: Given): void {
    const name = basename(path);
    if (isLeftAside(name)) {
      if (name !== 'digest.json') found.skipped.push(pathIn(root, path));
      return;
    }
    try {
      const stats = statSync(path);
      const id = real ?? realpathSync(path);
      // A link upwards would bring in all that lies around the digests.
      if (seen.has(id) || `${root}${sep}`.startsWith(`${id}${sep}`)) return;
      seen.add(id);
      if (stats.isDirectory()) folder(path, id, root, given);
      else if (stats.isFile())
        found.files.push({
          path: pathIn(root, path),
          absolute: path,
          given: dated(pathIn(root, path), given),
          stamp: stampOf(stats),
        });
    } catch (error) {
      found.problems.push(unreadable(pathIn(root, path), error));
    }
  }
}

/** By name, links last: what is reached in two ways keeps the name it has without them. */
const ownFirst = (entries: Dirent[]): Dirent[] =>
  entries.sort(
    (a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()) || (a.name < b.name ? -1 : 1),
  );

/** A file that lies right in an input folder is named with that folder, whose name then is its source. */
function pathIn(root: string, path: string): string {
  const inside = relative(root, path).split(sep).join('/');
  return inside.includes('/') ? inside : `${basename(root)}/${inside}`;
}

/** Two inputs may hold files of the same relative path: then the input's own name parts them. */
function apart(files: InputFile[], roots: readonly string[]): InputFile[] {
  const byPath = new Map<string, InputFile[]>();
  for (const file of files) byPath.set(file.path, [...(byPath.get(file.path) ?? []), file]);
  if (byPath.size === files.length) return files;
  return [...byPath.values()].flatMap((same) =>
    same.length === 1
      ? same
      : same.map((file) => {
          const root = roots.find((r) => file.absolute.startsWith(r)) ?? '';
          const place = roots.filter((r) => basename(r) === basename(root)).indexOf(root);
          return { ...file, path: `${basename(root)}${place > 0 ? `(${place + 1})` : ''}/${file.path}` };
        }),
  );
}

function givenBy(absolute: string, path: string, problems: Problem[]): Given {
  const wrong = (detail: string): Given => {
    problems.push({ code: 'not-json', file: path, line: 0, detail, excerpt: '' });
    return {};
  };
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(absolute, 'utf8'));
  } catch (error) {
    return wrong(`digest.json is left aside: ${(error as Error).message}`);
  }
  if (typeof read !== 'object' || read === null)
    return wrong('digest.json is left aside: it must hold an object.');
  const { source, date, year } = read as Record<string, unknown>;
  const given: Given = {};
  if (typeof source === 'string' && source.trim() !== '') given.source = source.trim();
  if (typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date)) given.date = date;
  else if (date !== undefined) wrong(`"date" must be a day like "2025-08-08", not ${JSON.stringify(date)}.`);
  if (typeof year === 'number' && Number.isInteger(year)) given.year = year;
  else if (year !== undefined) wrong(`"year" must be a whole number, not ${JSON.stringify(year)}.`);
  return given;
}

function real(input: string): string {
  try {
    return realpathSync(input);
  } catch {
    throw new BuildError(
      `There is no folder or file "${input}". Give the folder that holds your digests with --in.`,
    );
  }
}

/** The fault without the path in the message: where the reader keeps the digests is no part of the dataset. */
export const faultOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split(',')[0] ?? error.message) : String(error);

const realOr = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

const unreadable = (file: string, error: unknown): Problem => ({
  code: 'unreadable',
  file,
  line: 0,
  detail: faultOf(error),
  excerpt: '',
});
