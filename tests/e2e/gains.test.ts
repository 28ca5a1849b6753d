import { expect, test } from 'vitest';
import { useBrowser, type Visit } from './browser.ts';
import { axe, ready } from './charts.ts';

const visit = useBrowser({ warm: true });
const chart = (v: Visit) => v.page.locator('.gains');
const spoken = (v: Visit) => v.page.locator('[aria-live=polite]').innerText();
const where = (v: Visit) => new URL(v.page.url()).hash;

async function open(hash: string, options = {}) {
  const v = await visit(hash, options);
  await ready(v.page);
  return v;
}

test('a point says its paper and number when pointed at, and leads to the paper by click', async () => {
  const v = await open('#/gains');
  const point = v.page.locator('.gains .disc').first();
  const box = await point.boundingBox();
  if (!box) throw new Error('no point is drawn');
  await v.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const tip = v.page.locator('.gains .tooltip');
  await expect.poll(() => tip.locator('.title').innerText()).toMatch(/\w{3}/);
  expect(await tip.locator('strong').innerText()).toMatch(/\d/);
  await v.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => where(v)).toMatch(/^#\/paper\/.+at=/);
  await v.page.goBack();
  await chart(v).waitFor();
  expect(where(v)).toBe('#/gains');
  expect(v.errors).toEqual([]);
  expect(v.foreign).toEqual([]);
  await v.close();
});

test('the keyboard walks the points, speaks them, and opens one', async () => {
  const v = await open('#/gains');
  await chart(v).focus();
  await v.page.keyboard.press('Home');
  await expect.poll(() => spoken(v)).toMatch(/\d/);
  const first = await spoken(v);
  await v.page.keyboard.press('End');
  await expect.poll(() => spoken(v)).not.toBe(first);
  await v.page.keyboard.press('Enter');
  await expect.poll(() => where(v)).toMatch(/^#\/paper\//);
  await v.close();
});

test('measure and form are in the address, and a copied address restores them', async () => {
  const v = await open('#/gains');
  await v.page.getByRole('radio', { name: 'Quality' }).check({ force: true });
  await expect.poll(() => where(v)).toBe('#/gains?of=quality');
  await v.page.getByRole('radio', { name: /^From–to/ }).check({ force: true });
  await expect.poll(() => where(v)).toBe('#/gains?of=quality&form=from_to');
  const again = await open(where(v));
  expect(await again.page.getByRole('radio', { name: /^From–to/ }).isChecked()).toBe(true);
  expect(await again.page.locator('.subtitle').innerText()).toContain('before');
  await v.page.goBack();
  await v.page.goBack();
  await expect.poll(() => where(v)).toBe('#/gains');
  await v.close();
  await again.close();
});

test('the page’s filter holds: a later start leaves fewer claims', async () => {
  const claims = async (hash: string) => {
    const v = await open(hash);
    const text = await v.page.locator('.subtitle').first().innerText();
    await v.close();
    return Number((/([\d,]+) claims?/.exec(text)?.[1] ?? '').replace(',', ''));
  };
  const [all, late] = [await claims('#/gains'), await claims('#/gains?from=2025-01-01')];
  expect(late).toBeGreaterThan(0);
  expect(late).toBeLessThan(all);
});

test('a drag over the strip of months chooses the dates for the whole page', async () => {
  const v = await open('#/gains');
  const box = await v.page.locator('figure .strip svg').boundingBox();
  if (!box) throw new Error('no strip is drawn');
  const y = box.y + box.height / 2;
  await v.page.mouse.move(box.x + box.width * 0.5, y);
  await v.page.mouse.down();
  await v.page.mouse.move(box.x + box.width * 0.6, y);
  await v.page.mouse.move(box.x + box.width * 0.8, y);
  await v.page.mouse.up();
  await expect.poll(() => where(v)).toMatch(/^#\/gains\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/);
  await v.close();
});

test('where nothing passes the filter the page says so and offers a way out', async () => {
  const v = await open('#/gains?q=zzzzqqqq');
  await v.page.getByText('No reported speedups here').waitFor();
  await v.page.getByRole('button', { name: 'Clear the filter' }).click();
  await chart(v).waitFor();
  await v.close();
});

test('the data table holds the claims of the chart', async () => {
  const v = await open('#/gains');
  const marks = await v.page.locator('.gains .disc, .gains .upto').count();
  await v.page.getByRole('button', { name: 'Table' }).click();
  expect(await v.page.locator('figure tbody tr').count()).toBe(Math.min(marks, 1000));
  await v.close();
});

test('at 360 px nothing is wider than the page', async () => {
  const v = await open('#/gains', { viewport: { width: 360, height: 760 } });
  const wide = await v.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBe(0);
  await v.close();
});

test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
  const v = await open('#/gains', { colorScheme });
  expect(await axe(v.page)).toEqual([]);
  await v.close();
});
