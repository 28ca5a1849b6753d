/**
 * `npm run bench:build [-- SIZE …] [--texts N] [--keep]`: builds of 10 thousand, 100 thousand and one million papers
 * (resampled from the reference corpus), each beside DuckDB's own reading of the same papers as NDJSON and writing as
 * Parquet. Writes bench/build.json and tells how each stage grows. The bar: twice DuckDB's copy plus extraction at 25,000 abstracts a second a core.
 * `--texts N` resamples N different texts, each under many ids and days: extraction, whose time follows the texts, is
 * then a small part and the rest is measured at full size. Seconds of all cores stand beside those of the clock: on a
 * machine with other work only their ratios say something.
 */
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { ROOT } from '../build/options.ts';
import type { Summary } from '../build/summary.ts';
import { readBase, resample } from './resample.ts';

const BAR_PER_CORE = 25_000;

type Cost = { seconds: number; coreSeconds: number };
type Stage = Cost & { microsecondsPerPaper: number };
type Run = {
  papers: number;
  texts: number;
  megabytes: number;
  copy: Cost;
  build: Cost;
  /** Without reading texts: extraction is measured by bench:extract. */
  withoutExtraction: Cost;
  /** `withoutExtraction` by `copy`, of all cores: the bar is 2. */
  ratioToCopy: number;
  stages: Record<string, Stage>;
  /** Resident memory of the process with its workers, at its most. */
  peakMegabytes: number;
  datasetMegabytes: number;
  files: number;
  /** A digest more on top of the built corpus: of the newest day, and of a day six years before. */
  added: { newest: Added; old: Added };
};
type Added = Cost & { stages: Record<string, Cost>; textsRead: number };

const copying = (folder: string): string => `
  COPY (SELECT * FROM read_json('${join(folder, 'papers.ndjson')}', format = 'newline_delimited',
    columns = {id: 'VARCHAR', date: 'DATE', title: 'VARCHAR', abstract: 'VARCHAR'}))
  TO '${join(folder, 'copy.parquet')}' (FORMAT parquet, COMPRESSION zstd)`;

async function copyCost(folder: string): Promise<Cost> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
  const connection = await instance.connect();
  const began = performance.now();
  const used = process.cpuUsage();
  await connection.run(copying(folder));
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - began) / 1000;
  connection.closeSync();
  instance.closeSync();
  return { seconds, coreSeconds: (user + system) / 1e6 };
}

/** The command line in a process of its own, as a reader runs it; `seconds` are from its start to its end. */
async function build(folder: string): Promise<Cost & { summary: Summary }> {
  const args = ['scripts/build-data.mjs', '--in', join(folder, 'digests'), '--out', join(folder, 'out')];
  const began = performance.now();
  const child = spawn(process.execPath, [...args, '--cache', join(folder, 'cache'), '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  const status = await new Promise<number | null>((done) => child.on('close', done));
  if (status !== 0) throw new Error(`the build ended with ${status}`);
  const summary = JSON.parse(said) as Summary;
  return { summary, seconds: (performance.now() - began) / 1000, coreSeconds: sum(summary.coreSeconds) };
}

const sum = (of: Record<string, number>) => Object.values(of).reduce((a, b) => a + b, 0);

async function more(folder: string, day: string, n: number, expected: number): Promise<Added> {
  const text = `---\nTitle: One Paper More ${n}\nPDF: https://arxiv.org/pdf/2512.9999${n}\nSummary: Number ${n} is 3x faster than others.\n`;
  appendFileSync(join(folder, `digests/daily-a/list_${day}.txt`), text);
  const { summary, seconds, coreSeconds } = await build(folder);
  if (summary.papers !== expected) throw new Error(`${summary.papers} papers after adding one, not ${expected}`);
  const stages = Object.fromEntries(
    Object.entries(summary.seconds).map(([stage, s]) => [
      stage,
      { seconds: s, coreSeconds: summary.coreSeconds[stage] ?? 0 },
    ]),
  );
  return { seconds, coreSeconds, stages, textsRead: summary.extracted };
}

async function measure(papers: number, texts: number, base: ReturnType<typeof readBase>, folder: string): Promise<Run> {
  mkdirSync(folder, { recursive: true });
  const bytes = await resample(base, papers, folder, texts);
  const copy = await copyCost(folder);
  const { summary, seconds, coreSeconds } = await build(folder);
  if (summary.papers !== papers) throw new Error(`${summary.papers} papers were built of ${papers}`);
  // A file just written is read again by the next build, for its stamp proves nothing yet: not what is measured.
  spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 2500)']);
  await build(folder);
  const added = {
    newest: await more(folder, '2025-12-28', 1, papers + 1),
    old: await more(folder, '2019-12-31', 2, papers + 2),
  };
  const stages = Object.fromEntries(
    Object.entries(summary.seconds).map(([stage, s]) => {
      const core = summary.coreSeconds[stage] ?? 0;
      return [stage, { seconds: s, coreSeconds: core, microsecondsPerPaper: (core / papers) * 1e6 }];
    }),
  );
  const without = {
    seconds: seconds - (stages['extract']?.seconds ?? 0),
    coreSeconds: coreSeconds - (stages['extract']?.coreSeconds ?? 0),
  };
  return {
    papers,
    texts: Math.min(texts, papers),
    megabytes: bytes / 1e6,
    copy,
    build: { seconds, coreSeconds },
    withoutExtraction: without,
    ratioToCopy: without.coreSeconds / copy.coreSeconds,
    stages,
    peakMegabytes: summary.peakMemory / 1e6,
    datasetMegabytes: summary.tables.reduce((total, t) => total + t.bytes, 0) / 1e6,
    files: summary.tables.reduce((total, t) => total + t.files, 0),
    added,
  };
}

const cost = ({ seconds, coreSeconds }: Cost) => `${seconds.toFixed(1)} s (${coreSeconds.toFixed(1)} of cores)`;

function told(run: Run): string {
  const bar = 2 * run.copy.coreSeconds + run.texts / BAR_PER_CORE;
  const stages = Object.entries(run.stages).map(
    ([s, t]) => `${s} ${t.seconds.toFixed(1)} s (${t.microsecondsPerPaper.toFixed(0)} µs of a core a paper)`,
  );
  return [
    `${run.papers.toLocaleString('en')} papers of ${run.texts.toLocaleString('en')} texts (${run.megabytes.toFixed(0)} MB): ${cost(run.build)}, ` +
      `${Math.round(run.papers / run.build.seconds).toLocaleString('en')} papers/s; ${(run.build.coreSeconds / bar).toFixed(1)} of the bar`,
    `  DuckDB's own copy ${cost(run.copy)}; without extraction ${cost(run.withoutExtraction)}: ${run.ratioToCopy.toFixed(1)} times the copy`,
    `  ${stages.join(', ')}`,
    `  peak ${run.peakMegabytes.toFixed(0)} MB; dataset ${run.datasetMegabytes.toFixed(0)} MB in ${run.files} files`,
    `  a digest more: of the newest month ${cost(run.added.newest)}, of an old year ${cost(run.added.old)}`,
  ].join('\n');
}

/** What a paper costs each stage, by the number of papers: a stage that keeps step stays the same along its line. */
function growth(runs: readonly Run[]): string {
  const sizes = runs.map(({ papers }) => papers.toLocaleString('en').padStart(10)).join('');
  const line = (name: string, figures: number[]) =>
    `  ${name.padEnd(22)}${figures.map((n) => n.toFixed(n < 10 ? 1 : 0).padStart(10)).join('')}`;
  const stages = [...new Set(runs.flatMap((run) => Object.keys(run.stages)))];
  return [
    `growth                  ${sizes}`,
    ...stages.map((stage) => line(`${stage}, µs a paper`, runs.map((run) => run.stages[stage]?.microsecondsPerPaper ?? 0))),
    line('peak memory, MB', runs.map((run) => run.peakMegabytes)),
    line('a digest more, s', runs.map((run) => run.added.newest.seconds)),
    ...stages.map((stage) => line(`  its ${stage}, s`, runs.map((run) => run.added.newest.stages[stage]?.seconds ?? 0))),
  ].join('\n');
}

const machine = () => ({ cores: availableParallelism(), cpu: cpus()[0]?.model ?? '', load: loadavg() });
/** After each size: a run that is stopped leaves what it has measured. */
function note(runs: readonly Run[]): void {
  mkdirSync(join(ROOT, 'bench'), { recursive: true });
  writeFileSync(join(ROOT, 'bench/build.json'), `${JSON.stringify({ machine: machine(), runs }, null, 2)}\n`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { texts: { type: 'string' }, keep: { type: 'boolean', default: false } },
});
const sizes = positionals.map(Number);
if (sizes.some((n) => !(n > 0))) throw new Error(`sizes are numbers of papers, not ${positionals.join(' ')}`);
const corpus = resolve(process.env['PAPERTIDE_CORPUS'] ?? join(ROOT, '../shared/digests'));
const base = readBase(corpus);
const place = mkdtempSync(join(tmpdir(), 'papertide-bench-'));
const runs: Run[] = [];
try {
  for (const papers of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
    const folder = join(place, String(papers));
    const run = await measure(papers, Number(values.texts ?? papers), base, folder);
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
    runs.push(run);
    console.log(told(run));
    note(runs);
  }
} finally {
  if (!values.keep) rmSync(place, { recursive: true, force: true });
  else console.log(`kept: ${place}`);
}
console.log(growth(runs));
