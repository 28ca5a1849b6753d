import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { axe } from './charts.ts';

const visit = useBrowser({ warm: true });
const SOON = { timeout: 20_000 };

test('a search ranks by match, says where it looks, and names what it names besides papers', async () => {
  const v = await visit('#/papers');
  const box = v.page.getByRole('searchbox', { name: /Search titles/ });
  await v.page.waitForSelector('.virtual article');
  await box.fill('language mod');
  await v.page.waitForURL(/q=language\+mod/);
  await v.page.waitForFunction(() => document.querySelector('.papers [aria-busy=true]') === null);
  expect(await v.page.getByLabel('Order').inputValue()).toBe('relevance');
  // Both words stand in the first title found, or in its text.
  await expect
    .poll(async () => (await v.page.locator('.virtual article').first().innerText()).toLowerCase(), SOON)
    .toMatch(/language/);
  const lit = await v.page.locator('.virtual article').first().locator('mark').allInnerTexts();
  expect(lit.map((text) => text.toLowerCase())).toContain('language');
  expect(new URL(v.page.url()).hash).toBe('#/papers?q=language+mod');
  await box.fill('speculative');
  const topic = v.page
    .getByRole('list', { name: 'Jump to' })
    .getByRole('link', { name: /Topic Speculative/ });
  await topic.waitFor();
  expect(await axe(v.page)).toEqual([]);
  await box.press('ArrowDown');
  await v.page.keyboard.press('Enter');
  await expect.poll(() => new URL(v.page.url()).hash, SOON).toBe('#/topic/speculative-decoding');
  expect({ errors: v.errors, foreign: v.foreign }).toEqual({ errors: [], foreign: [] });
  await v.close();
});

test('the papers of a search are the same before and after the table of words is made', async () => {
  const v = await visit('#/papers?q=large+lang&sort=newest');
  const first = async () => [
    await v.page.locator('main h1').innerText(),
    ...(await v.page.locator('.virtual article h2').allInnerTexts()).slice(0, 5),
  ];
  await v.page.waitForSelector('.virtual article');
  const before = await first();
  await expect.poll(() => v.page.locator('header').allInnerTexts(), SOON).not.toContain('index is made');
  await v.page.getByLabel('Order').selectOption('oldest');
  await v.page.waitForURL(/sort=oldest/);
  await v.page.getByLabel('Order').selectOption('newest');
  await v.page.waitForURL(/sort=newest/);
  await v.page.waitForSelector('.virtual article');
  await expect.poll(first, SOON).toEqual(before);
  await v.close();
});
