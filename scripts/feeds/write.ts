/** A dataset → Atom feeds beside it: one for the whole, one an area. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/options.ts';
import { writeManifest } from '../build/write.ts';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { atomFeed, type FeedHead, type Site } from './atom.ts';
import { withDataset } from './dataset.ts';
import { findingsOf, type Findings } from './findings.ts';
import type { Item } from './item.ts';
import { RISING_MONTHS } from './rising.ts';

export type Feeds = {
  files: { file: string; entries: number }[];
  /** Names of files whose bytes changed. */
  written: string[];
  /** For the manifest. */
  named: NonNullable<Manifest['feeds']>;
};

/** `language models` → `language-models`: a name that any host serves. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'area';

/** Feeds of a dataset that stands, which its manifest then names. Throws where there is no dataset. */
export const writeFeeds = (datasetFolder: string, siteUrl: string | null = null): Promise<Feeds & Findings> =>
  withDataset(datasetFolder, async (dataset, manifest) => {
    const findings = await findingsOf(dataset, null);
    const feeds = putFeeds(datasetFolder, manifest, findings, siteUrl);
    writeManifest(datasetFolder, { ...manifest, feeds: feeds.named });
    return { ...feeds, ...findings };
  });

/**
 * Writes `feeds/all.atom` and `feeds/area-<area>.atom` into the dataset's folder, each at once and only where its bytes
 * change, and removes feeds of areas that are gone. `siteUrl` is the dashboard's address; without it links are relative.
 */
export function putFeeds(
  datasetFolder: string,
  manifest: Manifest,
  { items, tested, untested }: Findings,
  siteUrl: string | null,
): Feeds {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const site: Site = { url: siteUrl === null ? null : siteUrl.replace(/(?<!\/)$/, '/'), version };
  const papers = manifest.tables.papers.rows.toLocaleString('en');
  const range = manifest.first === null ? 'no papers' : `${manifest.first} to ${manifest.last}`;
  const head = (name: string, what: string, of: readonly Item[]): FeedHead => ({
    name,
    title: `Papertide: ${what}`,
    subtitle:
      `Rising topics, bursts and record claims among ${papers} papers (${range}): ${of.length} at present. ` +
      `Over all areas, ${tested} topics were tested for a rise over ${RISING_MONTHS} months; ${untested} have too few papers.`,
    updated: manifest.last ?? '1970-01-01',
  });
  const folder = join(datasetFolder, 'feeds');
  mkdirSync(folder, { recursive: true });
  const areas = manifest.areas.map((area) => ({
    name: `area-${slug(area)}`,
    what: area,
    of: items.filter((item) => item.topic.area === area),
  }));
  const feeds = [{ name: 'all', what: 'what is rising', of: items }, ...areas].map(({ name, what, of }) => ({
    file: `${name}.atom`,
    entries: of.length,
    title: head(name, what, of).title,
    text: atomFeed(head(name, what, of), of, site),
  }));
  const written = feeds.filter(({ file, text }) => put(join(folder, file), text)).map(({ file }) => file);
  const now = new Set(feeds.map(({ file }) => file));
  for (const name of readdirSync(folder))
    if (/^area-.*\.atom$/.test(name) && !now.has(name)) rmSync(join(folder, name));
  return {
    files: feeds.map(({ file, entries }) => ({ file, entries })),
    written,
    named: feeds.map(({ file, title }) => ({ file: `feeds/${file}`, title })),
  };
}

/** Whole under another name, then in place at once. */
function put(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeFileSync(`${file}.${process.pid}.part`, text, { flush: true });
  renameSync(`${file}.${process.pid}.part`, file);
  return true;
}
