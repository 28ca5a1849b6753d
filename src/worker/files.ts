/** The reader's files → digests and mentions, each file's own and all together. */
import { combine } from '../core/digest/combine.ts';
import { hintsOf } from '../core/digest/front-matter.ts';
import type { Told } from '../core/paper.ts';
import { parseDigestAsync, type ParsedDigest } from '../core/digest/parse.ts';
import type { Problem } from '../core/problem.ts';
import type { OwnFile } from './protocol.ts';

/** Larger files are refused unread: a page has less room than a machine. */
export const MAX_PAGE_FILE = 64 * 1024 * 1024;
const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

const isHints = (path: string) => /(?:^|\/)digest\.json$/.test(path);

const problemOf = (file: OwnFile, code: Problem['code'], detail: string): ParsedDigest => ({
  digests: [],
  mentions: [],
  rejects: [],
  problems: [{ code, file: file.path, line: 0, detail, excerpt: '' }],
});

type FolderHints = { folder: string; given: Told; faults: ParsedDigest };

/** What each `digest.json` says, by its folder, the outer folders first. Its source gives way to the reader's own. */
async function hintsIn(files: readonly OwnFile[]): Promise<(FolderHints & { id: string })[]> {
  const read = async (file: OwnFile): Promise<FolderHints & { id: string }> => {
    const folder = file.path.replace(/digest\.json$/, '');
    try {
      const { hints, problems } = hintsOf(JSON.parse(await file.blob.text()), file.path);
      const { date, year } = hints;
      const given = { ...(date ? { date } : {}), ...(year ? { year } : {}) };
      return { id: file.id, folder, given, faults: { digests: [], mentions: [], rejects: [], problems } };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const faults = problemOf(file, 'not-json', `digest.json is left aside: ${why}`);
      return { id: file.id, folder, given: {}, faults };
    }
  };
  const found = await Promise.all(files.filter(({ path }) => isHints(path)).map(read));
  return found.sort((a, b) => a.folder.length - b.folder.length);
}

async function parse(file: OwnFile, given: Told, said: Told): Promise<ParsedDigest> {
  if (file.blob.size > MAX_PAGE_FILE) {
    const way = `split it, or build it on your machine: \`npm start -- <its folder>\``;
    return problemOf(
      file,
      'too-large',
      `${mb(file.blob.size)}; this page takes ${mb(MAX_PAGE_FILE)} a file: ${way}`,
    );
  }
  try {
    const bytes = new Uint8Array(await file.blob.arrayBuffer());
    return await parseDigestAsync({ path: file.path, bytes, given, said });
  } catch (error) {
    // Moved or changed since it was dropped.
    return problemOf(
      file,
      'unreadable',
      `the browser cannot read it: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

export type Parsed = { all: ParsedDigest; byFile: Map<string, ParsedDigest> };

/** Keeps what it has parsed, so that a further file costs its own time. */
export function fileReader() {
  const kept = new Map<string, { key: string; parsed: ParsedDigest }>();
  return async (
    files: readonly OwnFile[],
    told: (done: number, file: string) => void,
    parsed: (file: ParsedDigest) => void,
  ): Promise<Parsed> => {
    const hints = await hintsIn(files);
    const digests = files.filter(({ path }) => !isHints(path));
    const ids = new Set(digests.map(({ id }) => id));
    for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    const byFile = new Map(hints.map(({ id, faults }) => [id, faults]));
    for (const [i, file] of digests.entries()) {
      told(i, file.path);
      const { source, year, date } = file;
      const said: Told = { source, ...(year ? { year } : {}), ...(date ? { date } : {}) };
      const around = hints.filter(({ folder }) => file.path.startsWith(folder));
      const given: Told = Object.assign({}, ...around.map((hint) => hint.given));
      const key = JSON.stringify([file.path, given, said]);
      const old = kept.get(file.id);
      const now = old?.key === key ? old : { key, parsed: await parse(file, given, said) };
      kept.set(file.id, now);
      byFile.set(file.id, now.parsed);
      parsed(now.parsed);
    }
    // By path: the order in which files were dropped must not show.
    const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { all: combine(sorted.flatMap(({ id }) => byFile.get(id) ?? [])), byFile };
  };
}
