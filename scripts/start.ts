/**
 * `npm start [-- DIR…] [--port N] [--year N] [--no-open]`: digests → dataset → site → a local address.
 * Without folders: the sample digests of data/digests. Folders of the reader's own get a dataset of their own.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { buildDataset } from './build/dataset.ts';
import { datasetAmong } from './build/opened.ts';
import { BuildError, cacheOf, ROOT } from './build/options.ts';
import { openReporter } from './build/report.ts';
import { summaryText } from './build/summary.ts';
import { serveFolder } from './serve.ts';

const USAGE = `npm start [-- DIR …] [--port N] [--year N] [--no-open]

  DIR         folders with digests (data/digests); or one folder with a built dataset (manifest.json and Parquet files,
              as the page saves them or npm run build:data writes them), which is served as it is
  --port N    port wished for; when it is taken, the next free one (4173)
  --year N    year of pages that say only a day and a month ("Aug 8")
  --no-open   do not open a browser`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '4173' },
        year: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const number = (name: string, text: string | undefined) => {
      if (text !== undefined && !/^\d{1,5}$/.test(text))
        throw new BuildError(`${name} takes a number, not "${text}".`);
      return text === undefined ? null : Number(text);
    };
    return {
      folders: positionals.map((p) => resolve(p)),
      port: number('--port', values.port) ?? 4173,
      year: number('--year', values.year),
      open: !values['no-open'] && process.stdout.isTTY,
      help: values.help,
    };
  } catch (error) {
    throw new BuildError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const began = performance.now();
  const { folders, port, year, open, help } = readArguments();
  if (help) {
    console.log(USAGE);
    return;
  }
  const own = folders.length > 0;
  const dataset = own ? datasetAmong(folders) : null;
  // The same folders find their dataset again, in whatever order they are named.
  const name = createHash('sha256')
    .update([...folders].sort().join('\n'))
    .digest('hex')
    .slice(0, 12);
  const out = dataset?.folder ?? (own ? join(ROOT, '.papertide', name, 'data') : join(ROOT, 'public/data'));
  if (dataset) console.log(`${dataset.text}\n`);
  else await buildFrom(own ? folders : [join(ROOT, 'data/digests')], out, year);
  await build({ root: ROOT, logLevel: 'warn' });
  const serving = await serveFolder(join(ROOT, 'dist'), own ? { port, data: out } : { port });
  if (serving.port !== port) console.log(`Port ${port} is taken.`);
  console.log(
    `Papertide is at ${serving.url} (ready in ${((performance.now() - began) / 1000).toFixed(1)} s). Ctrl-C stops it.`,
  );
  if (open) openBrowser(serving.url);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void serving.close().then(() => process.exit(0)));
}

async function buildFrom(inputs: string[], out: string, year: number | null): Promise<void> {
  const reporter = openReporter(process.stderr);
  try {
    const summary = await buildDataset(
      { inputs, out, year, full: false, workers: null, cache: cacheOf(out) },
      reporter,
    );
    reporter.close();
    console.log(`${summaryText(summary)}\n`);
  } finally {
    reporter.close();
  }
}

/** Opening is a courtesy: where it does not work, the address stands above. */
function openBrowser(url: string): void {
  const [command, ...rest] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  if (command === undefined) return;
  const child = spawn(command, [...rest, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
}
