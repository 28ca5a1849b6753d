/** `npm run spark -- --in DIR … --out DIR [--master URL]`: the build as a Spark job. */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BuildError, cacheOf, ROOT } from '../build/options.ts';
import { openReporter } from '../build/report.ts';
import { runSparkJob } from './job.ts';
import { sparkHome, whatLacks } from './machine.ts';
import { writeMentions } from './mentions.ts';

const USAGE = `npm run spark -- --in DIR … --out DIR [--master URL] [--work DIR] [--year N] [--tasks N] [--conf KEY=VALUE …]

  --in DIR       folder of digests; repeat for several (data/digests)
  --out DIR      where the dataset goes
  --master URL   spark://host:port, or local[N] (all cores of this machine)
  --work DIR     scratch that every worker reaches by the same path (a mounted volume)
  --year N       year of pages that say only a day and a month
  --tasks N      extraction tasks (four a core of this machine); more for more workers
  --conf K=V     settings of Spark, as spark.executor.memory=4g`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      in: { type: 'string', multiple: true, default: [join(ROOT, 'data/digests')] },
      out: { type: 'string' },
      master: { type: 'string', default: 'local[*]' },
      work: { type: 'string' },
      year: { type: 'string' },
      tasks: { type: 'string', default: String(cpus().length * 4) },
      conf: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || values.out === undefined) {
    console.log(USAGE);
    if (!values.help) throw new BuildError('--out says where the dataset goes.');
    return;
  }
  const lacks = whatLacks();
  if (lacks) throw new BuildError(`Spark needs ${lacks}.`);
  const out = resolve(values.out);
  const work = resolve(values.work ?? join(cacheOf(out), 'spark'));
  const input = join(work, 'mentions');
  const reporter = openReporter(process.stderr);
  const options = {
    inputs: values.in.map((folder) => resolve(folder)),
    out,
    year: values.year === undefined ? null : Number(values.year),
    full: false,
    workers: null,
    cache: cacheOf(out),
  };
  const mentions = await writeMentions(options, input, reporter);
  reporter.close();
  console.log(`${mentions} mentions; the rest is Spark's, on ${values.master}`);
  const conf = Object.fromEntries(
    values.conf.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new BuildError(`--conf takes KEY=VALUE, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  const manifest = await runSparkJob({
    home: sparkHome(console.log),
    master: values.master,
    input,
    work: join(work, 'job'),
    out,
    tasks: Number(values.tasks),
    conf,
    log: (text) => void process.stderr.write(text),
  });
  for (const [table, { rows, files }] of Object.entries(manifest.tables))
    console.log(`${table.padEnd(14)}${rows} rows, ${files.length} files`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
}
