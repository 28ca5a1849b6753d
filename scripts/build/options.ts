/** Command line → options of a build. */
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readSiteUrl, SITE_URL } from '../feeds/site-url.ts';
import type { TermLimits } from '../../src/core/topics/term-window.ts';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export type BuildOptions = {
  /** Folders (or single files) with digests; their order never matters. */
  inputs: string[];
  out: string;
  /** Year of pages that name only a day and a month. */
  year: number | null;
  /** Forget what earlier builds parsed and extracted. */
  full: boolean;
  /** Worker threads; 0 keeps everything on the main thread. */
  workers: number | null;
  /** Where parsed digests and extractions are kept between builds. */
  cache: string;
  /** Other sizes than those of terms.ts and tables.ts, for tests. */
  terms?: TermLimits;
  oneFile?: number;
  /** Where the dashboard is published, for the links of feeds; null: relative links; none given: as the dataset has it. */
  siteUrl?: string | null;
  /** Folder of readers' corrections; data/corrections where none is given. */
  corrections?: string;
};

/** A mistake of the caller or a state of the machine that ends the build; `message` says what to do. */
export class BuildError extends Error {
  override name = 'BuildError';
}

export const USAGE = `npm run build:data -- [--in DIR …] [--out DIR] [--year N] [--json] [--full] [--workers N] [--cache DIR] [--corrections DIR] [--site-url URL]

  --in DIR      folder of digests, walked with its subfolders; repeat for several (data/digests)
  --out DIR     where the dataset goes (public/data)
  --year N      year of pages that say only a day and a month ("Aug 8")
  --json        print the summary as JSON on stdout
  --full        parse and extract everything anew
  --workers N   worker threads (one a core; 0: none)
  --corrections DIR  files of readers' corrections, *.jsonl (data/corrections)
${SITE_URL}
  --cache DIR   what earlier builds parsed and extracted (node_modules/.cache/papertide/…)`;

/** The cache of an output folder lies outside of it, so that the folder can be copied to a host as it is. */
export const cacheOf = (out: string): string =>
  join(
    ROOT,
    'node_modules/.cache/papertide',
    createHash('sha256').update(resolve(out)).digest('hex').slice(0, 12),
  );

/** Throws BuildError on an argument that does not exist or does not fit. */
export function readOptions(argv: readonly string[]): BuildOptions & { json: boolean; help: boolean } {
  let parsed;
  let siteUrl;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        in: { type: 'string', multiple: true },
        out: { type: 'string' },
        year: { type: 'string' },
        json: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        workers: { type: 'string' },
        cache: { type: 'string' },
        corrections: { type: 'string' },
        'site-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    siteUrl = readSiteUrl(parsed.values['site-url']);
  } catch (error) {
    throw new BuildError(`${(error as Error).message}\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  const inputs = [...(values.in ?? []), ...positionals];
  const out = resolve(values.out ?? join(ROOT, 'public/data'));
  return {
    inputs: inputs.length > 0 ? inputs.map((i) => resolve(i)) : [join(ROOT, 'data/digests')],
    out,
    year: values.year === undefined ? null : whole('--year', values.year, 1900, 2100),
    full: values.full,
    workers: values.workers === undefined ? null : whole('--workers', values.workers, 0, 256),
    cache: values.cache === undefined ? cacheOf(out) : resolve(values.cache),
    ...(values.corrections === undefined ? {} : { corrections: resolve(values.corrections) }),
    ...(siteUrl === undefined ? {} : { siteUrl }),
    json: values.json,
    help: values.help,
  };
}

export const coresOf = (options: Pick<BuildOptions, 'workers'>): number =>
  options.workers ?? availableParallelism();

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new BuildError(`${name} takes a whole number from ${low} to ${high}, not "${text}".`);
  return value;
}
