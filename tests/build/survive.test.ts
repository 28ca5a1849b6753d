import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { lockOutput } from '../../scripts/build/lock.ts';
import { BuildError, ROOT } from '../../scripts/build/options.ts';
import { killRounds, startBuild } from '../../scripts/fuzz/kill.ts';
import { build, bytesOf, freshPlace, temporaryFolder } from './fixtures.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a build killed at any moment leaves the old dataset or the new one, and the next build finishes it', async () => {
  const counts = await killRounds(3, 20250808, () => undefined);
  expect(counts.failures).toEqual([]);
  expect(counts.killed).toBe(3);
}, 120_000);

test('a second build on one output waits for the first, and says so', async () => {
  const place = freshPlace();
  mkdirSync(place.out, { recursive: true });
  const lock = await lockOutput(place.out, () => undefined);
  const second = startBuild(place.digests, place.out, place.cache, ['--year', '2025']);
  while (!second.said().includes('waiting for it to end')) await pause(50);
  expect(second.said()).toContain(`process ${process.pid}`);
  lock.release();
  expect(await second.ended).toBe(0);
}, 60_000);

test('builds started together all end well, with the bytes of one', async () => {
  const place = freshPlace();
  const all = [1, 2, 3].map(() => startBuild(place.digests, place.out, place.cache, ['--year', '2025']));
  expect(await Promise.all(all.map((b) => b.ended))).toEqual([0, 0, 0]);
  const alone = { ...place, out: `${place.out}-2`, cache: `${place.cache}-2` };
  await build(alone);
  expect(bytesOf(place.out)).toEqual(bytesOf(alone.out));
}, 60_000);

test('the lock of a dead build is taken over', async () => {
  const place = freshPlace();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  mkdirSync(place.out, { recursive: true });
  writeFileSync(
    join(place.out, '.lock'),
    JSON.stringify({ pid: dead, began: '1', host: (await import('node:os')).hostname() }),
  );
  await expect(build(place)).resolves.toMatchObject({ papers: 4 });
});

test('when nothing can be built the old dataset stands untouched', async () => {
  const place = freshPlace();
  await build(place);
  const before = bytesOf(place.out);
  rmSync(place.digests, { recursive: true });
  mkdirSync(place.digests);
  await expect(build(place)).rejects.toThrow(/No digest files/);
  writeFileSync(join(place.digests, 'prose.md'), 'No paper here.\n');
  await expect(build(place)).rejects.toThrow(/None of the 1 files gave a paper/);
  expect(bytesOf(place.out)).toEqual(before);
});

test('an input that does not exist is named', async () => {
  const place = freshPlace();
  await expect(build({ ...place, inputs: [join(place.digests, 'nowhere')] })).rejects.toThrow(
    /There is no folder or file/,
  );
});

test('an output that cannot be a folder ends the build with a plain message', async () => {
  const place = freshPlace();
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  await expect(build({ ...place, out: join(file, 'out') })).rejects.toThrow(BuildError);
});

test('a damaged cache is made anew', async () => {
  const place = freshPlace();
  await build(place);
  const before = bytesOf(place.out);
  writeFileSync(join(place.cache, 'work.duckdb'), 'not a database');
  expect(await build(place)).toMatchObject({ unchangedFiles: 0, changed: false });
  expect(bytesOf(place.out)).toEqual(before);
});

test.skipIf(process.platform === 'win32')(
  'a disk that refuses more bytes leaves the old dataset whole',
  async () => {
    const place = freshPlace();
    await build(place);
    const before = bytesOf(place.out);
    writeFileSync(
      join(place.digests, 'weekly-notes/notes_2025-02-07.txt'),
      'Title: One More Paper\nPDF: https://arxiv.org/pdf/2502.00009\nSummary: It is 3x faster than the other.\n',
    );
    // No file may grow beyond one block of the shell's counting: every table is larger.
    const run = spawnSync(
      'bash',
      [
        '-c',
        'ulimit -f 1; exec "$0" "$@"',
        process.execPath,
        '--import',
        'tsx',
        'scripts/build.ts',
        '--in',
        place.digests,
      ].concat(['--out', place.out, '--cache', join(place.cache, 'other')]),
      { cwd: ROOT, encoding: 'utf8' },
    );
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('The build could not write');
    // Whatever lies about, what the manifest names is the old dataset.
    expect(bytesOf(place.out)).toMatchObject(before);
    expect(await build(place)).toMatchObject({ papers: 5 });
  },
);
