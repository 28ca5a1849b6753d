/** From the trend chart to a paper's lit sentence, by pointer and by key, and back. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const visit = useBrowser({ warm: true });
const chartOf = (page: Page) => page.getByRole('application').first();
const spoken = (page: Page) => page.locator('[aria-live=polite]').innerText();

async function drawn(page: Page): Promise<void> {
  await page.waitForSelector('.trend path.line[d^="M"]');
}

test('the first chart stands before the engine has been asked for', async () => {
  const { page, errors, close } = await visit('#/trends', { fresh: true });
  await drawn(page);
  const early = await page.evaluate(() => {
    const shown = performance.now();
    return performance
      .getEntriesByType('resource')
      .filter(({ startTime, name }) => startTime < shown && name.endsWith('.wasm')).length;
  });
  expect({ early, errors }).toEqual({ early: 0, errors: [] });
  await close();
});

test('hover shows k of n for every series of the chart', async () => {
  const { page, close } = await visit('#/trends');
  await drawn(page);
  const lines = await page.locator('.trend path.line:not(.tail)').count();
  const box = await chartOf(page).boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
  const rows = page.locator('.tooltip tbody tr');
  expect(await rows.count()).toBe(lines);
  expect(await rows.first().innerText()).toMatch(/[\d,.]+ of [\d,.]+/);
  await close();
});

test('arrow keys walk the points aloud, and Enter lists exactly the papers that were counted', async () => {
  const { page, errors, close } = await visit('#/trends?by=quarter');
  await drawn(page);
  await chartOf(page).focus();
  await page.keyboard.press('End');
  let papers = 0;
  for (let step = 0; step < 8 && papers < 2; step++) {
    await page.keyboard.press('ArrowLeft');
    papers = Number(
      /: .*?, ([\d,]+) of [\d,]+ paper/.exec(await spoken(page))?.[1]?.replaceAll(',', '') ?? 0,
    );
  }
  expect(papers).toBeGreaterThan(1);
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/papers\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d&topic=/);
  await page.waitForSelector('.virtual article');
  expect(await page.locator('main h1').innerText()).toBe(`${papers} papers`);
  expect(errors).toEqual([]);
  await close();
});

test('from a point by click to a lit sentence; back restores each view; a copied address opens it again', async () => {
  const { page, errors, close } = await visit('#/trends');
  await drawn(page);
  const chart = page.url();
  const box = await chartOf(page).boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.4);
  await page.waitForURL(/#\/papers\?/);
  const list = page.url();
  await page.waitForSelector('.virtual article');
  // The whole topic, so that one of its papers has a number.
  await page.goto(`${list.replace(/from=[^&]*&to=[^&]*&/, '')}&sort=gains`);
  await page.locator('.virtual article:has(mark.strong) h2 a').first().click();
  const lit = page.locator('[data-lit=on]').first();
  await lit.waitFor();
  const number = await lit.innerText();
  const address = page.url();
  expect(address).toMatch(/#\/paper\/.*at=/);
  await page.goBack();
  await page.waitForSelector('.virtual article');
  await page.goto(list);
  await page.goto(chart);
  await drawn(page);
  const copy = await visit(new URL(address).hash);
  await copy.page.locator('[data-lit=on]').first().waitFor();
  expect(await copy.page.locator('[data-lit=on]').first().innerText()).toBe(number);
  expect([...errors, ...copy.errors]).toEqual([]);
  await copy.close();
  await close();
});

test('the back button undoes a brush, and the brush moves by key', async () => {
  const { page, close } = await visit('#/trends');
  await drawn(page);
  await page.getByRole('slider', { name: 'First day' }).focus();
  await page.keyboard.press('PageUp');
  await page.waitForURL(/from=\d{4}-\d\d-\d\d/);
  await page.goBack();
  await page.waitForURL((url) => !url.hash.includes('from='));
  await close();
});

test('a topic joins and leaves the chart from the list', async () => {
  const { page, close } = await visit('#/trends');
  await drawn(page);
  const label = await page
    .locator('tbody input[type=checkbox]:not(:checked)')
    .first()
    .getAttribute('aria-label');
  const name = label?.replace(/^Show | on the chart$/g, '') ?? '';
  const before = await page.locator('.trend path.line:not(.tail)').count();
  await page.getByRole('checkbox', { name: label ?? '', exact: true }).click();
  await page.waitForURL(/topic=/);
  await page.waitForFunction(
    (n) => document.querySelectorAll('.trend path.line:not(.tail)').length === n,
    before + 1,
  );
  await page.getByRole('button', { name: `Remove topic ${name}` }).click();
  await page.waitForFunction(
    (n) => document.querySelectorAll('.trend path.line:not(.tail)').length === n,
    before,
  );
  await close();
});

test('the list leads to a topic’s own page, its heading takes the focus, and its count leads to the papers', async () => {
  const { page, errors, close } = await visit('#/trends');
  await drawn(page);
  const row = page.locator('section[aria-labelledby=ranking] tbody tr').first();
  const name = await row.locator('th a').first().innerText();
  const papers = await row.locator('td.papers a').innerText();
  await row.locator('th a').first().click();
  await page.waitForURL(/#\/topic\//);
  await page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByText(/burst/).first().waitFor();
  // The change is checked by two more methods, each with its figure.
  const checks = page.locator('section[aria-labelledby=checks] tbody tr');
  expect(await checks.nth(0).innerText()).toMatch(/Regression[\s\S]*% a month/);
  expect(await checks.nth(1).innerText()).toMatch(/Theil-Sen[\s\S]*points a month/);
  expect(await checks.nth(2).innerText()).toMatch(/Mann-Kendall[\s\S]*τ = .*p [=<]/s);
  await page.goBack();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Trends');
  await row.locator('td.papers a').click();
  await page.waitForSelector('.virtual article');
  expect(await page.locator('main h1').innerText()).toBe(`${papers} papers`);

  // What it goes together with is walked by keys, and a pair leads to the papers that have both.
  await page.evaluate(() => (location.hash = '#/topic/agents'));
  await page.locator('.lifts').focus({ timeout: 60_000 });
  await page.keyboard.press('ArrowDown');
  const told = await page.locator('.lifts .tooltip').innerText();
  const both = /(\d+) papers? with both/.exec(told)?.[1] ?? told;
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/papers\?topic=agents&also=/);
  await expect
    .poll(() => page.locator('main h1').innerText(), { timeout: 40_000 })
    .toMatch(new RegExp(`^${both} papers?$`));
  expect(errors).toEqual([]);
  await close();
}, 120_000);

test('an address that names no view says so and leads on', async () => {
  const { page, errors, close } = await visit('#/nothere');
  await page.getByRole('heading', { name: 'No such page' }).first().waitFor();
  expect(await page.locator('nav [aria-current]').count()).toBe(0);
  await page.getByRole('main').getByRole('link', { name: 'Trends' }).click();
  await drawn(page);
  expect(errors).toEqual([]);
  await close();
});

test('on a small screen the list of topics is not cut and the tab of the view is in sight', async () => {
  const { page, close } = await visit('#/trends', { viewport: { width: 360, height: 800 } });
  await drawn(page);
  const table = page.locator('section[aria-labelledby=ranking] table');
  await table.waitFor();
  const box = await table.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
  await page.goto(new URL('#/coverage', page.url()).href);
  await page.waitForFunction(
    () => (document.querySelector('nav [aria-current]')?.getBoundingClientRect().right ?? 999) <= 360,
  );
  await close();
});

test('an address that knows too much still opens', async () => {
  const { page, errors, close } = await visit('#/trends?topic=no-such-topic&by=century&x=y&measure=taste');
  await page.waitForSelector('main h2');
  expect(errors).toEqual([]);
  await close();
});

test('a search is counted by the engine and drawn as a share of all papers', async () => {
  const { page, errors, close } = await visit('#/trends?q=model');
  await drawn(page);
  expect(await page.locator('figure h2').first().innerText()).toContain('“model”');
  expect(errors).toEqual([]);
  await close();
});

test('the chart has its rows as a table', async () => {
  const { page, close } = await visit('#/trends?by=month');
  await drawn(page);
  await page.getByRole('button', { name: 'Table' }).first().click();
  expect(await page.locator('figure table tbody tr').count()).toBeGreaterThan(3);
  await close();
});
