/** A dataset in parts, as large ones are, built on from digest to digest. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expect, test, vi } from 'vitest';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { loadTables } from '../../src/db/load.ts';
import { openDataset, openDuck } from '../duck.ts';
import { build, bytesOf, freshPlace, type Place } from './fixtures.ts';

vi.setConfig({ testTimeout: 240_000 });

const paper = (n: number, words: string) =>
  `Title: Study ${n} of ${words}\nPDF: https://arxiv.org/pdf/2301.${String(n).padStart(5, '0')}\n` +
  `Summary: Study ${n} is on ${words}. It is ${(n % 7) + 2}x faster than plain sampling and needs ${(n % 50) + 10}% less memory.\n`;

/** Two years of months with three papers each; from the second year on all of them share a term. */
function years(): Record<string, string> {
  const digests: Record<string, string> = {};
  for (let month = 0; month < 24; month++) {
    const day = new Date(Date.UTC(2023, month, 10)).toISOString().slice(0, 10);
    const words = month < 12 ? 'plain caches' : 'Braided Cache Folding (BCF)';
    const papers = [0, 1, 2].map((i) => paper(month * 3 + i, words));
    digests[`monthly/list_${day}.txt`] = papers.join('---\n');
  }
  return digests;
}

const SIZES = { oneFile: 20, terms: { small: 20, sample: 1000 } };
const manifestOf = (place: Place) =>
  JSON.parse(readFileSync(join(place.out, 'manifest.json'), 'utf8')) as Manifest;
const filesOf = (place: Place, table: 'papers') => manifestOf(place).tables[table].files.map((f) => f.file);
const labels = (files: string[]) => files.map((f) => f.replace(/-[0-9a-f]{12}\.parquet$/, ''));
const fresh = (place: Place): Place => ({ ...place, out: `${place.out}-full`, cache: `${place.cache}-full` });

async function bytesOfFull(place: Place): Promise<Record<string, string>> {
  const full = fresh(place);
  rmSync(full.cache, { recursive: true, force: true });
  await build(full, SIZES);
  return bytesOf(full.out);
}

test('a digest added, changed or taken away rewrites the files of its days alone, to the bytes of a full build', async () => {
  const place = freshPlace(years());
  await build(place, SIZES);
  const before = filesOf(place, 'papers');
  const months = Array.from({ length: 12 }, (_, m) => `papers-2024-${String(m + 1).padStart(2, '0')}`);
  expect(labels(before)).toEqual(['papers-2023', ...months]);

  // Of the newest month: the terms' window stays, and so do all files but that month's.
  const late = join(place.digests, 'monthly/list_2024-12-20.txt');
  writeFileSync(late, paper(500, 'Braided Cache Folding (BCF)'));
  const summary = await build(place, SIZES);
  expect(summary).toMatchObject({ papers: 73, extracted: 1, changed: true });
  expect(summary.terms).toEqual({ window: 69, read: 69, through: '2024-12-01' });
  const after = filesOf(place, 'papers');
  expect(labels(after.filter((f) => !before.includes(f)))).toEqual(['papers-2024-12']);
  expect(bytesOf(place.out)).toEqual(await bytesOfFull(place));

  // Of a closed month, and one that lists an old paper again.
  writeFileSync(
    join(place.digests, 'monthly/list_2023-05-20.txt'),
    `${paper(600, 'plain caches')}---\n${paper(0, 'plain caches')}`,
  );
  await build(place, SIZES);
  const third = filesOf(place, 'papers');
  expect(labels(third.filter((f) => !after.includes(f)))).toEqual(['papers-2023']);
  expect(bytesOf(place.out)).toEqual(await bytesOfFull(place));

  // A new year closes the months of the one before; gone files take their papers with them.
  writeFileSync(
    join(place.digests, 'monthly/list_2025-01-10.txt'),
    paper(700, 'Braided Cache Folding (BCF)'),
  );
  rmSync(late);
  await build(place, SIZES);
  expect(labels(filesOf(place, 'papers'))).toEqual(['papers-2023', 'papers-2024', 'papers-2025-01']);
  expect(bytesOf(place.out)).toEqual(await bytesOfFull(place));
});

test('a dataset in parts says the same as one in whole files, by the engine and without it', async () => {
  const place = freshPlace(years());
  await build(place, { terms: SIZES.terms });
  const whole = await openDataset(place.out);
  const parted = fresh(place);
  await build(parted, SIZES);
  const manifest = manifestOf(parted);
  expect(manifest.tables.paper_topics.files.length).toBeGreaterThan(1);
  const duck = await openDuck();
  // As the page loads them.
  const files = manifest.tables;
  for (const { file } of Object.values(files).flatMap((t) => t.files))
    duck.register(file, new Uint8Array(readFileSync(join(parted.out, file))));
  vi.stubGlobal('fetch', (url: URL) => Promise.resolve(new Response(readFileSync(url))));
  try {
    const base = new URL(`file://${parted.out}/`).href;
    const engine = {
      run: (text: string) => Promise.resolve(duck.rows(text)),
      addBuffer: () => Promise.resolve(),
      addUrl: () => Promise.resolve(),
    };
    await loadTables(engine, manifest, base);
    for (const [table, { rows }] of Object.entries(files)) {
      const text = `SELECT * FROM ${table} ORDER BY ALL`;
      expect(JSON.stringify(duck.rows(text)), table).toBe(JSON.stringify(whole.rows(text)));
      expect(duck.rows(`SELECT count(*)::INT AS n FROM ${table}`)).toEqual([{ n: rows }]);
    }
    for (const table of ['trend_cube', 'metric_cube'] as const) {
      let rows = 0;
      for (const { file } of files[table].files) {
        const bytes = new Uint8Array(readFileSync(join(parted.out, file)));
        rows += (await parquetReadObjects({ file: bytes.buffer, compressors })).length;
      }
      expect(rows, table).toBe(files[table].rows);
    }
  } finally {
    vi.unstubAllGlobals();
    duck.close();
    whole.close();
  }
});
