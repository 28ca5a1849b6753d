/** Link, citation and frame of a chart; undo and redo; addresses that have grown old. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { chartOf, openMenu, settled, showLook } from '../../scripts/chart-files.ts';
import { useBrowser } from './browser.ts';
import { axe } from './charts.ts';

const visit = useBrowser();
const spoken = (page: Page) => page.locator('[aria-live=polite]').innerText();
const chips = (page: Page) => page.locator('ul[aria-label="What is chosen"] li').allInnerTexts();

test('the share menu is worked by the keyboard, speaks, copies a link that leads to the chart, and axe finds nothing', async () => {
  const { page, errors, close } = await visit('#/coverage?source=year-lists', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await settled(page);
  const chart = chartOf(page, 'lag');
  await chart.getByRole('button', { name: 'Share', exact: true }).focus();
  await page.keyboard.press('Enter');
  await chart.locator('.share .panel').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  expect(await focused()).toBe('Copy link');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Cite');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('Share');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.locator('.toast').waitFor();
  expect((await spoken(page)).trim()).toBe('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toBe('#/coverage?source=year-lists&chart=lag');

  // On a small screen all of the menu is in sight.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForFunction(() => document.documentElement.scrollWidth <= 360);
  const box = await (await openMenu(chart)).boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);

  // The link leads to the chart, though it stands far down.
  const other = await visit(new URL(link).hash);
  await settled(other.page);
  await other.page.waitForFunction(() => {
    const box = document.querySelector('figure[data-chart=lag]')?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.top < innerHeight;
  });
  await other.close();
  expect(errors).toEqual([]);
  await close();
});

test('a citation holds version, dates, filter and address, and can be copied', async () => {
  const { page, close } = await visit('#/trends?topic=agents&last=12m', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await settled(page);
  const version = /Dataset ([0-9a-f]{10})/.exec(await page.locator('footer').innerText())?.[1] ?? 'none';
  await (await openMenu(chartOf(page, 'main'))).getByRole('button', { name: 'Cite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cite this chart' });
  const text = await dialog.getByLabel('Text', { exact: true }).inputValue();
  for (const part of [version, 'Filter: topic ', 'since ', '#/trends?last=12m&topic=agents', 'accessed']) {
    expect(text).toContain(part);
  }
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Copy: BibTeX' }).click();
  await page.waitForFunction(async () =>
    (await navigator.clipboard.readText()).startsWith('@misc{papertide-trends-main-'),
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Share');
  await close();
});

const FRAMED = [
  ['overview', 'areas'],
  ['trends', 'main'],
  ['gains', 'main'],
  ['coverage', 'lag'],
  ['topic/speculative-decoding', 'main'],
] as const;

test('the snippet of a chart frames that chart alone, in every view', async () => {
  const { page, errors, close } = await visit('#/trends?topic=agents');
  await settled(page);
  await (await openMenu(chartOf(page, 'main'))).getByRole('button', { name: 'Embed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed this chart' });
  const snippet = await dialog.getByRole('textbox', { name: 'For a page of yours' }).inputValue();
  await page.keyboard.press('Escape');
  expect(snippet).toMatch(
    /^<iframe src="[^"]+#\/trends\?topic=agents&amp;embed=main" title="[^"]+" .*><\/iframe>$/,
  );

  // Another site's page with the snippet on it.
  const host = await page.context().newPage();
  await host.setContent(`<!doctype html>${snippet}`);
  const frame = host.frameLocator('iframe');
  await frame.locator('figure.frame svg path.line').first().waitFor();
  expect(await frame.locator('header.top, section.bar, footer').count()).toBe(0);
  await host.close();

  for (const [view, chart] of FRAMED) {
    await showLook(page, `${view}?embed=${chart}`);
    await page.waitForSelector(`figure[data-chart=${chart}] svg`);
    await page.locator('.source').waitFor();
    const seen = await page.evaluate(() => ({
      frames: [...document.querySelectorAll('figure.frame')].filter((one) => one.checkVisibility()).length,
      words: [...document.querySelectorAll('main :is(h1, h2, h3, p, table)')].filter(
        (one) => one.checkVisibility() && !one.closest('.alone, .source'),
      ).length,
      source: document.querySelector('.source')?.textContent ?? '',
    }));
    expect({ ...seen, source: '' }, view).toEqual({ frames: 1, words: 0, source: '' });
    expect(seen.source, view).toMatch(/Papertide dataset [0-9a-f]{10}/);
    expect(await page.getByRole('link', { name: 'Explore in Papertide' }).getAttribute('href')).toBe(
      `#/${view}?chart=${chart}`,
    );
  }
  // A switch of the chart stays in the frame; a chart that is not there is said so.
  await showLook(page, 'trends?embed=main');
  await page.getByText('Count', { exact: true }).click();
  await page.waitForURL(/show=count&embed=main/);
  await showLook(page, 'trends?embed=nosuch');
  await page.getByText('no chart of the name “nosuch”').waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('undo and redo take back filter and options, with buttons and keys, and agree with the browser’s own', async () => {
  const { page, errors, close } = await visit('#/trends');
  await settled(page);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  const redo = page.getByRole('button', { name: 'Redo', exact: true });
  expect(await undo.count()).toBe(0);
  const at = (hash: string) => page.waitForFunction((wanted) => location.hash === wanted, hash);

  await page.getByText('Count', { exact: true }).click();
  await at('#/trends?show=count');
  await page.getByText('Month', { exact: true }).click();
  await at('#/trends?by=month&show=count');
  await undo.click();
  await at('#/trends?show=count');
  await page.locator('h2').first().click();
  await page.keyboard.press('Control+z');
  await at('#/trends');
  expect(await undo.getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('Control+Shift+z');
  await at('#/trends?show=count');
  await page.keyboard.press('Control+y');
  await at('#/trends?by=month&show=count');
  expect((await spoken(page)).trim()).toBe('Redone');
  // The browser's own back and forward are the same steps.
  await page.goBack();
  await at('#/trends?show=count');
  expect(await redo.getAttribute('aria-disabled')).toBe('false');
  await page.reload();
  await settled(page);
  await undo.click();
  await at('#/trends');
  await redo.click();
  await at('#/trends?show=count');

  // Typing is one change, and its own undo is the field's.
  const search = page.getByRole('searchbox', { name: /Search/ });
  await search.pressSequentially('language', { delay: 90 });
  await at('#/trends?q=language&show=count');
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(400);
  expect(page.url()).toContain('#/trends?');
  await page.locator('h2').first().click();
  await search.fill('language');
  await at('#/trends?q=language&show=count');
  await undo.click();
  await at('#/trends?show=count');
  expect(await chips(page)).toEqual([]);

  // Another view is left by the back button, not by undo.
  await page.getByRole('link', { name: 'Gains', exact: true }).click();
  await at('#/gains');
  await settled(page);
  expect(await undo.count()).toBe(0);
  await page.goBack();
  await at('#/trends?show=count');
  expect(errors).toEqual([]);
  await close();
});

test('an address of names that the data lack says which, and offers to leave them out', async () => {
  const { page, errors, close } = await visit(
    '#/trends?topic=agents,gone-topic&source=nowhere&show=bars&last=9m',
  );
  await settled(page);
  const notice = page.locator('.notice');
  const text = (await notice.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
  for (const part of ['no topic “gone-topic”', 'no source “nowhere”', '“show=bars”', '“last=9m”']) {
    expect(text).toContain(part);
  }
  await page.getByRole('button', { name: 'Leave them out' }).click();
  await page.waitForFunction(() => location.hash === '#/trends?topic=agents');
  await settled(page);
  expect(await notice.count()).toBe(0);
  expect(await page.locator('.trend path[data-series]').count()).toBe(1);
  for (const view of [
    'overview',
    'emerging',
    'gains',
    'compare',
    'claims',
    'papers',
    'coverage',
    'topic/gone',
    'paper/gone',
  ]) {
    await showLook(page, `${view}?topic=gone&area=gone&source=gone&baseline=gone&by=gone`);
    await page.waitForFunction(() =>
      /no topic|No such/.test(document.querySelector('main')?.textContent ?? ''),
    );
  }
  expect(errors).toEqual([]);
  await close();
});
