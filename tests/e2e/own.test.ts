/** Own digests in the page, as a reader brings them: dropped, chosen, fetched; kept, shared by tabs, saved, removed. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { Page, Request } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { datasetAmong } from '../../scripts/build/opened.ts';
import { serveFolder } from '../../scripts/serve.ts';
import type { Mention } from '../../src/core/paper.ts';
import { paperIdOf } from '../../src/core/papers/identity.ts';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { useBrowser } from './browser.ts';

const visit = useBrowser({ warm: true });
const root = resolve(import.meta.dirname, '../..');

type Dropped = { name: string; text?: string; base64?: string; size?: number };
const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const MINE: Dropped = {
  name: 'letters_2025-03-03.jsonl',
  text: lines([
    {
      title: 'Kettles <img src=x onerror="window.hacked=1"> that Think',
      url: 'https://arxiv.org/abs/2503.04001',
      abstract:
        'A language model agent boils water 2.5x faster than a plain kettle and needs 30% less memory.',
    },
    { title: 'Robots that Sort Buttons', summary: 'A robot arm sorts buttons with 12 points more success.' },
    { summary: 'an entry without a title' },
  ]),
};
const PAGE: Dropped = {
  name: 'page.md',
  text: 'Daily Papers\nAug 9\n\nMaps of Kettles\n\nWe draw kettles as maps. Training takes 40% less time.\n',
};
const LISTED = 'data/digests/paper-records/paper_metadata_2024-01-05.txt';

/** As the browser's own drop: the page cannot tell. */
const drop = (page: Page, files: Dropped[]) =>
  page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, text, base64, size } of given) {
      const bytes = base64
        ? Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
        : new Uint8Array(size ?? 0);
      transfer.items.add(new File([text ?? bytes], name));
    }
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);

const papersOfYours = async (page: Page, n: number) => {
  await page.locator('#own-files', { hasText: `${n} paper` }).waitFor({ timeout: 50_000 });
  await page.locator('.progress').waitFor({ state: 'detached' });
};
const removeAll = async (page: Page) => {
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.locator('#own-files').waitFor({ state: 'detached' });
};
const countOf = async (page: Page) => {
  await page.waitForSelector('.virtual article, .empty');
  return Number((await page.locator('main h1').innerText()).replace(/\D/g, ''));
};
const papersListed = async (page: Page, hash: string) => {
  await page.goto(new URL(hash, page.url()).href);
  return countOf(page);
};

test('dropped digests join the dataset without a request that carries them, and can be taken away again', async () => {
  const { page, errors, foreign, close } = await visit('#/papers');
  const before = await countOf(page);
  await page.goto(new URL('#/trends', page.url()).href);
  await page.waitForSelector('.trend path.line', { state: 'attached' });
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));

  // On another view: the page leads to where they are listed.
  const bomb = zipSync({ 'bomb.txt': new Uint8Array(48 * 1024 * 1024) }, { level: 9 });
  await drop(page, [
    MINE,
    { name: 'known_2024-01-05.txt', text: readFileSync(join(root, LISTED), 'utf8') },
    PAGE,
    { name: 'prose.txt', text: 'Nothing but a few words.\n' },
    { name: 'bomb.zip', base64: Buffer.from(bomb).toString('base64') },
    { name: 'giant.txt', size: 100 * 1024 * 1024 },
  ]);
  await page.waitForURL(/#\/own$/);
  await papersOfYours(page, 4);
  // What cannot be read says why; a page without a year asks for it.
  const refused = await page.locator('main').innerText();
  expect(refused).toMatch(/none of the known forms fits: json \(.*markdown \(/s);
  expect(refused).toMatch(/would unpack to 50331648 bytes and was refused/);
  expect(refused).toMatch(/100 MB; this page takes 64 MB a file/);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByLabel(/Which year/).fill('2025');
  await page.getByRole('button', { name: 'Read with this year' }).click();
  await papersOfYours(page, 5);
  expect(await page.locator('.scroll').innerText()).toContain('9 Aug 2025');
  const text = await page.locator('main').innerText();
  expect(text).toMatch(/The dataset has 2 of them, too/);
  const problems = page.locator('.problems', { hasText: 'Line 3:' });
  await problems.locator('summary').click();
  expect(await problems.innerText()).toMatch(/Line 3:.*title/s);

  // Together each paper counts once; apart only the reader's are listed.
  expect(await papersListed(page, '#/papers')).toBe(before + 3);
  expect(await papersListed(page, '#/papers?source=Yours')).toBe(5);
  expect(await papersListed(page, '#/papers?source=Yours&q=kettles+think')).toBe(1);
  expect(await page.locator('.virtual h2').first().innerText()).toContain('<img src=x onerror=');
  await page.locator('.virtual article h2 a').first().click();
  await page.waitForSelector('.facts li button');
  expect(await page.locator('[data-lit]').count()).toBeGreaterThan(0);
  // Every view takes them apart, and says nothing of a failure.
  for (const view of ['', 'emerging', 'gains', 'compare', 'claims', 'coverage', 'trends']) {
    await page.goto(new URL(`#/${view}?source=Yours`, page.url()).href);
    await page.waitForFunction(
      () =>
        document.querySelector('main :is(h1, h2)') &&
        !document.querySelector('[role=status].loading, [aria-busy=true]'),
    );
    expect(await page.locator('main .failed').count(), view).toBe(0);
  }
  await page.waitForSelector('.trend path.line', { state: 'attached' });

  expect(foreign).toEqual([]);
  expect(
    requests.filter((r) => r.method() !== 'GET' || r.postData() !== null || new URL(r.url()).search !== ''),
  ).toEqual([]);
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();

  // They are still there in another visit, but for files that gave nothing, and gone after they are removed.
  await page.goto(new URL('#/own', page.url()).href);
  await page.reload();
  await papersOfYours(page, 5);
  expect(await page.getByText('prose.txt').count()).toBe(0);
  await page.getByRole('button', { name: 'Remove known_2024-01-05.txt' }).click();
  await papersOfYours(page, 3);
  await removeAll(page);
  expect(await papersListed(page, '#/papers')).toBe(before);
  await page.reload();
  expect(await countOf(page)).toBe(before);
  expect(errors).toEqual([]);
  await close();
}, 120_000);

test('an address is asked once, without cookie or referrer, and a site that lets no page read it is explained', async () => {
  const asked: IncomingMessage[] = [];
  const elsewhere = createServer((request, response) => {
    asked.push(request);
    if (request.url?.startsWith('/open')) response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(MINE.text);
  });
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  onTestFinished(() => void elsewhere.close());
  const site = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  const { page, foreign, close } = await visit('#/own');
  await page.waitForSelector('#own-text');
  await page.getByLabel('From an address').fill(`${site}/open/2025-03-03.jsonl`);
  await page.getByRole('button', { name: 'Fetch and read' }).click();
  await papersOfYours(page, 2);
  await page.getByLabel('From an address').fill(`${site}/closed/2025-03-03.jsonl`);
  await page.getByRole('button', { name: 'Fetch and read' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toMatch(
    /lets no other page read it.*drop that file here/s,
  );
  expect(foreign).toEqual([`${site}/open/2025-03-03.jsonl`, `${site}/closed/2025-03-03.jsonl`]);
  expect(asked.map(({ headers }) => [headers.cookie, headers.referer])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
  await close();
});

test('two tabs see the same digests; a browser that keeps nothing says so and reads them all the same', async () => {
  const { page, close } = await visit('#/own');
  await page.waitForSelector('#own-text');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.waitForSelector('#own-text');
  await page.getByLabel('Paste a digest').fill(MINE.text ?? '');
  await page.getByRole('button', { name: 'Read the text' }).click();
  await page.getByLabel(/Which day/).fill('2025-03-04');
  await page.getByRole('button', { name: 'Read with this day' }).click();
  await papersOfYours(page, 2);
  await papersOfYours(other, 2);
  await removeAll(other);
  await page.locator('#own-files').waitFor({ state: 'detached' });
  await other.close();
  await close();

  // Not the app yet: what forbids must come before it.
  const forbidden = await visit('icon.svg', { fresh: true });
  await forbidden.page.addInitScript(
    'Object.defineProperty(window, "indexedDB", { get() { throw new Error("no"); } })',
  );
  await forbidden.page.goto(new URL('./#/own', forbidden.page.url()).href);
  await forbidden.page.waitForSelector('#own-text');
  await drop(forbidden.page, [MINE]);
  await papersOfYours(forbidden.page, 2);
  await forbidden.page.getByText(/keeps nothing for this site.*until this page is closed/).waitFor();
  await forbidden.close();
}, 120_000);

test('a run that is cancelled leaves all as it was', async () => {
  const { page, close } = await visit('#/own');
  await page.waitForSelector('#own-text');
  await drop(page, [MINE]);
  await papersOfYours(page, 2);
  // Made in the page: on its way there it would take longer than to be read.
  await page.evaluate(() => {
    const paper = (_: unknown, i: number) => ({
      title: `Paper ${i} of many`,
      url: `https://arxiv.org/abs/2504.${10_000 + i}`,
      abstract: `Model ${i} is 2.5x faster than the baseline and needs 30% less memory on a test. `.repeat(8),
    });
    const rows = Array.from({ length: 20_000 }, paper).map((row) => JSON.stringify(row));
    const transfer = new DataTransfer();
    transfer.items.add(new File([rows.join('\n')], 'many_2025-04-01.jsonl'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.progress').waitFor({ state: 'detached' });
  expect(await page.locator('#own-files').innerText()).toBe('2 papers of yours');
  expect(await page.getByText('many_2025-04-01').count()).toBe(0);
  // The next run works: another worker has taken its place.
  await drop(page, [{ ...PAGE, name: 'page_2025.md' }]);
  await papersOfYours(page, 3);
  await removeAll(page);
  await close();
});

test('every form that a build reads is read in the page, with as many papers', async () => {
  const folder = join(root, 'tests/fixtures/digests');
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const fixtures = paths.filter(
    (path) => paths.includes(`${path}.golden.json`) && !paths.includes(`${path}.given.json`),
  );
  const { page, errors, close } = await visit('#/own');
  await page.waitForSelector('#own-text');
  await drop(
    page,
    fixtures.map((path) => ({
      name: basename(path),
      base64: readFileSync(join(folder, path)).toString('base64'),
    })),
  );
  await page.locator('.progress').waitFor({ state: 'detached' });
  await page.locator('#own-files', { hasText: 'of yours' }).waitFor();
  const rows = await page.locator('.scroll tbody tr:first-child').evaluateAll((all) =>
    all.map((row): [string, number] => {
      const cells = [...row.children].map((cell) => cell.textContent ?? '');
      const form = row.querySelector('.form')?.textContent ?? '';
      return [(cells[0] ?? '').slice(0, form ? -form.length : undefined).trim(), Number(cells[3])];
    }),
  );
  const golden = (path: string) => {
    const text = readFileSync(join(folder, `${path}.golden.json`), 'utf8');
    const { mentions } = JSON.parse(text) as { mentions: Mention[] };
    return new Set(mentions.map(paperIdOf)).size;
  };
  const expected = fixtures.map((path) => [basename(path), golden(path)]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  await removeAll(page);
  expect(errors).toEqual([]);
  await close();
});

test('a dataset is saved into the folder that the reader chooses, its manifest last, or as a zip that opens with the same counts', async () => {
  const { page, errors, close } = await visit('#/own', { fresh: true });
  // No one can choose in a test: the folder is one of the browser's own, with the same interface.
  await page.evaluate(() => {
    const asked = { times: 0 };
    Object.assign(window, {
      asked,
      showDirectoryPicker: async () => {
        asked.times++;
        if (asked.times === 1) throw new DOMException('The user aborted a request.', 'AbortError');
        return navigator.storage.getDirectory();
      },
    });
  });
  await page.waitForSelector('#own-text');
  await drop(page, [MINE]);
  await papersOfYours(page, 2);
  const save = page.getByRole('button', { name: 'Save into a folder…' });
  await save.click();
  await page.waitForFunction(() => (window as { asked?: { times: number } }).asked?.times === 1);
  await save.click();
  await page.getByText(/MB saved into the folder you chose/).waitFor();
  const files = await page.evaluate(async () => {
    const found: { name: string; size: number; changed: number; text: string }[] = [];
    const folder = await navigator.storage.getDirectory();
    for await (const [name, handle] of (folder as unknown as Map<string, FileSystemFileHandle>).entries()) {
      const file = await handle.getFile();
      const text = name === 'manifest.json' ? await file.text() : '';
      found.push({ name, size: file.size, changed: file.lastModified, text });
    }
    return found;
  });
  const manifest = files.find(({ name }) => name === 'manifest.json');
  const { tables, sources } = JSON.parse(manifest?.text ?? '') as Manifest;
  const named = Object.values(tables).flatMap((table) => table.files);
  const rest = files.filter((file) => file !== manifest);
  const inFiles = rest.map(({ name, size }) => [name, size]);
  expect(Object.fromEntries(inFiles)).toEqual(
    Object.fromEntries(named.map(({ file, bytes }) => [file, bytes])),
  );
  expect(Math.max(...rest.map(({ changed }) => changed))).toBeLessThanOrEqual(manifest?.changed ?? 0);
  expect(sources.map(({ source }) => source)).toContain('Yours');

  const all = await papersListed(page, '#/papers');
  await page.goto(new URL('#/own', page.url()).href);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a zip' }).click();
  const folder = mkdtempSync(join(tmpdir(), 'papertide-saved-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await (await downloading).saveAs(join(folder, 'saved.zip'));
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(folder, 'saved.zip'))))) {
    mkdirSync(join(folder, 'papertide-dataset'), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  await close();
  // What npm start checks before it serves a dataset as it is.
  const dataset = datasetAmong([join(folder, 'papertide-dataset')]);
  expect(dataset?.text).toMatch(new RegExp(`${all} papers in .*Yours`));
  const server = await serveFolder(process.env['PAPERTIDE_DIST'] ?? join(root, 'dist'), {
    data: join(folder, 'papertide-dataset'),
  });
  onTestFinished(() => server.close());
  const saved = await visit(new URL('#/papers', server.url).href);
  expect(await countOf(saved.page)).toBe(all);
  expect(await papersListed(saved.page, '#/papers?source=Yours')).toBe(2);
  await saved.page.goto(`${server.url}#/trends?source=Yours`);
  await saved.page.waitForSelector('.trend path.line', { state: 'attached' });
  expect(saved.errors).toEqual([]);
  expect(errors).toEqual([]);
  expect(inject('url')).not.toBe(server.url);
  await saved.close();
}, 120_000);
