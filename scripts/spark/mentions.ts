/** `npm run spark:mentions -- --in DIR … --out DIR`: digests → mentions, digests and rejects as Parquet, the cluster's input. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '../../src/core/topics/taxonomy.ts';
import { bundleStages } from '../build/bundle.ts';
import { BuildError, coresOf, type BuildOptions } from '../build/options.ts';
import { readDigests } from '../build/read.ts';
import type { Reporter } from '../build/report.ts';
import { walk } from '../build/walk.ts';
import { openWorkDb } from '../build/workdb.ts';

/** Parsing is one machine's work: a million entries take minutes, and the digests lie on it. Throws BuildError. */
export async function writeMentions(options: BuildOptions, out: string, reporter: Reporter): Promise<number> {
  const found = walk(options.inputs, options.year, [out, options.cache]);
  if (found.files.length === 0) throw new BuildError(`No digest files in ${options.inputs.join(', ')}.`);
  const bundles = await bundleStages(options.cache, options.full);
  const threads = coresOf(options);
  const versions = { parse: bundles.parse.version, extract: bundles.extract.version };
  const db = await openWorkDb(options.cache, versions, { full: options.full, threads }, reporter.say);
  try {
    await readDigests(db, found, bundles.parse.file, threads, reporter);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    for (const table of ['mention', 'digest', 'reject']) {
      const folder = join(out, table);
      mkdirSync(folder);
      await db.run(
        `COPY (SELECT * FROM ${table}) TO '${folder.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT, OVERWRITE_OR_IGNORE)`,
      );
    }
    writeFileSync(join(out, 'topics.ndjson'), TOPICS.map((t) => `${JSON.stringify(t)}\n`).join(''));
    const [row] = await db.rows<{ n: bigint }>('SELECT count(*) AS n FROM mention');
    return Number(row?.n ?? 0);
  } finally {
    db.close();
  }
}
