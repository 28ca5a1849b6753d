/**
 * `npm run bench:build [-- SIZE …] [--keep]`: builds of 10 thousand, 100 thousand and one million papers (resampled
 * from the reference corpus), each beside DuckDB's own reading of the same papers as NDJSON and writing as Parquet.
 * Writes bench/build.json. The bar: twice DuckDB's copy plus extraction at 25,000 abstracts a second a core.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ROOT } from '../build/options.ts';
import type { Summary } from '../build/summary.ts';
import { readBase, resample } from './resample.ts';

const BAR_PER_CORE = 25_000;

type Run = {
  papers: number;
  megabytes: number;
  copySeconds: number;
  buildSeconds: number;
  barSeconds: number;
  ratioToBar: number;
  stages: Record<string, { seconds: number; papersPerSecond: number }>;
  peakMegabytes: number;
  datasetMegabytes: number;
  /** One digest more on top of the built corpus. */
  addedSeconds: number;
  addedStages: Record<string, number>;
  addedExtracted: number;
};

async function copySeconds(folder: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
  const connection = await instance.connect();
  const began = performance.now();
  await connection.run(`
    COPY (SELECT * FROM read_json('${join(folder, 'papers.ndjson')}', format = 'newline_delimited',
      columns = {id: 'VARCHAR', date: 'DATE', title: 'VARCHAR', abstract: 'VARCHAR'}))
    TO '${join(folder, 'copy.parquet')}' (FORMAT parquet, COMPRESSION zstd)`);
  const seconds = (performance.now() - began) / 1000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}

/** The command line in a process of its own, so that its peak memory is its own. */
function build(folder: string): { summary: Summary; seconds: number } {
  const args = ['--import', 'tsx', 'scripts/build.ts', '--in', join(folder, 'digests'), '--out', join(folder, 'out')];
  const began = performance.now();
  const run = spawnSync(process.execPath, [...args, '--cache', join(folder, 'cache'), '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`the build ended with ${run.status ?? run.signal}`);
  return { summary: JSON.parse(run.stdout) as Summary, seconds: (performance.now() - began) / 1000 };
}

async function measure(papers: number, base: ReturnType<typeof readBase>, folder: string): Promise<Run> {
  mkdirSync(folder, { recursive: true });
  const bytes = await resample(base, papers, folder);
  const copy = await copySeconds(folder);
  const { summary, seconds } = build(folder);
  if (summary.papers !== papers) throw new Error(`${summary.papers} papers were built of ${papers}`);
  const late = 'Title: One Paper More\nPDF: https://arxiv.org/pdf/2512.99999\nSummary: It is 3x faster than others.\n';
  appendFileSync(join(folder, 'digests/daily-a/list_2025-12-31.txt'), late);
  const added = build(folder);
  if (added.summary.papers !== papers + 1) throw new Error('the digest added did not add its paper');
  const bar = 2 * copy + papers / (BAR_PER_CORE * availableParallelism());
  return {
    papers,
    megabytes: bytes / 1e6,
    copySeconds: copy,
    buildSeconds: seconds,
    barSeconds: bar,
    ratioToBar: seconds / bar,
    stages: Object.fromEntries(
      Object.entries(summary.seconds).map(([stage, s]) => [stage, { seconds: s, papersPerSecond: papers / s }]),
    ),
    peakMegabytes: summary.peakMemory / 1e6,
    datasetMegabytes: summary.tables.reduce((sum, t) => sum + t.bytes, 0) / 1e6,
    addedSeconds: added.seconds, addedStages: added.summary.seconds,
    addedExtracted: added.summary.extracted,
  };
}

const sizes = process.argv.slice(2).filter((a) => /^\d+$/.test(a)).map(Number);
const corpus = resolve(process.env['PAPERTIDE_CORPUS'] ?? join(ROOT, '../shared/digests'));
const base = readBase(corpus);
const place = mkdtempSync(join(tmpdir(), 'papertide-bench-'));
const runs: Run[] = [];
try {
  for (const papers of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
    const folder = join(place, String(papers));
    const run = await measure(papers, base, folder);
    if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true });
    runs.push(run);
    const stages = Object.entries(run.stages).map(([s, t]) => `${s} ${t.seconds.toFixed(1)} s`);
    console.log(
      `${papers.toLocaleString('en')} papers (${run.megabytes.toFixed(0)} MB): ${run.buildSeconds.toFixed(1)} s` +
        ` (${Math.round(papers / run.buildSeconds).toLocaleString('en')}/s), ${run.ratioToBar.toFixed(2)} of the bar of ${run.barSeconds.toFixed(1)} s` +
        ` (DuckDB's copy ${run.copySeconds.toFixed(1)} s); ${stages.join(', ')}; peak ${run.peakMegabytes.toFixed(0)} MB;` +
        ` dataset ${run.datasetMegabytes.toFixed(0)} MB; one digest more ${run.addedSeconds.toFixed(1)} s (${run.addedExtracted} texts read)`,
    );
  }
} finally {
  if (!process.argv.includes('--keep')) rmSync(place, { recursive: true, force: true });
  else console.log(`kept: ${place}`);
}
mkdirSync(join(ROOT, 'bench'), { recursive: true });
const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model ?? '', load: loadavg() };
writeFileSync(join(ROOT, 'bench/build.json'), `${JSON.stringify({ machine, runs }, null, 2)}\n`);
