/** `npm run feeds [-- DIR] [--site-url URL]`: Atom feeds of what rises, bursts and breaks records, beside a dataset. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './build/options.ts';
import { writeFeeds } from './feeds/write.ts';

const USAGE = `npm run feeds [-- DIR] [--site-url URL]

  DIR             folder of a built dataset (public/data); feeds go to DIR/feeds
  --site-url URL  address of the published dashboard: links and ids become absolute. Keep it the same from then on,
                  for ids that change make every entry look new. Without it links are relative to the feed.

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
  const site = values['site-url'] ?? null;
  if (
    site !== null &&
    (!URL.canParse(site) || !/^https?:$/.test(new URL(site).protocol) || /[?#]/.test(site))
  )
    throw new Error(`--site-url takes an address like https://example.org/papertide/, not "${site}".`);
  const feeds = await writeFeeds(resolve(positionals[0] ?? join(ROOT, 'public/data')), site);
  for (const { file, entries } of feeds.files) console.log(`${file.padEnd(32)} ${entries} entries`);
  console.log(
    `${feeds.written.length} of ${feeds.files.length} feeds written to ${feeds.folder}.` +
      (site === null ? '\nLinks are relative to the feed; some readers need --site-url https://…' : ''),
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
