import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { lockOutput } from '../../scripts/build/lock.ts';
import { readSiteUrl } from '../../scripts/feeds/site-url.ts';
import { writeFeeds } from '../../scripts/feeds/write.ts';
import { build, bytesOf, freshPlace, type Place } from '../build/fixtures.ts';

vi.setConfig({ testTimeout: 120_000 });

const allFeed = (out: string) => readFileSync(join(out, 'feeds/all.atom'), 'utf8');
const feedsOf = (out: string) => Object.entries(bytesOf(out)).filter(([name]) => name.endsWith('.atom'));

function addPaper(place: Place & { digests: string }): void {
  writeFileSync(
    join(place.digests, 'weekly-notes/notes_2025-02-07.txt'),
    'Title: One More Paper\nPDF: https://arxiv.org/pdf/2502.00009\nSummary: It is 3x faster than the other.\n',
  );
}

test('a dataset keeps the address of its feeds until another one is given', async () => {
  const place = freshPlace();
  await build(place, { siteUrl: 'https://example.org/tide' });
  const before = bytesOf(place.out);
  expect(allFeed(place.out)).toContain('tag:example.org,2026:/tide/feeds/all');
  expect((await build(place)).feeds).toMatchObject({ written: 0, siteUrl: 'https://example.org/tide/' });
  await build(place, { full: true });
  await writeFeeds(place.out);
  expect(bytesOf(place.out)).toEqual(before);

  // What is kept gives the bytes of what is said.
  addPaper(place);
  await build(place);
  const said = { ...place, out: `${place.out}-said`, cache: `${place.cache}-said` };
  await build(said, { siteUrl: 'https://example.org/tide/' });
  expect(bytesOf(place.out)).toEqual(bytesOf(said.out));

  await build(place, { siteUrl: 'https://example.net/' });
  expect(allFeed(place.out)).toContain('tag:example.net,2026:/feeds/all');
  const bare = { ...place, out: `${place.out}-bare`, cache: `${place.cache}-bare` };
  await build(bare);
  await writeFeeds(place.out, null);
  expect(bytesOf(place.out)).toEqual(bytesOf(bare.out));
  await build(said, { siteUrl: null });
  expect(bytesOf(said.out)).toEqual(bytesOf(bare.out));
});

test('--site-url says an address, or none', () => {
  expect(readSiteUrl(undefined)).toBeUndefined();
  expect(readSiteUrl('none')).toBeNull();
  expect(readSiteUrl('https://example.org/tide')).toBe('https://example.org/tide');
  expect(() => readSiteUrl('example')).toThrow('not "example"');
});

test('a build whose manifest cannot be put in place leaves the old feeds', async () => {
  const place = freshPlace();
  await build(place);
  const before = feedsOf(place.out);
  const manifest = join(place.out, 'manifest.json');
  addPaper(place);
  renameSync(manifest, `${place.out}-manifest`);
  mkdirSync(join(manifest, 'in-the-way'), { recursive: true });
  await expect(build(place)).rejects.toThrow();
  expect(feedsOf(place.out)).toEqual(before);

  rmSync(manifest, { recursive: true });
  renameSync(`${place.out}-manifest`, manifest);
  await build(place);
  const full = { ...place, out: `${place.out}-full`, cache: `${place.cache}-full` };
  await build(full);
  expect(bytesOf(place.out)).toEqual(bytesOf(full.out));
});

test('a build that finds nothing new completes the feeds that a killed one left undone', async () => {
  const place = freshPlace();
  await build(place);
  const before = bytesOf(place.out);
  const feeds = join(place.out, 'feeds');
  const area = readdirSync(feeds).find((name) => name.startsWith('area-')) ?? '';
  renameSync(join(feeds, area), join(feeds, 'area-gone.atom'));
  writeFileSync(join(feeds, 'all.atom'), '<feed/>');
  writeFileSync(join(feeds, `${area}.4711.part`), '<fe');
  expect(await build(place)).toMatchObject({ changed: false, feeds: { written: 2 } });
  expect(bytesOf(place.out)).toEqual(before);
});

test('feeds anew wait for a build on the same output', async () => {
  const place = freshPlace();
  await build(place);
  const lock = await lockOutput(place.out, () => undefined);
  const said: string[] = [];
  let ended = false;
  const feeds = writeFeeds(place.out, undefined, (line) => said.push(line)).then(() => (ended = true));
  while (said.length === 0) await pause(20);
  await pause(300);
  expect([ended, said]).toEqual([false, [expect.stringContaining('waiting for it to end')]]);
  lock.release();
  await feeds;
  expect(readdirSync(place.out)).not.toContain('.lock');
});
