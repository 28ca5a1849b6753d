/** The sample read by range, as a large dataset is, shows what it shows when it is read whole. */
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { useBrowser } from './browser.ts';

const visit = useBrowser();

/** Lists and papers, as their addresses ask for them. */
const LISTS = [
  '#/papers',
  '#/papers?topic=quantization',
  '#/papers?area=efficiency&sort=oldest',
  '#/papers?measure=speed&sort=gains',
];

/** The words of each list, and of the page of its first paper. */
async function words(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const list of LISTS) {
    // Another view between them, so that no list is taken for the one before.
    await page.evaluate(() => (location.hash = '#/own'));
    await page.waitForFunction(() => !document.querySelector('.virtual, article'));
    await page.evaluate((hash) => (location.hash = hash), list);
    await page.waitForSelector('.virtual article');
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
    found.push(await page.locator('main').innerText());
    await page.locator('.virtual article a[href*="#/paper/"]').first().click();
    await page.waitForSelector('article .facts');
    found.push(await page.locator('main').innerText());
  }
  return found;
}

test('lists and papers say the same whether the tables are read whole or by range', async () => {
  const whole = await visit('#/papers');
  const expected = await words(whole.page);
  await whole.close();

  const ranged = await visit('#/trends');
  const { page, errors } = ranged;
  await page.route('**/data/manifest.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), whole_bytes: 0 } });
  });
  const parts: string[] = [];
  page.on('request', (request) => {
    const of = /\/data\/(papers|metrics|mentions|paper_topics)-/.exec(request.url())?.[1];
    if (of) parts.push(`${of} ${request.headers()['range'] === undefined ? 'whole' : 'by range'}`);
  });
  await page.goto('about:blank');
  await page.goto(new URL('#/papers', inject('url')).href);
  expect(await words(page)).toEqual(expected);
  // The engine's own requests are its worker's, so that these are the page's.
  expect([...new Set(parts)].sort()).toEqual(
    ['mentions', 'metrics', 'paper_topics', 'papers'].map((table) => `${table} by range`),
  );
  expect(errors).toEqual([]);
  await ranged.close();
});
