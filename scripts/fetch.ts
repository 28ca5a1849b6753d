/** `npm run fetch -- --source …`: digests of the network into data/digests. See USAGE in fetch/options.ts. */
import { openReporter } from './build/report.ts';
import { systemClock } from './fetch/clock.ts';
import { FetchUsage, readFetchOptions, USAGE, userAgentOf } from './fetch/options.ts';
import { fetchTarget, outcomeText } from './fetch/targets.ts';

async function main(): Promise<number> {
  const options = readFetchOptions(process.argv.slice(2), systemClock.now());
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const reporter = openReporter(process.stderr);
  const deps = { clock: systemClock, random: Math.random, userAgent: userAgentOf(options.contact), reporter };
  let code = 0;
  const told: string[] = [];
  try {
    for (const target of options.targets) {
      const outcome = await fetchTarget(target, options, options, deps);
      told.push(outcomeText(outcome), ...outcome.faults);
      if (outcome.faults.length > 0) code = 2;
    }
  } finally {
    reporter.close();
    if (told.length > 0) console.log(told.join('\n'));
  }
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof FetchUsage ? error.message : error);
  process.exitCode = 1;
}
