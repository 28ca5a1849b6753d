/** Command line → what to fetch. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { feedsOfOpml } from '../../src/core/digest/feed.ts';
import { ROOT } from '../build/options.ts';
import { ARXIV_URL, isCategory } from './arxiv.ts';
import { DAY_MS, dayOf, isDay } from './clock.ts';
import { feedName } from './feed.ts';
import { HF_URL } from './hf-daily.ts';

/** A mistake of the caller; `message` says what to do. */
export class FetchUsage extends Error {
  override name = 'FetchUsage';
}

export type Target =
  | { source: 'hf-daily'; baseUrl: string }
  | { source: 'arxiv'; category: string; baseUrl: string }
  | { source: 'feed'; url: string; name: string };

export type FetchOptions = {
  targets: Target[];
  from: string;
  to: string;
  out: string;
  dryRun: boolean;
  force: boolean;
  contact: string | null;
  help: boolean;
};

export const USAGE = `npm run fetch -- --source hf-daily                     [--from DAY] [--to DAY]
npm run fetch -- --source arxiv --category cs.CL        [--from DAY] [--to DAY]
npm run fetch -- --source feed --url https://… [--name NAME]   or   --opml FILE

  --source S      hf-daily (Hugging Face daily papers), arxiv, or feed (any RSS or Atom)
  --from, --to    days of UTC like 2026-06-01, both included (the last seven days)
  --category C    arXiv category; repeat for several
  --url U         address of a feed; repeat for several
  --name N        folder of the feed (made from its address); only with one --url
  --opml FILE     all feeds of a list that a feed reader exports
  --out DIR       folder of the digests (data/digests)
  --dry-run       say what would be asked for, ask nothing
  --force         ask for complete days as well, and take shorter lists
  --contact M     mail address or page told to the sources (or PAPERTIDE_CONTACT)
  --base-url U    another server in place of the source's own (or PAPERTIDE_HF_URL, PAPERTIDE_ARXIV_URL)

A day that is complete is not asked for again; a run that was stopped goes on where it was. arXiv is asked once every
three seconds, other sources once a second. Files come as the source gives them, with .fetch.json beside them, which
remembers what was asked and when.

Exit codes: 0 everything is there; 1 wrong arguments, or a fault of this machine; 2 something could not be fetched
(what was there before still is; the same command later goes on).`;

export const defaultOut = (): string => join(ROOT, 'data/digests');
export const baseUrlOf = (source: 'hf-daily' | 'arxiv', given?: string): string =>
  webAddress(
    '--base-url',
    given ??
      (source === 'arxiv'
        ? (process.env['PAPERTIDE_ARXIV_URL'] ?? ARXIV_URL)
        : (process.env['PAPERTIDE_HF_URL'] ?? HF_URL)),
  ).replace(/\/+$/, '');

/** Names the program and, if told, whom to write to; sources ask for that. */
export const userAgentOf = (contact: string | null): string => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return `Papertide/${version} (research digest reader${contact ? `; ${contact}` : ''})`;
};

/** Throws FetchUsage on an argument that does not exist or does not fit. */
export function readFetchOptions(argv: readonly string[], now: number): FetchOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        source: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        category: { type: 'string', multiple: true, default: [] },
        url: { type: 'string', multiple: true, default: [] },
        name: { type: 'string' },
        opml: { type: 'string' },
        out: { type: 'string' },
        'base-url': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        contact: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw new FetchUsage(`${(error as Error).message}\n\n${USAGE}`);
  }
  const to = dayGiven('--to', values.to) ?? dayOf(now);
  const from = dayGiven('--from', values.from) ?? dayOf(Date.parse(to) - 6 * DAY_MS);
  if (from > to) throw new FetchUsage(`--from ${from} is after --to ${to}: swap them.`);
  const { category: categories, url: urls, opml, name } = values;
  return {
    targets: values.help
      ? []
      : targetsOf(values.source, { categories, urls, opml, name }, values['base-url']),
    from,
    to,
    out: resolve(values.out ?? defaultOut()),
    dryRun: values['dry-run'],
    force: values.force,
    contact: contactGiven(values.contact ?? process.env['PAPERTIDE_CONTACT'] ?? null),
    help: values.help,
  };
}

type Given = { categories: string[]; urls: string[]; opml: string | undefined; name: string | undefined };

function targetsOf(source: string | undefined, given: Given, base: string | undefined): Target[] {
  if (source === 'hf-daily') return [{ source, baseUrl: baseUrlOf(source, base) }];
  if (source === 'arxiv') {
    if (given.categories.length === 0)
      throw new FetchUsage(
        'Which category? For example --category cs.CL (https://arxiv.org/category_taxonomy).',
      );
    return given.categories.map((c) => ({
      source,
      category: categoryGiven(c),
      baseUrl: baseUrlOf(source, base),
    }));
  }
  if (source === 'feed') {
    const listed = given.opml === undefined ? [] : feedsOfOpml(opmlText(given.opml));
    const urls = [...given.urls.map((u) => webAddress('--url', u)), ...listed.map((f) => f.url)];
    if (urls.length === 0)
      throw new FetchUsage('Which feed? Give its address with --url, or a list with --opml.');
    if (given.name !== undefined && urls.length > 1) throw new FetchUsage('--name goes with one --url only.');
    return [...new Set(urls)].map((url) => ({ source, url, name: folderName(given.name ?? feedName(url)) }));
  }
  throw new FetchUsage(
    `${source === undefined ? 'Which source?' : `There is no source "${source}".`}\n\n${USAGE}`,
  );
}

function opmlText(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (error) {
    throw new FetchUsage(`--opml: ${(error as Error).message}`);
  }
}

export function categoryGiven(text: string): string {
  if (!isCategory(text))
    throw new FetchUsage(`"${text}" is no arXiv category: they look like cs.CL or hep-th.`);
  return text;
}

/** A source's name becomes a folder: nothing that leads elsewhere. */
export function folderName(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(text))
    throw new FetchUsage(`"${text}" cannot name a folder: take letters, digits, dots and hyphens.`);
  return text;
}

export function webAddress(name: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new FetchUsage(`${name} takes an address like https://example.org/feed.xml, not "${text}".`);
  return text;
}

/** Goes into a header: one line of plain characters. */
export function contactGiven(text: string | null): string | null {
  if (text !== null && !/^[\x20-\x7e]{1,200}$/.test(text))
    throw new FetchUsage('--contact takes a mail address or the address of a page, in plain characters.');
  return text;
}

export function dayGiven(name: string, text: string | undefined): string | null {
  if (text !== undefined && !isDay(text))
    throw new FetchUsage(`${name} takes a day like 2026-06-01, not "${text}".`);
  return text ?? null;
}
