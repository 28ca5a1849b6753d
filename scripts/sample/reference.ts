/** The reference corpus as merged papers, read by the product's own parsers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDigestAsync } from '../../src/core/digest/parse.ts';
import type { Mention, Paper } from '../../src/core/paper.ts';
import { mergeMentions } from '../../src/core/papers/merge.ts';

/** The copied page says "Aug 8" and no year; its collection's README gives 2025. */
const PAGE_YEAR = 2025;
const COPIED_PAGES = ['daily-papers-page/', 'copied-page/'];

/** All papers of the digests below a folder, merged. @throws where the folder cannot be read */
export async function referencePapers(corpus: string): Promise<Paper[]> {
  const names = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('README'))
    .map((entry) => join(entry.parentPath, entry.name));
  const mentions: Mention[] = [];
  for (const name of names.sort()) {
    const path = name
      .slice(corpus.length)
      .replace(/^[/\\]/, '')
      .replaceAll('\\', '/');
    // What is given wins over what a file says, so it is given to the pages that say no year.
    const given = COPIED_PAGES.some((folder) => path.startsWith(folder))
      ? { given: { year: PAGE_YEAR } }
      : {};
    const parsed = await parseDigestAsync({ path, bytes: readFileSync(name), ...given });
    mentions.push(...parsed.mentions);
  }
  return mergeMentions(mentions);
}

/** The text that extraction reads: the abstract, else the longest summary, else nothing. */
export function textOf(paper: Paper): string {
  if (paper.abstract) return paper.abstract;
  const summaries = paper.mentions.map((m) => m.summary ?? '');
  return summaries.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** The Monday of a day's week; both ISO days. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
