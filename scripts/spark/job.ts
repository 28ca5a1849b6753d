/** The Spark job run once: filters bundled, SQL composed, `spark-sql -f` on a master, its tables published as a dataset. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { ROOT } from '../build/options.ts';
import { jobSql } from './compose.ts';
import { PYSPARK } from './machine.ts';
import { publish } from './publish.ts';

export type SparkJob = {
  home: string;
  master: string;
  /** From `writeMentions`. */
  input: string;
  /** Scratch that all workers reach by the same path; emptied first. */
  work: string;
  out: string;
  tasks: number;
  /** Further settings, "spark.executor.memory": "1g". */
  conf?: Record<string, string>;
  log: (text: string) => void;
};

/** Both line filters as one file each, so that a worker needs Node and nothing else. */
export async function bundleFilters(folder: string): Promise<{ extract: string; terms: string }> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { extract: 'scripts/spark/extract.ts', terms: 'scripts/spark/terms.ts' },
    bundle: true,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'silent',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return { extract: join(folder, 'extract.mjs'), terms: join(folder, 'terms.mjs') };
}

export async function runSparkJob(job: SparkJob): Promise<Manifest> {
  rmSync(job.work, { recursive: true, force: true });
  mkdirSync(job.work, { recursive: true });
  const filters = await bundleFilters(join(job.work, 'filters'));
  const tablesOut = join(job.work, 'tables');
  const file = join(job.work, 'job.sql');
  const places = { input: job.input, work: join(job.work, 'stages'), output: tablesOut };
  writeFileSync(file, jobSql({ ...places, ...filters, node: process.execPath, tasks: job.tasks }));
  const conf = {
    'spark.sql.catalogImplementation': 'in-memory',
    'spark.sql.warehouse.dir': join(job.work, 'warehouse'),
    'spark.sql.session.timeZone': 'UTC',
    'spark.sql.shuffle.partitions': String(job.tasks),
    // Row groups that a reader by range fetches at least; Spark's own 128 MB are for clusters.
    'spark.hadoop.parquet.block.size': String(2 * 1024 * 1024),
    ...job.conf,
  };
  const args = ['--master', job.master, ...Object.entries(conf).flatMap(([k, v]) => ['--conf', `${k}=${v}`])];
  await run(join(job.home, 'bin/spark-sql'), [...args, '-f', file], job);
  return publish(tablesOut, job.out, PYSPARK);
}

function run(command: string, args: string[], { home, log, work }: SparkJob): Promise<void> {
  return new Promise((resolve, reject) => {
    const tail: string[] = [];
    const child = spawn(command, args, {
      cwd: work,
      env: {
        ...process.env,
        SPARK_HOME: home,
        SPARK_LOCAL_IP: '127.0.0.1',
        SPARK_LOCAL_HOSTNAME: 'localhost',
      },
    });
    const hear = (data: Buffer) => {
      const text = data.toString();
      log(text);
      tail.push(text);
      if (tail.length > 200) tail.shift();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`spark-sql ended with ${code}. Its last words:\n${tail.join('').slice(-6000)}`));
    });
  });
}
