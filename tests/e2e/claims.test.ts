import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useBrowser, type Visit } from './browser.ts';
import { axe } from './charts.ts';

const visit = useBrowser({ warm: true });
const SLOW = { timeout: 40_000 };
const where = (v: Visit) => decodeURIComponent(new URL(v.page.url()).hash);
async function claims(v: Visit): Promise<number> {
  await v.page.locator('.virtual mark').first().waitFor({ timeout: 60_000 });
  return Number(/^[\d,]+/.exec(await v.page.locator('h1').innerText())?.[0].replace(/,/g, ''));
}

test('claims are filtered by measure, factor and funnel, each with its chip, and ordered by a heading', async () => {
  const v = await visit('#/claims');
  const all = await claims(v);
  await v.page.locator('label', { hasText: /^\s*Speed\s*$/ }).click();
  await v.page.getByRole('button', { name: 'Factor 5× or more' }).click();
  await expect.poll(() => where(v)).toBe('#/claims?measure=speed&factor=5..');
  await v.page.getByRole('button', { name: 'Remove factor 5× or more' }).waitFor();
  await expect.poll(() => claims(v), SLOW).toBeLessThan(all);
  await v.page.getByLabel('at most').fill('8');
  await v.page.getByLabel('at most').press('Enter');
  await expect.poll(() => where(v)).toBe('#/claims?measure=speed&factor=5..8');
  await v.page
    .getByRole('group', { name: 'Order of the claims' })
    .getByRole('button', { name: 'Factor' })
    .click();
  await expect.poll(() => where(v)).toContain('sort=factor');
  await claims(v);
  const funnel = v.page.locator('.virtual .filter-by[aria-label^="Only baseline"]').first();
  await funnel.click();
  await expect.poll(() => where(v)).toMatch(/baseline=[^&]+&factor=5\.\.8/);
  await v.page.getByRole('button', { name: /^Remove baseline/ }).click();
  await v.page.getByRole('button', { name: 'Remove factor 5× to 8×' }).click();
  await expect.poll(() => where(v)).toBe('#/claims?measure=speed&sort=factor');
  expect(v.errors).toEqual([]);
  expect(v.foreign).toEqual([]);
  await v.close();
});

test('a claim leads to its sentence on the paper’s page', async () => {
  const v = await visit('#/claims?measure=memory');
  await claims(v);
  await v.page.locator('.virtual h2 a').first().click();
  await expect.poll(() => where(v)).toMatch(/^#\/paper\/.+at=/);
  await v.page.locator('[data-lit=on]').waitFor({ timeout: 60_000 });
  await v.close();
});

test('the saved files hold every claim of the filter, and no cell that a spreadsheet would run', async () => {
  const v = await visit('#/claims?measure=speed');
  const n = await claims(v);
  const save = async (name: string) => {
    const saved = v.page.waitForEvent('download', { timeout: 60_000 });
    await v.page.getByRole('button', { name }).click();
    return readFileSync(await (await saved).path(), 'utf8');
  };
  const csv = await save('Save CSV');
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^metric_id,paper_id,paper,date,kind,measure,number,form/);
  expect(lines).toHaveLength(n + 1);
  expect(lines.some((line) => /(^|,)"?[=@]/.test(line))).toBe(false);
  const json = JSON.parse(await save('Save JSON')) as {
    rows: { measure: string; sentence: string; number: string }[];
  };
  expect(json.rows).toHaveLength(n);
  expect(
    json.rows.every(
      ({ measure, sentence, number }) => measure === 'speed' && sentence.length >= number.length,
    ),
  ).toBe(true);
  await v.close();
});

test('baselines are found by typing and chosen with all of their spellings', async () => {
  const v = await visit('#/claims?measure=speed');
  const all = await claims(v);
  await v.page.getByRole('button', { name: 'Baselines' }).click();
  await v.page.getByRole('searchbox', { name: 'Find baselines' }).fill('autoregressive');
  await v.page.locator('.names [aria-busy=false] label', { hasText: 'autoregressive' }).first().click();
  await expect.poll(() => where(v)).toMatch(/baseline=.*autoregressive/);
  await expect.poll(() => claims(v), SLOW).toBeLessThan(all);
  await v.close();
});

test.each([
  ['light', 1280],
  ['dark', 360],
] as const)(
  'axe finds nothing serious in %s, and at %i px nothing is wider than the page',
  async (colorScheme, width) => {
    const v = await visit('#/claims', { colorScheme, viewport: { width, height: 800 } });
    await claims(v);
    expect(await axe(v.page)).toEqual([]);
    const wide = await v.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
    await v.close();
  },
);
