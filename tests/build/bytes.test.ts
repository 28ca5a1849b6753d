import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ROOT } from '../../scripts/build/options.ts';
import { build, bytesOf, DIGESTS, freshPlace } from './fixtures.ts';

// Several builds a test, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

test('the same digests give the same bytes, whatever the folder, the workers and the order of the inputs', async () => {
  const place = freshPlace();
  const folders = ['weekly-notes', 'daily-page', 'odd'].map((f) => join(place.digests, f));
  const one = { ...place, inputs: folders };
  const other = {
    ...place,
    inputs: [...folders].reverse(),
    out: `${place.out}-2`,
    cache: `${place.cache}-2`,
  };
  await build(one);
  await build(other, { workers: 2 });
  expect(bytesOf(other.out)).toEqual(bytesOf(one.out));
});

/** An empty folder for the command's module, where that finds its packages. */
function programFolder(): string {
  const beside = join(ROOT, 'node_modules/.cache/papertide');
  mkdirSync(beside, { recursive: true });
  const folder = mkdtempSync(join(beside, 'program-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `npm run build:data`, with its module kept in `program`. */
function command(program: string, args: readonly string[]) {
  const ran = spawnSync(process.execPath, ['scripts/build-data.mjs', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PAPERTIDE_PROGRAM: program },
  });
  expect([ran.status, ran.stderr]).toEqual([0, expect.any(String)]);
  return ran.stdout;
}

test('the command gives those bytes too, from its sources and as one module', async () => {
  const place = freshPlace();
  const program = programFolder();
  const list = join(program, 'build.json');
  await build(place);
  const given = (name: string) => {
    const out = `${place.out}-${name}`;
    const told = command(program, [
      ...['--in', place.digests, '--year', '2025', '--workers', '0'],
      ...['--out', out, '--cache', `${out}-cache`],
    ]);
    expect(bytesOf(out)).toEqual(bytesOf(place.out));
    return told;
  };

  given('sources');
  const made = JSON.parse(readFileSync(list, 'utf8')) as { file: string };
  const speaking = readFileSync(join(program, made.file), 'utf8') + "\nconsole.log('as one module');\n";
  const file = `build-${createHash('sha256').update(speaking).digest('hex').slice(0, 12)}.mjs`;
  writeFileSync(join(program, file), speaking);
  const kept = JSON.stringify({ ...made, file });
  writeFileSync(list, kept);

  expect(given('module')).toContain('as one module');
  expect(readFileSync(list, 'utf8')).toBe(kept);
});

test('the command runs from its sources where its module is gone or not whole, and keeps it anew', () => {
  const program = programFolder();
  command(program, ['--help']);
  const list = () => JSON.parse(readFileSync(join(program, 'build.json'), 'utf8')) as { file: string };
  const made = list();
  const { file } = made;
  const whole = readFileSync(join(program, file), 'utf8');
  rmSync(join(program, file));
  command(program, ['--help']);
  expect(readFileSync(join(program, file), 'utf8')).toBe(whole);
  writeFileSync(join(program, file), whole.slice(0, 1000));
  command(program, ['--help']);
  expect(readFileSync(join(program, file), 'utf8')).toBe(whole);
  expect(list()).toEqual(made);
});

test('the sample gives the same bytes by one thread and by two', async () => {
  const sample = join(ROOT, 'data/digests');
  const [one, two] = [freshPlace(), freshPlace()];
  await build({ ...one, inputs: [sample] }, { workers: 1 });
  await build({ ...two, inputs: [sample] }, { workers: 2 });
  expect(bytesOf(two.out)).toEqual(bytesOf(one.out));
});

test('a build on top of an earlier one parses and extracts only what is new, and gives the bytes of a full one', async () => {
  const place = freshPlace();
  const first = await build(place);
  expect(first).toMatchObject({ unchangedFiles: 0, extracted: 4 });

  const again = await build(place);
  expect(again).toMatchObject({ unchangedFiles: 6, extracted: 0, changed: false });

  writeFileSync(
    join(place.digests, 'weekly-notes/notes_2025-01-24.txt'),
    'Title: A Late Paper\nPDF: https://arxiv.org/pdf/2501.00009\nSummary: It came late and is 3x faster than the early one.\n',
  );
  rmSync(join(place.digests, 'daily-page/page.md'));
  const more = await build(place);
  // The late paper, and the one that reads another text now that its abstract is gone.
  expect(more).toMatchObject({ papers: 4, unchangedFiles: 5, extracted: 2, changed: true });

  const full = { ...place, out: `${place.out}-full`, cache: `${place.cache}-full` };
  await build(full);
  expect(bytesOf(full.out)).toEqual(bytesOf(place.out));
  expect(await build(place, { full: true })).toMatchObject({
    unchangedFiles: 0,
    extracted: 4,
    changed: false,
  });
  expect(bytesOf(full.out)).toEqual(bytesOf(place.out));
});

test('a file changed within the same second and size is parsed again', async () => {
  const place = freshPlace();
  await build(place);
  const path = join(place.digests, 'weekly-notes/notes_2025-01-17.txt');
  const time = new Date();
  writeFileSync(path, String(DIGESTS['weekly-notes/notes_2025-01-17.txt']).replace('12 points', '13 points'));
  utimesSync(path, time, time);
  expect(await build(place)).toMatchObject({ unchangedFiles: 5, changed: true });
});

test('another year for pages without one moves them, and nothing else', async () => {
  const place = freshPlace();
  await build(place);
  expect(await build(place, { year: 2024 })).toMatchObject({ unchangedFiles: 2, changed: true });
});
