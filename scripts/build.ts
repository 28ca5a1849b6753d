/** `npm run build:data`: folders of digests → Parquet tables and a manifest. See USAGE in build/options.ts. */
import { buildDataset } from './build/dataset.ts';
import { BuildError, readOptions, USAGE } from './build/options.ts';
import { openReporter } from './build/report.ts';
import { summaryText } from './build/summary.ts';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const reporter = openReporter(process.stderr);
  try {
    const summary = await buildDataset(options, reporter);
    reporter.close();
    console.log(options.json ? JSON.stringify(summary, null, 2) : summaryText(summary));
    return 0;
  } finally {
    reporter.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
}
