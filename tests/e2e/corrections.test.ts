import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCorrections } from '../../src/core/corrections.ts';
import { useBrowser, type Visit } from './browser.ts';
import { axe } from './charts.ts';

const visit = useBrowser();

/** The page of a paper of the sample that reports several gains. */
async function aPaper(options = {}, before?: (v: Visit) => Promise<void>) {
  const v = await visit('#/papers?sort=gains', options);
  await before?.(v);
  await v.page.locator('.virtual a[href*="#/paper/"]').first().click({ timeout: 60_000 });
  await v.page.locator('.judge').first().waitFor({ timeout: 60_000 });
  return v;
}
const yours = (v: Visit) => v.page.getByRole('region', { name: 'Your corrections' });

test('a number is marked, kept over a reload, corrected, listed, saved as a build reads it, and taken back', async () => {
  const v = await aPaper();
  const [first, second] = [v.page.locator('.judge').nth(0), v.page.locator('.judge').nth(1)];
  await first.getByRole('button', { name: /^Wrong/ }).click();
  await expect.poll(() => first.innerText()).toContain('You: wrong');
  await second.getByRole('button', { name: /^Correct/ }).click();
  const form = v.page.locator('li form');
  await form.getByLabel('Baseline').fill('a baseline of ours');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => second.innerText()).toContain('against a baseline of ours');
  expect(await axe(v.page)).toEqual([]);

  await v.page.reload();
  await v.page.locator('.judge').first().waitFor({ timeout: 60_000 });
  expect(await first.innerText()).toContain('You: wrong');
  expect(await yours(v).innerText()).toMatch(/2 marks on this paper, 2 marks in all/);

  // The number is struck here and in the ledger, and the charts of claims leave it out when asked.
  const struck = v.page.locator('.struck').first();
  expect(await struck.evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe('line-through');
  const address = new URL(v.page.url()).hash;
  const total = async () => Number((await v.page.locator('h1').innerText()).replace(/\D/g, ''));
  await v.page.evaluate(() => (location.hash = '#/claims?kind=both'));
  await v.page.locator('.virtual mark').first().waitFor({ timeout: 60_000 });
  const all = await total();
  await v.page.getByLabel('Leave out the 2 claims that I marked').check();
  await expect.poll(total, { timeout: 40_000 }).toBe(all - 2);
  await v.page.getByRole('button', { name: 'Remove without 2 claims you marked' }).click();
  await expect.poll(total, { timeout: 40_000 }).toBe(all);
  await v.page.evaluate((hash) => (location.hash = hash), address);
  await v.page.locator('.judge').first().waitFor({ timeout: 60_000 });

  const saved = v.page.waitForEvent('download');
  await yours(v).getByRole('button', { name: 'Save the file' }).click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  const read = readCorrections('corrections.jsonl', text);
  expect(read.problems).toEqual([]);
  expect(read.corrections.map(({ verdict }) => verdict).sort()).toEqual(['changed', 'wrong']);

  await first.getByRole('button', { name: 'Undo' }).click();
  await second.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => yours(v).innerText()).toContain('None yet');
  await yours(v)
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'mine.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(`${text}nonsense\n`) },
    ]);
  await expect.poll(() => first.innerText()).toContain('You: wrong');
  expect(await yours(v).getByRole('alert').innerText()).toMatch(/mine\.jsonl:3 bad-correction/);
  expect(v.errors).toEqual([]);
  await v.close();
}, 120_000);

test('a missed gain is selected in the text, or typed, and kept with its place', async () => {
  const v = await aPaper();
  await v.page
    .getByRole('button', { name: /^A gain is missed here/ })
    .first()
    .click();
  const form = v.page.locator('form', { hasText: 'Number as written' });
  const word = await v.page.evaluate(() => {
    const node = [...document.querySelectorAll('.texts p')].at(-1)?.firstChild ?? null;
    const root = [...document.querySelectorAll('.texts section p')].find((p) => p.querySelector('button'));
    const text = [...(root?.childNodes ?? [])].find(
      (n) => n.nodeType === 3 && (n.textContent ?? '').trim().length > 8,
    );
    const range = document.createRange();
    range.setStart(text ?? node ?? document.body, 0);
    range.setEnd(text ?? node ?? document.body, 8);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return range.toString().trim();
  });
  await expect.poll(() => form.getByLabel('Number as written').inputValue()).toBe(word);
  await form.locator('input[name=low]').fill('3');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => yours(v).innerText()).toMatch(/1 mark on this paper/);
  await yours(v).getByText('All 1 mark').click();
  expect(await yours(v).innerText()).toContain(`“${word}” a missed gain of speed`);
  expect(v.errors).toEqual([]);
  await v.close();
});

test('where the browser keeps nothing, marks hold for the page and it says so', async () => {
  const w = await aPaper({}, async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('denied', 'SecurityError');
      };
    });
    await page.reload();
  });
  const first = w.page.locator('.judge').first();
  await first.getByRole('button', { name: /^Right/ }).click();
  await expect.poll(() => first.innerText()).toContain('You: right');
  expect(await yours(w).innerText()).toContain('This browser keeps nothing for this page');
  expect(w.errors).toEqual([]);
  await w.close();
});
