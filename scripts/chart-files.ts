/** Takes the files of charts from a running page, the way a reader does: by each chart's share menu. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

/** Every view with charts, and every look of a chart that draws it another way. */
export const LOOKS = [
  'overview',
  'trends',
  'trends?as=multiples',
  'trends?last=12m&topic=agents&show=count',
  'gains',
  'gains?of=quality',
  'compare',
  'compare?shape=density',
  'compare?shape=overlay',
  'compare?show=matrix',
  'compare?show=time',
  'coverage',
  'emerging',
  'topic/agents',
] as const;

/** Nothing loads any more and no answer is under way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main :is(h1, h2, .empty, .failed)', { state: 'attached', timeout: 30_000 });
  await page.waitForFunction(() => !document.querySelector('[role=status].loading, [aria-busy=true]'));
}

export async function showLook(page: Page, look: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }, `#/${look}`);
  await settled(page);
}

export const chartNames = (page: Page): Promise<string[]> =>
  page.locator('figure.frame').evaluateAll((all) => all.map((one) => one.getAttribute('data-chart') ?? ''));

export const chartOf = (page: Page, name: string): Locator =>
  page.locator(`figure.frame[data-chart="${name}"]`);

/** Opens the chart's share menu, if it is not open. */
export async function openMenu(chart: Locator): Promise<Locator> {
  const panel = chart.locator('.share .panel');
  if (!(await panel.isVisible())) {
    await chart.getByRole('button', { name: 'Share', exact: true }).click();
    await panel.waitFor();
  }
  return panel;
}

export type ChartFile = { name: string; bytes: Buffer };

/** Null where the chart does not offer that kind. */
export async function chartFile(
  chart: Locator,
  kind: 'SVG' | 'PNG' | 'CSV' | 'JSON',
): Promise<ChartFile | null> {
  const button = (await openMenu(chart)).getByRole('button', { name: kind, exact: true });
  if ((await button.count()) === 0) return null;
  const [file] = await Promise.all([chart.page().waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
