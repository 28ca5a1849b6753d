/** `npm run feeds [-- DIR] [--site-url URL]`: the feeds of a dataset that stands, anew. A build writes them by itself. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './build/options.ts';
import { readSiteUrl, SITE_URL } from './feeds/site-url.ts';
import { writeFeeds } from './feeds/write.ts';

const USAGE = `npm run feeds [-- DIR] [--site-url URL]

For a dataset that the page saved or a cluster wrote, or for another address: npm run build:data writes feeds itself.

  DIR             folder of a dataset (public/data); feeds go to DIR/feeds
${SITE_URL}

Exit codes: 0 written, or nothing had changed; 1 a wrong argument, no dataset, or a fault of this machine.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'site-url': { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const site = readSiteUrl(values['site-url']);
  const folder = resolve(positionals[0] ?? join(ROOT, 'public/data'));
  const { files, written, siteUrl } = await writeFeeds(folder, site, (line) => console.error(line));
  for (const { file, entries } of files) console.log(`${file.padEnd(32)} ${entries} entries`);
  console.log(
    `${written.length} of ${files.length} feeds written to ${join(folder, 'feeds')}.` +
      (siteUrl === null ? '\nLinks are relative to the feed; some readers need --site-url https://…' : ''),
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
