/** The list of papers and a paper's own page, as a reader uses them. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const visit = useBrowser({ warm: true });
const listed = (page: Page) => page.waitForSelector('.virtual article');
const countOf = async (page: Page) => Number((await page.locator('main h1').innerText()).replace(/\D/g, ''));

test('a search narrows the list, lights its words and stands in the address', async () => {
  const { page, errors, close } = await visit('#/papers');
  await listed(page);
  const all = await countOf(page);
  await page.getByRole('searchbox', { name: /Search titles/ }).fill('language');
  await page.waitForURL(/q=language/);
  await page.waitForFunction(
    (n) => Number(document.querySelector('main h1')?.textContent?.replace(/\D/g, '')) < n,
    all,
  );
  await page.waitForSelector('.virtual h2 mark');
  expect((await page.locator('.virtual h2 mark').first().innerText()).toLowerCase()).toBe('language');
  expect(errors).toEqual([]);
  await close();
});

test('only the rows in sight are drawn, and the last one is reached', async () => {
  const { page, close } = await visit('#/papers');
  await listed(page);
  const total = await countOf(page);
  expect(await page.locator('.virtual [role=listitem]').count()).toBeLessThan(60);
  await page.keyboard.press('End');
  await page.waitForSelector(`.virtual [aria-posinset="${total}"] article`);
  await close();
});

test('another order changes the first paper and can be undone', async () => {
  const { page, close } = await visit('#/papers');
  await listed(page);
  const first = () => page.locator('.virtual article h2').first().innerText();
  const newest = await first();
  await page.getByLabel('Order').selectOption('oldest');
  await page.waitForURL(/sort=oldest/);
  await page.waitForFunction((was) => {
    const now = document.querySelector('.virtual article h2')?.textContent?.trim();
    return now !== undefined && now !== was;
  }, newest);
  await page.goBack();
  await page.waitForFunction(
    (was) => document.querySelector('.virtual article h2')?.textContent?.trim() === was,
    newest,
  );
  await close();
});

test('a search that finds nothing says so and offers a way out', async () => {
  const { page, close } = await visit('#/papers?q=zzqqxxyy');
  await page.getByText('No paper matches').waitFor();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await listed(page);
  await close();
});

test('each gain of a paper leads to its own place in the text', async () => {
  const { page, errors, close } = await visit('#/papers?sort=gains');
  await listed(page);
  await page.locator('.virtual article h2 a').first().click();
  const gains = page.locator('.facts li > button[aria-pressed]');
  await gains.first().waitFor();
  const n = Math.min(3, await gains.count());
  for (let i = 0; i < n; i++) {
    await gains.nth(i).click();
    const quote = /“(.*)”/s.exec(await gains.nth(i).innerText())?.[1];
    expect((await page.locator('[data-lit=on]').first().innerText()).trim()).toBe(quote?.trim());
    expect(page.url()).toContain('at=');
  }
  expect(errors).toEqual([]);
  await close();
});

test('back on a paper stays on the site, whether the reader came from its list or from a copied address', async () => {
  const { page, close } = await visit('#/papers?sort=title');
  await listed(page);
  const list = page.url();
  await page.locator('.virtual article h2 a').first().click();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.waitForURL(list);
  await listed(page);
  await page.locator('.virtual article h2 a').first().click();
  await page.waitForURL(/#\/paper\//);
  const copy = await visit(new URL(page.url()).hash);
  await copy.page.getByRole('button', { name: 'Back' }).click();
  await copy.page.waitForURL(/#\/papers$/);
  await listed(copy.page);
  await copy.close();
  await close();
});

test('a small screen does not scroll sideways, and the words of a search are lit in the excerpts too', async () => {
  const { page, close } = await visit('#/papers?q=language', { viewport: { width: 360, height: 800 } });
  await listed(page);
  await page.waitForSelector('.virtual .evidence mark:not(.strong)');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await close();
});

test('a paper that is not there says so', async () => {
  const { page, close } = await visit('#/paper/arxiv:0000.00000');
  await page.getByText('No such paper here').waitFor();
  await close();
});

test('a file that cannot be read is named, and trying again mends it', async () => {
  const { page, close } = await visit('#/trends', { fresh: true });
  await page.route('**/data/papers*.parquet', (route) => route.fulfill({ status: 503, body: '' }));
  await page.reload();
  await page.goto(new URL('#/papers', page.url()).href);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/papers.*\.parquet.*503/s);
  await page.unroute('**/data/papers*.parquet');
  await page.getByRole('button', { name: 'Try again' }).click();
  await listed(page);
  await close();
});

test('a dataset that is missing says what to do', async () => {
  const { page, close } = await visit('#/papers', { fresh: true });
  await page.route('**/data/manifest.json', (route) => route.fulfill({ status: 404, body: '' }));
  await page.reload();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toMatch(/manifest\.json.*404.*build:data/s);
  await close();
});
