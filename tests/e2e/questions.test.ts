/** Five questions of a new reader, each answered within three clicks from the front page, on the sample. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const visit = useBrowser({ warm: true });
const MOST = 3;
/** The engine starts on the way. */
const SLOW = { timeout: 40_000 };

/** A page whose clicks are counted; `answered` waits for what answers and fails after the third click. */
async function reader() {
  const v = await visit('#/');
  let clicks = 0;
  const { page } = v;
  page.setDefaultTimeout(60_000);
  await page.waitForFunction(() => !document.querySelector('[role=status].loading, [aria-busy=true]'));
  return {
    ...v,
    click: async (of: (page: Page) => Locator) => {
      clicks += 1;
      expect(clicks).toBeLessThanOrEqual(MOST);
      await of(page).first().click();
    },
    text: async (selector: string) => {
      await page.locator(selector).first().waitFor();
      return page.locator(selector).first().innerText();
    },
  };
}
const link = (name: string | RegExp) => (page: Page) => page.getByRole('link', { name, exact: true });

test('which topics rise most this quarter: the overview says it in a sentence with its counts and its interval', async () => {
  const r = await reader();
  await r.click(link('Overview'));
  await expect.poll(() => r.text('main'), SLOW).toMatch(/rose by .+ points/);
  expect(await r.text('main')).toMatch(/Q\d \d{4} against Q\d \d{4}/);
  expect(await r.text('main')).toMatch(/95% interval/);
  await r.close();
});

test('the median reported speedup of speculative decoding, and against what: its page', async () => {
  const r = await reader();
  await r.click(link('Speculative and parallel decoding'));
  await expect
    .poll(() => r.text('.facts table'), SLOW)
    .toMatch(/speed\s+\d+\s+[\d.]+×\s+[\d.]+× to [\d.]+×, \d+ papers/);
  expect(await r.text('.facts:has-text("Compared against")')).toMatch(/Compared against\s+\S+/);
  await r.close();
});

test('which papers claim more than ten times less memory: the claims, of memory, from ten times on', async () => {
  const r = await reader();
  await r.click(link('Claims'));
  await r.click((page) => page.locator('label', { hasText: /^\s*Memory\s*$/ }));
  await r.click((page) => page.getByRole('button', { name: 'Factor 10× or more' }));
  await expect
    .poll(() => decodeURIComponent(new URL(r.page.url()).hash))
    .toBe('#/claims?measure=memory&factor=10..');
  await expect.poll(() => r.text('h1'), SLOW).toMatch(/^\d+ claims?$/);
  expect(await r.text('.virtual article h2 a')).toMatch(/\w{3}/);
  expect(await r.text('.virtual mark')).toMatch(/\d/);
  await r.close();
});

test('when did state-space models burst: their page says when, or that they did not', async () => {
  const r = await reader();
  await r.click(link('State-space and recurrent models'));
  await expect.poll(() => r.text('main header'), SLOW).toMatch(/bursts?: \w+ \d{4}|no burst/);
  await r.close();
});

test('who stands behind the highest point: the paper, with the sentence lit', async () => {
  const r = await reader();
  await r.click(link('Gains'));
  await r.page.locator('section[aria-labelledby=highest] a').first().waitFor();
  await r.click((page) => page.locator('section[aria-labelledby=highest] a'));
  expect(await r.text('h1')).toMatch(/\w{3}/);
  expect(await r.text('[data-lit=on]')).toMatch(/\d|fold|times|half/);
  await r.close();
});
