/** Faults of the machine while it builds: a full disk, a locked one, files that move, a clock that jumps. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildDataset } from '../../scripts/build/dataset.ts';
import { ROOT } from '../../scripts/build/options.ts';
import { silentReporter } from '../../scripts/build/report.ts';
import { build, bytesOf, DIGESTS, freshPlace } from './fixtures.ts';

vi.setConfig({ testTimeout: 180_000 });

const MORE = 'weekly-notes/notes_2025-02-07.txt';
const MANY = Array.from(
  { length: 400 },
  (_, i) =>
    `Title: Paper ${i} on ${(i * 7919).toString(36)} ${(i * 104_729).toString(36)}\nPDF: https://arxiv.org/pdf/2502.${String(i).padStart(5, '0')}\n` +
    `Summary: It is ${i + 2}x faster than ${(i * 15_485_863).toString(36)}, and needs ${i % 90}% less memory on ${(i * 32_452_843).toString(36)}.\n`,
).join('---\n');

/** A file system of its own for one command, which ends with it: needs namespaces that the kernel may refuse. */
const inNamespace = (script: string, ...args: string[]) =>
  spawnSync('unshare', ['-rm', 'bash', '-c', script, 'bash', ...args], { cwd: ROOT, encoding: 'utf8' });
const canMount = process.platform === 'linux' && inNamespace('mount -t tmpfs tmpfs /tmp').status === 0;
const named = (name: string) =>
  canMount ? name : `${name} (file systems cannot be mounted here, so this is not tested)`;

const BUILD =
  '"$NODE" --import tsx scripts/build.ts --in "$1" --out "$2" --cache "$3"; code=$?; cd "$2"; find * -type f -exec sha256sum {} +; exit $code';
const hashes = (output: string) =>
  Object.fromEntries(
    [...output.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, hash = '', name = '']) => [name, hash]),
  );

test.skipIf(!canMount)(named('a full disk leaves the old dataset whole, and says what to do'), async () => {
  const place = freshPlace();
  await build(place);
  const before = bytesOf(place.out);
  writeFileSync(join(place.digests, MORE), MANY);
  const used = Object.keys(before).reduce((sum, name) => sum + statSync(join(place.out, name)).size, 0);
  const size = Math.ceil(used / 4096 + Object.keys(before).length + 4) * 4096;
  const run = inNamespace(
    `export NODE="$5"; cp -r "$2" "$2-old"; mount -t tmpfs -o size=$4 tmpfs "$2"; cp -r "$2-old"/. "$2"; ${BUILD}`,
    ...[place.digests, place.out, `${place.cache}-2`, String(size), process.execPath],
  );
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/could not write.*|[Nn]o space left/);
  expect(hashes(run.stdout)).toMatchObject(before);
  await build(place);
  const fresh = freshPlace({ ...DIGESTS, [MORE]: MANY });
  await build(fresh);
  expect(bytesOf(place.out)).toEqual(bytesOf(fresh.out));
});

test.skipIf(!canMount)(
  named('an output that may not be written to is named, and stays as it is'),
  async () => {
    const place = freshPlace();
    await build(place);
    const before = bytesOf(place.out);
    writeFileSync(join(place.digests, MORE), MANY);
    const run = inNamespace(
      `export NODE="$4"; mount --bind "$2" "$2"; mount -o remount,ro,bind "$2"; ${BUILD}`,
      ...[place.digests, place.out, `${place.cache}-2`, process.execPath],
    );
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/read-only|could not write/i);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(hashes(run.stdout)).toEqual(before);
  },
);

/** Between finding the files and reading them. */
const atReading = (happens: () => void) => ({
  ...silentReporter,
  stage: (name: string, total: number, unit: string) => {
    if (name === 'read') happens();
    return silentReporter.stage(name, total, unit);
  },
});

test.each<[string, (file: string) => void]>([
  ['vanishes', (file) => rmSync(file)],
  ['is replaced', (file) => (writeFileSync(`${file}~`, MANY), renameSync(`${file}~`, file))],
  ['becomes a folder', (file) => (rmSync(file), mkdirSync(file))],
  ['is emptied', (file) => writeFileSync(file, '')],
])('a file that %s before it is read: the next build gives the bytes of one without', async (_, happens) => {
  const place = freshPlace({ ...DIGESTS, [MORE]: 'Title: Here\nPDF: x\nSummary: y\n' });
  const file = join(place.digests, MORE);
  const options = { ...place, year: 2025, full: false, workers: 0 };
  await buildDataset(
    options,
    atReading(() => happens(file)),
  );
  await build(place);
  const fresh = { ...place, out: `${place.out}-2`, cache: `${place.cache}-2` };
  await build(fresh);
  expect(bytesOf(place.out)).toEqual(bytesOf(fresh.out));
});

test('a clock that jumps changes no byte, and a file changed under an old or a future time is read anew', async () => {
  const place = freshPlace();
  await build(place);
  const before = bytesOf(place.out);
  onTestFinished(() => {
    vi.useRealTimers();
  });
  vi.useFakeTimers({ toFake: ['Date'] });
  for (const now of ['1999-12-31T23:59:59Z', '2099-01-01T00:00:00Z']) {
    vi.setSystemTime(new Date(now));
    await build(place, { full: true });
    expect(bytesOf(place.out)).toEqual(before);
  }
  const file = join(place.digests, 'weekly-notes/notes_2025-01-17.txt');
  const text = String(DIGESTS['weekly-notes/notes_2025-01-17.txt']);
  for (const [year, gain] of [
    [1980, '17 points'],
    [2090, '19 points'],
  ] as const) {
    // Of the same length, and at a time that says nothing.
    writeFileSync(file, text.replace('12 points', gain));
    utimesSync(file, new Date(year, 0, 1), new Date(year, 0, 1));
    await build(place);
    const fresh = { ...place, out: `${place.out}-${year}`, cache: `${place.cache}-${year}` };
    await build(fresh);
    expect(bytesOf(place.out)).toEqual(bytesOf(fresh.out));
    expect(bytesOf(place.out)).not.toEqual(before);
  }
});
