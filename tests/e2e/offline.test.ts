/** After the first visit the page opens without a network; what is newer is told and not forced. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findBrowser, QUIET_FLAGS } from '../../scripts/browser.ts';
import { plainServer, type PlainServer } from './plain-server.ts';

const SOON = { timeout: 40_000 };
const LONG = 180_000;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
});
afterAll(async () => {
  await browser.close();
});

/** A first visit under a sub-path, until all that is kept is kept. */
async function visited(): Promise<{
  server: PlainServer;
  context: BrowserContext;
  page: Page;
  errors: string[];
}> {
  const server = await plainServer(inject('dist'), { prefix: '/some/folder/' });
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${server.url}#/trends`);
  const kept = () =>
    page.evaluate(async () => {
      const found = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return found.flat().map(({ url }) => new URL(url).pathname);
    });
  await expect.poll(kept, SOON).toContain('/some/folder/data/manifest.json');
  await expect.poll(async () => (await kept()).some((path) => path.endsWith('.wasm')), SOON).toBe(true);
  return { server, context, page, errors };
}

test(
  'with the network cut after the first visit, trends, a paper and a query still open',
  async () => {
    const { server, context, page, errors } = await visited();
    server.fault = (request) => {
      request.socket.destroy();
      return true;
    };
    await page.reload();
    await page.locator('figure.frame svg').first().waitFor(SOON);
    await page.goto(`${server.url}#/papers`);
    await page.locator('.virtual article h2 a').first().click(SOON);
    await expect.poll(() => page.locator('main h1, main h2').first().innerText(), SOON).toMatch(/\w{3}/);
    await page.goto(`${server.url}#/sql?q=${encodeURIComponent('SELECT count(*) AS papers FROM papers')}`);
    await expect.poll(() => page.locator('.amount').innerText(), SOON).toMatch(/^1 row/);
    expect(Number(await page.locator('tbody td').first().innerText())).toBeGreaterThan(0);
    // A new tab, as one opens an installed page.
    const again = await context.newPage();
    await again.goto(server.url);
    await again.locator('figure.frame svg').first().waitFor(SOON);
    expect(errors).toEqual([]);
    await context.close();
    await server.close();
  },
  LONG,
);

test(
  'new data and a new version are told, come when the reader says so, and old files go',
  async () => {
    const { server, context, page, errors } = await visited();
    const folder = inject('dist');
    const manifest = readFileSync(join(folder, 'data/manifest.json'), 'utf8');
    const content = (JSON.parse(manifest) as { content: string }).content;
    const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
    const build = /version:"([0-9a-f]+)"/.exec(worker)?.[1] ?? '';
    let version = build;
    server.fault = (request, response) => {
      if (request.url?.endsWith('manifest.json')) {
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(manifest.replaceAll(content, `${content}f`));
        return true;
      }
      if (request.url?.endsWith('sw.js') && version !== build) {
        response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(worker.replaceAll(build, version));
        return true;
      }
      return false;
    };
    await page.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() + 3_600_000;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.getByText('New data is there.').waitFor(SOON);
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => page.locator('footer').innerText(), SOON).toMatch(/Dataset/);
    expect(await page.getByText('New data is there.').count()).toBe(0);

    version = '0123456789ab';
    // The page says that it listens once its engine runs.
    await expect
      .poll(async () => {
        await page.evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update());
        return page.getByText('A new version of Papertide is there.').count();
      }, SOON)
      .toBe(1);
    await page.getByRole('button', { name: 'Reload' }).click();
    const pages = () =>
      page
        .evaluate(async () => (await (await caches.open('papertide-files')).keys()).map(({ url }) => url))
        .then((urls) => urls.filter((url) => url.includes('build=')))
        .catch(() => []);
    await expect.poll(pages, SOON).toEqual([`${server.url}index.html?build=0123456789ab`]);
    await page.locator('figure.frame svg').first().waitFor(SOON);
    expect(errors).toEqual([]);
    await context.close();
    await server.close();
  },
  LONG,
);
