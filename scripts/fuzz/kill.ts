/**
 * `npm run fuzz:kill [-- ROUNDS] [SEED]`: builds are killed (SIGKILL) at random moments. After each kill the dataset
 * must be the old or the new one, whole, and the next build must finish it to the byte.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { TABLE_NAMES, type Manifest } from '../../src/core/tables/schema.ts';
import { buildDataset } from '../build/dataset.ts';
import { ROOT } from '../build/options.ts';
import { silentReporter } from '../build/report.ts';

export type KillCounts = { rounds: number; killed: number; old: number; new: number; failures: string[] };

const paper = (n: number, gain: number) =>
  `Title: Paper Number ${n} on Faster Things\nPDF: https://arxiv.org/pdf/2501.${String(n).padStart(5, '0')}\n` +
  `Summary: The ${n}th of many papers. It is ${gain}x faster than the one before it and needs ${(n % 80) + 10}% less memory.\n`;

/** Half a year of weeks; the second edition changes half of the files, and one paper more changes every feed's count. */
function file(folder: string, edition: 1 | 2): void {
  mkdirSync(join(folder, 'made-up'), { recursive: true });
  for (let week = 0; week < 24; week++) {
    const date = new Date(Date.UTC(2024, 0, 1 + week * 7)).toISOString().slice(0, 10);
    const gain = edition === 2 && week % 2 === 1 ? 5 : 2;
    const papers = Array.from({ length: 20 }, (_, i) => paper(week * 20 + i, gain));
    if (edition === 2 && week === 23) papers.push(paper(480, gain));
    writeFileSync(join(folder, 'made-up', `week_${date}.txt`), papers.join('---\n'));
  }
}

/** Every file in every folder, and a folder by its name: a kill may leave one, the build after it may not. */
const filesOf = (out: string): Map<string, string> =>
  new Map(
    readdirSync(out, { withFileTypes: true, recursive: true }).map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const hash = () => createHash('sha256').update(readFileSync(path)).digest('hex');
      return [relative(out, path).replaceAll('\\', '/'), entry.isFile() ? hash() : 'folder'];
    }),
  );

const same = (a: Map<string, string>, b: Map<string, string>) =>
  a.size === b.size && [...a].every(([name, hash]) => b.get(name) === hash);

/** Why the dataset in `out` is not whole, or which of the two it is. */
function judge(
  out: string,
  old: Map<string, string>,
  fresh: Map<string, string>,
): 'old' | 'new' | { wrong: string } {
  const files = filesOf(out);
  const manifest = files.get('manifest.json');
  const which =
    manifest === old.get('manifest.json') ? 'old' : manifest === fresh.get('manifest.json') ? 'new' : null;
  if (which === null) return { wrong: 'the manifest is neither the old nor the new one' };
  const named = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
  for (const { file } of TABLE_NAMES.flatMap((t) => named.tables[t].files)) {
    const expected = (which === 'old' ? old : fresh).get(file);
    if (files.get(file) !== expected || expected === undefined) return { wrong: `${file} is missing or cut` };
  }
  // Feeds follow the manifest: old ones may stand beside the new dataset, never new ones beside the old, and none cut.
  const fitting = which === 'old' ? [old] : [old, fresh];
  const feeds = [...files].filter(([name]) => name.endsWith('.atom'));
  const wrong = feeds.find(([name, hash]) => !fitting.some((of) => of.get(name) === hash));
  if (wrong) return { wrong: `${wrong[0]} is of neither dataset, or ahead of the manifest` };
  const gone = [...old.keys()].find(
    (name) => name.endsWith('.atom') && !files.has(name) && (which === 'old' || fresh.has(name)),
  );
  return gone === undefined ? which : { wrong: `${gone} is missing` };
}

/** mulberry32: enough to draw moments, and the same ones again for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Ends after `rounds` kills that hit a running build. */
export async function killRounds(
  rounds: number,
  seed: number,
  say: (line: string) => void,
): Promise<KillCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-kill-'));
  const counts: KillCounts = { rounds: 0, killed: 0, old: 0, new: 0, failures: [] };
  try {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    file(one, 1);
    file(two, 2);
    const build = (input: string, out: string, cache: string) =>
      buildDataset(
        { inputs: [join(input, 'made-up')], out, year: null, full: false, workers: 0, cache },
        silentReporter,
      );
    await build(one, join(folder, 'old'), join(folder, 'old-cache'));
    await build(two, join(folder, 'new'), join(folder, 'new-cache'));
    const [old, fresh] = [filesOf(join(folder, 'old')), filesOf(join(folder, 'new'))];
    const draw = random(seed);
    const [out, cache] = [join(folder, 'out'), join(folder, 'cache')];
    const start = () => startBuild(join(two, 'made-up'), out, cache);
    const begin = performance.now();
    await start().ended;
    const usual = performance.now() - begin;
    while (counts.killed < rounds) {
      counts.rounds++;
      rmSync(out, { recursive: true, force: true });
      cpSync(join(folder, 'old'), out, { recursive: true });
      // The cache stays as the last kill left it in most rounds, so that the next build has that to cope with.
      const cold = draw() < 0.3;
      if (cold) cpSync(join(folder, 'old-cache'), cache, { recursive: true, force: true });
      const running = start();
      const moment = draw() * usual * 1.1;
      await Promise.race([pause(moment), running.ended]);
      const hit = running.kill();
      await running.ended;
      if (hit) counts.killed++;
      const after = judge(out, old, fresh);
      if (typeof after === 'object')
        counts.failures.push(`killed at ${Math.round(moment)} ms: ${after.wrong}`);
      else counts[after]++;
      await build(two, out, cache);
      if (!same(filesOf(out), fresh))
        counts.failures.push(`killed at ${Math.round(moment)} ms: the next build gave other bytes`);
      say(
        `${counts.killed} killed (last at ${Math.round(moment)} ms), ${counts.old} old, ${counts.new} new, ${counts.failures.length} lost`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}

/** The command line in a process of its own, as a reader runs it. */
export function startBuild(input: string, out: string, cache: string, more: string[] = []) {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      join(ROOT, 'scripts/build.ts'),
      '--in',
      input,
      '--out',
      out,
      '--cache',
      cache,
      ...more,
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  return { ended, said: () => said, kill: () => child.exitCode === null && child.kill('SIGKILL') };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [rounds = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
  console.log(`${rounds} kills, seed ${seed}`);
  const counts = await killRounds(rounds, seed, (line) => console.log(line));
  for (const failure of counts.failures) console.error(failure);
  console.log(
    `${counts.killed} builds killed: ${counts.old} left the old dataset whole, ${counts.new} the new one, ${counts.failures.length} neither`,
  );
  process.exitCode = counts.failures.length === 0 ? 0 : 1;
}
