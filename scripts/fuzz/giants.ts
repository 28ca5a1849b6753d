/**
 * `npm run fuzz:giants [-- ENTRIES…]`: one file of ten million tiny entries in each form, which is more lines or objects
 * than are looked at, and one of a million and a half, which is more entries than a file may hold; each built in a process
 * of its own. Each must end with its reason, within the memory that a build may take; prints seconds and peak memory.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/options.ts';

const PIECE = 100_000;
const FORMS: Record<string, { head: string; entry: string; tail: string }> = {
  'lines.jsonl': { head: '', entry: '{"title":"x"}\n', tail: '' },
  'list.json': { head: '[{}', entry: ',{"title":"x"}', tail: ']' },
  'rows.csv': { head: 'title,url\n', entry: 'x,\n', tail: '' },
  'records.txt': { head: '', entry: 'Title: x\nPDF: y\n---\n', tail: '' },
  'references.ris': { head: '', entry: 'TY  - JOUR\nTI  - x\nER  - \n', tail: '' },
  'items.md': { head: '', entry: '- x\n', tail: '' },
};

function write(path: string, { head, entry, tail }: (typeof FORMS)[string], entries: number): void {
  const file = openSync(path, 'w');
  writeSync(file, head);
  for (let left = entries; left > 0; left -= PIECE) writeSync(file, entry.repeat(Math.min(left, PIECE)));
  writeSync(file, tail);
  closeSync(file);
}

const BUILD = `
import { buildDataset } from './scripts/build/dataset.ts';
import { silentReporter } from './scripts/build/report.ts';
const [folder, out, cache] = process.argv.slice(-3);
const options = { inputs: [folder], out, cache, year: 2025, workers: 1, full: true };
await buildDataset(options, silentReporter).catch((e) => console.log(String(e.message)));
console.log('peak ' + process.resourceUsage().maxRSS);`;

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [10_000_000, 1_500_000];
const folder = mkdtempSync(join(tmpdir(), 'papertide-giants-'));
let lost = 0;
for (const entries of sizes)
  for (const [name, form] of Object.entries(FORMS)) {
    const place = join(folder, `${entries}-${name.replace('.', '-')}`);
    mkdirSync(place);
    write(join(place, `2025-08-08-${name}`), form, entries);
    const began = performance.now();
    const run = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', BUILD, place, `${place}-out`, `${place}-cache`],
      { cwd: ROOT, encoding: 'utf8', timeout: 300_000 },
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const peak = Number(/peak (\d+)/.exec(run.stdout)?.[1] ?? 0) / 1024;
    const reason = /(?:too-large|not-json|unknown-format): [^;]{0,110}/.exec(run.stdout)?.[0];
    if (!reason || peak === 0) lost++;
    console.log(
      `${entries} ${name}: ${seconds} s, ${peak.toFixed(0)} MB, ${reason ?? `no reason given: ${run.stderr.slice(0, 300)}`}`,
    );
    rmSync(place, { recursive: true, force: true });
  }
rmSync(folder, { recursive: true, force: true });
console.log(
  `${Object.keys(FORMS).length * sizes.length} giants of ${sizes.join(' and ')} entries, ${lost} without an end or a reason`,
);
process.exit(lost === 0 ? 0 : 1);
