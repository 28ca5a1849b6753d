/** `npm run update`: fetch what data/sources.json names, then build what has changed. Safe to run again at any time. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDataset } from './build/dataset.ts';
import { BuildError, cacheOf, ROOT } from './build/options.ts';
import { openReporter, type Reporter } from './build/report.ts';
import { summaryText, type Summary } from './build/summary.ts';
import { dayOf, systemClock } from './fetch/clock.ts';
import { EXAMPLE, firstDay, readConfig } from './fetch/config.ts';
import { defaultOut, FetchUsage, userAgentOf } from './fetch/options.ts';
import { readSiteUrl, SITE_URL } from './feeds/site-url.ts';
import type { Deps, Outcome } from './fetch/run.ts';
import { fetchTarget, outcomeText } from './fetch/targets.ts';

const USAGE = `npm run update [-- --config FILE] [--digests DIR] [--out DIR] [--site-url URL] [--dry-run]

  --config FILE   what to fetch (data/sources.json)
  --digests DIR   where digests lie and new ones go (data/digests)
  --out DIR       where the dataset goes (public/data)
${SITE_URL}
  --dry-run       say what would be asked for; ask and build nothing

Fetches the named sources from their last complete day on, then builds; files that did not change are not read again.
A second run finds nothing to do. Exit codes: 0 done; 1 wrong arguments, a wrong config, or a fault of this machine;
2 something could not be fetched, and the dataset was built from what is there.

The config:
${EXAMPLE}`;

export type UpdateOptions = {
  config: string;
  digests: string;
  out: string;
  cache: string;
  siteUrl?: string | null;
  dryRun: boolean;
};
export type Updated = { outcomes: Outcome[]; summary: Summary | null };

/** Throws FetchUsage for a wrong config and BuildError where nothing can be built; faults of sources are told. */
export async function update(options: UpdateOptions, deps: Omit<Deps, 'userAgent'>): Promise<Updated> {
  const { contact, sources } = readConfig(options.config);
  const userAgent = userAgentOf(contact ?? process.env['PAPERTIDE_CONTACT'] ?? null);
  const outcomes: Outcome[] = [];
  for (const source of sources) {
    const now = deps.clock.now();
    const range = { from: firstDay(source, options.digests, now), to: dayOf(now) };
    const ways = { out: options.digests, dryRun: options.dryRun, force: false };
    outcomes.push(await fetchTarget(source.target, range, ways, { ...deps, userAgent }));
  }
  if (options.dryRun) return { outcomes, summary: null };
  const site = options.siteUrl === undefined ? {} : { siteUrl: options.siteUrl };
  const build = { inputs: [options.digests], out: options.out, cache: options.cache, ...site };
  const summary = await buildDataset({ ...build, year: null, full: false, workers: null }, deps.reporter);
  return { outcomes, summary };
}

function readUpdateOptions(): (UpdateOptions & { help: boolean }) | never {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: 'string', default: join(ROOT, 'data/sources.json') },
        digests: { type: 'string', default: defaultOut() },
        out: { type: 'string', default: join(ROOT, 'public/data') },
        'site-url': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const out = resolve(values.out);
    const siteUrl = readSiteUrl(values['site-url']);
    return {
      config: resolve(values.config),
      digests: resolve(values.digests),
      out,
      cache: cacheOf(out),
      ...(siteUrl === undefined ? {} : { siteUrl }),
      dryRun: values['dry-run'],
      help: values.help,
    };
  } catch (error) {
    throw new FetchUsage(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function main(reporter: Reporter): Promise<number> {
  const options = readUpdateOptions();
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const { outcomes, summary } = await update(options, { clock: systemClock, random: Math.random, reporter });
  reporter.close();
  if (outcomes.length === 0) console.log(`${options.config} names no source: nothing to fetch.`);
  for (const outcome of outcomes) console.log([outcomeText(outcome), ...outcome.faults].join('\n'));
  if (summary)
    console.log(summary.changed ? summaryText(summary) : 'The dataset is as it was: nothing is new.');
  return outcomes.some((o) => o.faults.length > 0) ? 2 : 0;
}

if (process.argv[1]?.endsWith('update.ts')) {
  const reporter = openReporter(process.stderr);
  try {
    process.exitCode = await main(reporter);
  } catch (error) {
    console.error(error instanceof FetchUsage || error instanceof BuildError ? error.message : error);
    process.exitCode = 1;
  } finally {
    reporter.close();
  }
}
