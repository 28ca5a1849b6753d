/** A dataset → Atom feeds beside it: one for the whole, one an area. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockOutput } from '../build/lock.ts';
import { ROOT } from '../build/options.ts';
import { writeManifest } from '../build/write.ts';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { atomFeed, type FeedHead, type Site } from './atom.ts';
import { needDataset, withDataset } from './dataset.ts';
import { findingsOf, type Findings } from './findings.ts';
import type { Item } from './item.ts';
import { RISING_MONTHS } from './rising.ts';

export type Feeds = {
  files: { file: string; entries: number }[];
  /** Names of files whose bytes changed. */
  written: string[];
  /** As the links have it, with a slash at its end; null: links are relative. */
  siteUrl: string | null;
  /** For the manifest. */
  named: Pick<Manifest, 'feeds' | 'feeds_site'>;
};

/** The address that is given, null for none; where nothing is said, the one that the standing dataset has. */
export const siteFor = (standing: Manifest | null, given: string | null | undefined): string | null =>
  given === undefined ? (standing?.feeds_site ?? null) : given;

/** `language models` → `language-models`: a name that any host serves. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'area';

/**
 * Feeds of a dataset that stands, which its manifest then names; `say` is told when a build has to end first. Throws
 * where there is no dataset.
 */
export async function writeFeeds(
  datasetFolder: string,
  siteUrl?: string | null,
  say: (line: string) => void = () => undefined,
): Promise<Feeds & Findings> {
  needDataset(datasetFolder);
  const lock = await lockOutput(datasetFolder, say);
  try {
    return await withDataset(datasetFolder, async (dataset, manifest) => {
      const findings = await findingsOf(dataset, null);
      const { place, ...feeds } = draftFeeds(datasetFolder, manifest, findings, siteFor(manifest, siteUrl));
      const unnamed = { ...manifest };
      delete unnamed.feeds_site;
      writeManifest(datasetFolder, { ...unnamed, ...feeds.named });
      place();
      return { ...feeds, ...findings };
    });
  } finally {
    lock.release();
  }
}

/**
 * Drafts of `feeds/all.atom` and `feeds/area-<area>.atom` in the dataset's folder, where their bytes change. `place`,
 * called when the manifest stands, puts each in place at once and removes feeds of areas that are gone: what dies
 * before leaves the old feeds beside the old dataset, and what dies after is made up for by the next build, which
 * compares every feed. The output must be locked. `siteUrl` is the dashboard's address; without it links are relative.
 */
export function draftFeeds(
  datasetFolder: string,
  manifest: Manifest,
  { items, tested, untested }: Findings,
  siteUrl: string | null,
): Feeds & { place: () => void } {
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
  for (const name of readdirSync(folder)) if (DRAFT.test(name)) rmSync(join(folder, name));
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
  const written = feeds.filter(({ file, text }) => draft(join(folder, file), text)).map(({ file }) => file);
  const now = new Set(feeds.map(({ file }) => file));
  const place = () => {
    for (const file of written) renameSync(draftOf(join(folder, file)), join(folder, file));
    for (const name of readdirSync(folder))
      if (/^area-.*\.atom$/.test(name) && !now.has(name)) rmSync(join(folder, name));
  };
  return {
    place,
    siteUrl: site.url,
    files: feeds.map(({ file, entries }) => ({ file, entries })),
    written,
    named: {
      feeds: feeds.map(({ file, title }) => ({ file: `feeds/${file}`, title })),
      ...(site.url === null ? {} : { feeds_site: site.url }),
    },
  };
}

const draftOf = (file: string) => `${file}.${process.pid}.part`;
const DRAFT = /\.atom\.\d+\.part$/;

/** Whole under another name; false where the file has these bytes already. */
function draft(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeFileSync(draftOf(file), text, { flush: true });
  return true;
}
