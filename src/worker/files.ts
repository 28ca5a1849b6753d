/** The reader's files → digests and mentions, each file's own and all together. */
import { combine } from '../core/digest/combine.ts';
import { hintsOf } from '../core/digest/front-matter.ts';
import { parseDigestAsync, type ParsedDigest } from '../core/digest/parse.ts';
import type { Problem } from '../core/problem.ts';
import type { OwnFile } from './protocol.ts';

/** Larger files are refused unread: a page has less room than a machine. */
export const MAX_PAGE_FILE = 64 * 1024 * 1024;
const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

type Given = { source?: string; date?: string; year?: number };
const isHints = (path: string) => /(?:^|\/)digest\.json$/.test(path);

const problemOf = (file: OwnFile, code: Problem['code'], detail: string): ParsedDigest => ({
  digests: [],
  mentions: [],
  rejects: [],
  problems: [{ code, file: file.path, line: 0, detail, excerpt: '' }],
});

/** What each `digest.json` says, by its folder. */
async function hintsIn(files: readonly OwnFile[]): Promise<{ folder: string; given: Given }[]> {
  const found = files.filter(({ path }) => isHints(path));
  return Promise.all(
    found.map(async ({ path, blob }) => {
      const folder = path.replace(/digest\.json$/, '');
      try {
        const { date, year } = hintsOf(JSON.parse(await blob.text()), path).hints;
        return { folder, given: { ...(date ? { date } : {}), ...(year ? { year } : {}) } };
      } catch {
        return { folder, given: {} };
      }
    }),
  );
}

async function parse(file: OwnFile, given: Given): Promise<ParsedDigest> {
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
    return await parseDigestAsync({ path: file.path, bytes, given });
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
  return async (files: readonly OwnFile[], told: (done: number, file: string) => void): Promise<Parsed> => {
    const hints = await hintsIn(files);
    const digests = files.filter(({ path }) => !isHints(path));
    const ids = new Set(digests.map(({ id }) => id));
    for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    const byFile = new Map<string, ParsedDigest>();
    for (const [i, file] of digests.entries()) {
      told(i, file.path);
      const said = hints.filter(({ folder }) => file.path.startsWith(folder)).map(({ given }) => given);
      const answers: Given = {
        ...(file.year ? { year: file.year } : {}),
        ...(file.date ? { date: file.date } : {}),
      };
      const given: Given = Object.assign({}, ...said, answers, { source: file.source });
      const key = JSON.stringify([file.path, given]);
      const old = kept.get(file.id);
      const parsed = old?.key === key ? old.parsed : await parse(file, given);
      kept.set(file.id, { key, parsed });
      byFile.set(file.id, parsed);
    }
    // By path: the order in which files were dropped must not show.
    const sorted = digests.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { all: combine(sorted.flatMap(({ id }) => byFile.get(id) ?? [])), byFile };
  };
}
