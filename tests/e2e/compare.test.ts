import { expect, test } from 'vitest';
import { useBrowser, type Visit } from './browser.ts';
import { axe, ready } from './charts.ts';

const visit = useBrowser({ warm: true });
const where = (v: Visit) => decodeURIComponent(new URL(v.page.url()).hash);
const spoken = (v: Visit) => v.page.locator('[aria-live=polite]').innerText();

async function open(hash: string, options = {}) {
  const v = await visit(hash, options);
  await ready(v.page);
  return v;
}

test('every row of the table leads to the papers of its group, and back restores the comparison', async () => {
  const v = await open('#/compare');
  const row = v.page.locator('tbody tr').first();
  const name = await row.locator('a').first().innerText();
  await row.locator('td a').first().click();
  await expect.poll(() => where(v)).toMatch(/^#\/papers\?topic=[^&]+&measure=speed$/);
  await v.page.getByText(name).first().waitFor();
  await v.page.goBack();
  await v.page.locator('.compare').waitFor();
  expect(where(v)).toBe('#/compare');
  expect(v.errors).toEqual([]);
  expect(v.foreign).toEqual([]);
  await v.close();
});

test('a topic’s name in the table leads to the topic’s own page', async () => {
  const v = await open('#/compare');
  const link = v.page.locator('tbody a').first();
  const name = await link.innerText();
  await link.click();
  await expect.poll(() => where(v)).toMatch(/^#\/topic\//);
  await v.page.getByRole('heading', { name }).first().waitFor();
  await v.close();
});

test('a point leads to its paper', async () => {
  const v = await open('#/compare');
  const box = await v.page.locator('.compare .disc').first().boundingBox();
  if (!box) throw new Error('no point is drawn');
  await v.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => where(v)).toMatch(/^#\/paper\/.+at=/);
  await v.close();
});

test('a row narrows the page to its claims, a chip says so and takes it back, and every view keeps it', async () => {
  const v = await open('#/compare?by=year');
  const box = await v.page.locator('.compare .label').first().boundingBox();
  if (!box) throw new Error('no row is drawn');
  await v.page.mouse.click(box.x + 4, box.y + box.height / 2);
  await expect.poll(() => where(v)).toMatch(/^#\/compare\?from=\d{4}-01-01&to=\d{4}-12-31&by=year$/);
  expect(await v.page.getByRole('link', { name: 'Gains', exact: true }).getAttribute('href')).toMatch(
    /^#\/gains\?from=/,
  );
  await v.page.getByRole('button', { name: /^Remove dates/ }).click();
  await expect.poll(() => where(v)).toBe('#/compare?by=year');
  await v.page.locator('tbody .filter-by').first().click();
  await expect.poll(() => where(v)).toMatch(/^#\/compare\?from=/);
  await v.close();
});

test('F leaves only the row in hand', async () => {
  const v = await open('#/compare?by=baseline&shape=box');
  await v.page.locator('.compare').focus();
  await v.page.keyboard.press('ArrowDown');
  await expect.poll(() => spoken(v)).toMatch(/paper/);
  await v.page.keyboard.press('f');
  await expect.poll(() => where(v)).toMatch(/^#\/compare\?baseline=/);
  await v.close();
});

test('the matrix leads to the claims of a cell, the lines over time to those of a quarter', async () => {
  const v = await open('#/compare?show=matrix');
  await v.page.locator('.matrix').focus();
  await v.page.keyboard.press('ArrowRight');
  await expect.poll(() => spoken(v)).toMatch(/^against .+paper/);
  await v.page.keyboard.press('Enter');
  await expect.poll(() => where(v)).toMatch(/^#\/claims\?topic=[^&]+&measure=speed&baseline=/);
  await v.page.locator('.virtual mark').first().waitFor();
  await v.page.goBack();
  await v.page.locator('.matrix').waitFor();
  await v.page.getByRole('radio', { name: 'Baselines over time' }).check({ force: true });
  await v.page.locator('.trend').first().waitFor();
  expect(await v.page.locator('figure .subtitle').innerText()).toMatch(
    /\d+ of \d+ papers name a particular one/,
  );
  expect(v.errors).toEqual([]);
  await v.close();
});

test('the keyboard walks claims and rows, speaks them, and opens one', async () => {
  const v = await open('#/compare');
  await v.page.locator('.compare').focus();
  await v.page.keyboard.press('ArrowRight');
  await expect.poll(() => spoken(v)).toMatch(/\d/);
  const first = await spoken(v);
  await v.page.keyboard.press('ArrowDown');
  await expect.poll(() => spoken(v)).not.toBe(first);
  await v.page.keyboard.press('Enter');
  await expect.poll(() => where(v)).toMatch(/^#\/paper\//);
  await v.close();
});

test('the table sorts by a column’s head, up and down', async () => {
  const v = await open('#/compare');
  const column = async () =>
    (await v.page.locator('tbody td:nth-child(2)').allInnerTexts()).map((text) =>
      Number(text.replace(',', '')),
    );
  await v.page.getByRole('button', { name: 'Claims' }).click();
  const down = await column();
  expect(down).toEqual([...down].sort((a, b) => b - a));
  await v.page.getByRole('button', { name: 'Claims' }).click();
  expect(await column()).toEqual([...down].sort((a, b) => a - b));
  expect(await v.page.locator('th[aria-sort=ascending]').innerText()).toContain('Claims');
  await v.close();
});

test('measure, grouping and order are in the address, and a copied address restores them', async () => {
  const v = await open('#/compare');
  await v.page.getByRole('radio', { name: 'Benchmark' }).check({ force: true });
  await v.page.getByRole('radio', { name: 'Highest median' }).check({ force: true });
  await expect.poll(() => where(v)).toBe('#/compare?by=benchmark&sort=median');
  const again = await open('#/compare?by=benchmark&sort=median');
  expect(await again.page.getByRole('radio', { name: 'Benchmark' }).isChecked()).toBe(true);
  expect(await again.page.locator('h2').first().innerText()).toContain('by benchmark');
  await v.close();
  await again.close();
});

test('it says against what the claims are made', async () => {
  const v = await open('#/compare');
  expect(await v.page.locator('figure .note').innerText()).toMatch(/baseline/);
  await v.close();
});

test('where nothing passes the filter the page says so', async () => {
  const v = await open('#/compare?q=zzzzqqqq');
  await v.page.getByText('No speedups to compare').waitFor();
  await v.close();
});

test('at 360 px nothing is wider than the page', async () => {
  const v = await open('#/compare', { viewport: { width: 360, height: 760 } });
  const wide = await v.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBe(0);
  await v.close();
});

test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
  const v = await open('#/compare', { colorScheme });
  for (const name of ['Overlaid', 'Baseline matrix', 'Baselines over time', 'Distributions']) {
    await v.page.getByRole('radio', { name }).check({ force: true });
    await ready(v.page);
    expect(await axe(v.page), name).toEqual([]);
  }
  await v.close();
});
