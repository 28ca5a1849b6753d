import { afterEach, describe, expect, test, vi } from 'vitest';
import { TABLE_NAMES, type Manifest } from '../../src/core/tables/schema.ts';
import type { Engine } from '../../src/db/engine.ts';
import { fetchBytes, fetchParts, LoadError, probeFile } from '../../src/db/fetch.ts';
import { loadTables, WHOLE_FILE_BYTES } from '../../src/db/load.ts';
import { loadManifest } from '../../src/db/manifest.ts';

const base = 'https://example.org/data/';
const answers = (response: () => Response) => vi.stubGlobal('fetch', () => Promise.resolve(response()));
const failure = (task: Promise<unknown>) =>
  task.then(
    () => null,
    (error: unknown) => error,
  );
afterEach(() => vi.unstubAllGlobals());

const manifestWith = (files: Record<string, { file: string; bytes: number }[]>) =>
  ({
    format: 'papertide',
    version: 1,
    tables: Object.fromEntries(
      TABLE_NAMES.map((name) => [name, { files: files[name] ?? [], rows: 0, columns: {} }]),
    ),
  }) as unknown as Manifest;

describe('a failure says what, where, and what to do', () => {
  test.each([
    [404, /papers\.parquet.*404.*build:data/],
    [503, /papers\.parquet.*503.*Try again/],
  ])('%i', async (status, says) => {
    answers(() => new Response('', { status }));
    const error = await failure(fetchBytes(base, 'papers.parquet'));
    expect(error).toBeInstanceOf(LoadError);
    expect(String(error)).toMatch(says);
  });
  test('no network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(String(await failure(fetchBytes(base, 'a.parquet')))).toMatch(
      /a\.parquet.*could not be reached.*online/,
    );
  });
  test('a front page in place of a file', async () => {
    answers(() => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }));
    expect(String(await failure(fetchBytes(base, 'a.parquet')))).toMatch(/web page in its place/);
  });
  test.each([
    ['not json', /is not JSON/],
    ['{"format":"other","version":3}', /format other version 3/],
    ['{"format":"papertide","version":1,"tables":{}}', /lacks the tables papers/],
  ])('a manifest that is none: %s', async (body, says) => {
    answers(() => new Response(body));
    expect(String(await failure(loadManifest(base)))).toMatch(says);
  });
});

test('a small table is held, a large one read by range with all of its files, and a table without files has its columns', async () => {
  const fetched: string[] = [];
  vi.stubGlobal('fetch', (url: URL, init?: { headers?: { Range?: string } }) => {
    fetched.push(url.href + (init?.headers?.Range ?? ''));
    return Promise.resolve(new Response(init?.headers?.Range ? null : new Uint8Array(4)));
  });
  const done: string[] = [];
  const engine: Pick<Engine, 'run' | 'addBuffer' | 'addUrl'> = {
    run: (text) => {
      done.push(text);
      return Promise.resolve([]);
    },
    addBuffer: (name, bytes) => {
      done.push(`buffer ${name} ${bytes.length}`);
      return Promise.resolve();
    },
    addUrl: (name, url) => {
      done.push(`range ${name} ${url}`);
      return Promise.resolve();
    },
  };
  const manifest = manifestWith({
    topics: [{ file: 'topics-1.parquet', bytes: 4 }],
    papers: [
      { file: 'papers-2024.parquet', bytes: WHOLE_FILE_BYTES - 3 },
      { file: "papers-2025's.parquet", bytes: 4 },
    ],
  });
  await loadTables(engine, manifest, base, ['topics', 'papers', 'rejects']);
  // Of the large one only its first bytes: that it is there, and as long as it should be.
  expect(fetched.sort()).toEqual([
    `${base}papers-2024.parquetbytes=0-3`,
    `${base}papers-2025's.parquetbytes=0-3`,
    `${base}topics-1.parquet`,
  ]);
  expect(done).toContain('buffer topics-1.parquet 4');
  expect(done).toContain(`range papers-2024.parquet ${base}papers-2024.parquet`);
  expect(done).toContain(
    "CREATE OR REPLACE TABLE topics AS SELECT * FROM read_parquet(['topics-1.parquet'])",
  );
  expect(done).toContain(
    "CREATE OR REPLACE VIEW papers AS SELECT * FROM read_parquet(['papers-2024.parquet', 'papers-2025''s.parquet'])",
  );
  expect(done.find((text) => text.includes('rejects'))).toContain('NULL::INTEGER AS "line"');
});

describe('a file that is not what the dataset says is never taken for it', () => {
  const bytes = new TextEncoder().encode('PAR1 made up PAR1');
  // sha256 of the bytes above, as the build names files.
  const named = 'papers-e19e5427b3e1.parquet';
  test('its own bytes are', async () => {
    answers(() => new Response(bytes));
    expect([...(await fetchBytes(base, named, bytes.length))]).toEqual([...bytes]);
  });
  test('cut short', async () => {
    answers(() => new Response(bytes.slice(0, 9)));
    expect(String(await failure(fetchBytes(base, named, bytes.length)))).toMatch(
      /papers-.*has 9 bytes where the dataset says 17.*Try again/,
    );
  });
  test('of the same length and other content', async () => {
    answers(() => new Response(bytes.slice().reverse()));
    expect(String(await failure(fetchBytes(base, named, bytes.length)))).toMatch(/holds other data/);
  });
  test('broken off on the way', async () => {
    answers(
      () =>
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(bytes.slice(0, 5)),
            pull: (controller) => controller.error(new TypeError('network error')),
          }),
        ),
    );
    expect(String(await failure(fetchBytes(base, named)))).toMatch(/broke off after \d+ bytes.*try again/);
  });
  test('never answered, or silent in the middle', async () => {
    vi.useFakeTimers();
    for (const answer of [
      () => new Promise<Response>(() => undefined),
      () => Promise.resolve(new Response(new ReadableStream())),
    ]) {
      vi.stubGlobal('fetch', answer);
      const failed = failure(fetchBytes(base, named));
      await vi.advanceTimersByTimeAsync(31_000);
      expect(String(await failed)).toMatch(/sent nothing for 30 seconds.*try again/);
    }
    vi.useRealTimers();
  });
  test.each([
    ['never answered', () => new Promise<Response>(() => undefined)],
    ['silent in the middle', () => Promise.resolve(new Response(new ReadableStream()))],
    ['failed', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('what the page asked for early and is %s is asked for again', async (_, early) => {
    vi.useFakeTimers();
    vi.stubGlobal('papertideManifest', early());
    answers(() => new Response(JSON.stringify(manifestWith({}))));
    const found = loadManifest(base);
    await vi.advanceTimersByTimeAsync(31_000);
    expect((await found).format).toBe('papertide');
    vi.useRealTimers();
  });
  test('of another length, read in parts', async () => {
    const headers = { 'content-range': 'bytes 0-3/999' };
    answers(() => new Response(bytes.slice(0, 4), { status: 206, headers }));
    expect(String(await failure(fetchParts(base, named, 17).slice(0, 4)))).toMatch(/has 999 bytes/);
    expect(String(await failure(probeFile(base, named, 17)))).toMatch(/has 999 bytes/);
    answers(() => new Response(bytes));
    expect(String(await failure(fetchParts(base, named, 18).slice(0, 4)))).toMatch(/has 17 bytes/);
  });
});

describe('a file in parts', () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
  test('only what is asked for is fetched', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (_: URL, init: { headers: { Range: string } }) => {
      asked.push(init.headers.Range);
      return Promise.resolve(new Response(bytes.slice(2, 5), { status: 206 }));
    });
    const part = await fetchParts(base, 'a', 10).slice(2, 5);
    expect([asked, [...new Uint8Array(part)]]).toEqual([['bytes=2-4'], [2, 3, 4]]);
  });
  test('a server without ranges is asked once', async () => {
    let times = 0;
    vi.stubGlobal('fetch', () => {
      times += 1;
      return Promise.resolve(new Response(bytes));
    });
    const parts = fetchParts(base, 'a', 10);
    expect([...new Uint8Array(await parts.slice(8))]).toEqual([8, 9]);
    expect([...new Uint8Array(await parts.slice(0, 2))]).toEqual([0, 1]);
    expect(times).toBe(1);
  });
});
