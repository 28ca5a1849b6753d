import { readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expect, test } from 'vitest';
import { useBrowser, type Visit } from './browser.ts';
import { axe } from './charts.ts';

const visit = useBrowser();
/** Two cores may be busy with other tests. */
const SOON = { timeout: 20_000 };
const asked = (v: Visit) => new URLSearchParams(new URL(v.page.url()).hash.split('?')[1] ?? '').get('q');
const amount = (v: Visit) => v.page.locator('.amount');
const fault = (v: Visit) => v.page.locator('.fault').first();
const editor = (v: Visit) => v.page.getByRole('textbox', { name: 'SQL query' });

async function open(query: string, options = {}) {
  const v = await visit(`#/sql?q=${encodeURIComponent(query)}`, options);
  await editor(v).waitFor();
  return v;
}
async function write(v: Visit, query: string) {
  await editor(v).click();
  await v.page.keyboard.press('Control+a');
  await v.page.keyboard.insertText(query);
}
async function run(v: Visit, query: string) {
  await write(v, query);
  await v.page.keyboard.press('Control+Enter');
  await v.page.waitForFunction(() => document.querySelector('.sql [aria-busy=true]') === null);
}

test('a query is written, run by keys, kept in the address, drawn, and a step back brings the one before', async () => {
  const v = await open('SELECT 1 AS one');
  await expect.poll(() => amount(v).innerText(), SOON).toMatch(/^1 row in [\d.,]+ ms$/);
  const monthly = `SELECT date_trunc('month', first_seen) AS month, count(*) AS papers FROM papers GROUP BY month ORDER BY month`;
  await run(v, monthly);
  await expect.poll(() => v.page.locator('thead th').allInnerTexts(), SOON).toEqual(['month', 'papers']);
  expect(asked(v)).toBe(monthly);
  await v.page.getByText('Chart', { exact: true }).click();
  await v.page.getByRole('img', { name: 'line chart of papers by month' }).waitFor();
  await v.page.getByRole('button', { name: 'Share', exact: true }).click();
  const leads = await v.page.getByRole('link', { name: 'Open in SQL' }).getAttribute('href');
  expect(leads).toContain('#/sql?q=SELECT');
  await v.page.goBack();
  await expect.poll(() => editor(v).innerText(), SOON).toBe('SELECT 1 AS one');
  await expect.poll(() => amount(v).innerText(), SOON).toMatch(/^1 row/);
  // Its own styles hold under the page's policy, and nothing was refused by it.
  expect(await v.page.locator('.cm-editor').evaluate((element) => getComputedStyle(element).display)).toBe(
    'flex',
  );
  expect({ errors: v.errors, foreign: v.foreign }).toEqual({ errors: [], foreign: [] });
  await v.close();
});

test('names are completed, and a click on a table’s column writes it', async () => {
  const v = await open('SELECT 1');
  await write(v, 'SELECT p.');
  await write(v, 'SELECT up FROM papers');
  await v.page.keyboard.press('Home');
  for (let i = 0; i < 'SELECT up'.length; i++) await v.page.keyboard.press('ArrowRight');
  await v.page.keyboard.press('Control+Space');
  await v.page.locator('.cm-tooltip-autocomplete li', { hasText: 'upvotes' }).first().click();
  await expect.poll(() => editor(v).innerText(), SOON).toBe('SELECT upvotes FROM papers');
  await v.page.locator('summary', { hasText: 'topics' }).first().click();
  await v.page.getByRole('button', { name: 'Write label', exact: true }).click();
  await expect.poll(() => editor(v).innerText(), SOON).toContain('label');
  await v.close();
});

test('what is wrong is told with its place and marked; what would write or reach out is not run', async () => {
  const v = await open('SELECT 1');
  await run(v, 'SELECT title,\n  titel FROM papers');
  await expect.poll(() => fault(v).innerText(), SOON).toMatch(/line 2, column 3[\s\S]*titel/);
  await expect.poll(() => v.page.locator('.cm-lintRange-error').innerText(), SOON).toBe('titel');
  for (const [query, reason] of [
    ['DROP TABLE papers', /Not run[\s\S]*change the tables/],
    [`SELECT * FROM read_csv('http://example.org/x.csv')`, /Not run[\s\S]*outside of the dataset/],
    [`SELECT * FROM 'http://example.org/x.parquet'`, /Not run[\s\S]*read as a file/],
    [`INSTALL httpfs`, /Not run[\s\S]*load code/],
  ] as const) {
    await run(v, query);
    await expect.poll(() => fault(v).innerText(), SOON).toMatch(reason);
  }
  // Past the check the engine itself has its files and settings locked.
  await run(v, `SELECT value FROM duckdb_settings() WHERE name = 'enable_external_access'`);
  await expect.poll(() => v.page.locator('tbody td').first().innerText(), SOON).toBe('false');
  expect({ errors: v.errors, foreign: v.foreign }).toEqual({ errors: [], foreign: [] });
  await v.close();
});

test('a query that runs too long is ended, and the next one is answered', async () => {
  const v = await open('SELECT 1');
  await expect.poll(() => amount(v).innerText(), SOON).toMatch(/^1 row/);
  for (const long of [
    'SELECT count(*) FROM range(100000000000)',
    // It gives no row for long, so the engine does not hear of the end in between.
    'SELECT * FROM range(1000000000000) t(i) WHERE hash(i) % 1000000000000 = 5',
  ]) {
    await write(v, long);
    await v.page.keyboard.press('Control+Enter');
    await expect.poll(() => v.page.locator('.status').innerText(), SOON).toMatch(/Running/);
    await v.page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => v.page.locator('.status').innerText(), SOON).toMatch(/^Stopped\./);
    await run(v, 'SELECT 2 AS two');
    await expect.poll(() => v.page.locator('tbody td').first().innerText(), SOON).toBe('2');
  }
  await v.close();
});

test('the rows shown are limited aloud, walked by keys, and saved whole as CSV, JSON and Parquet', async () => {
  const v = await open('SELECT 1');
  await run(v, `SELECT range AS i, '=' || range AS text, NULL AS nothing FROM range(2500)`);
  await expect.poll(() => amount(v).innerText(), SOON).toMatch(/^First 1,000 of 2,500 rows in/);
  await v.page.getByRole('region', { name: /^Result, 1,000 rows/ }).focus();
  for (const key of ['ArrowDown', 'PageDown', 'PageDown', 'ArrowRight']) await v.page.keyboard.press(key);
  expect(await v.page.locator('.cell').innerText()).toMatch(/Row 29, text\s+=28/);
  const saved = async (name: string) => {
    const [file] = await Promise.all([
      v.page.waitForEvent('download'),
      v.page.getByRole('button', { name, exact: true }).click(),
    ]);
    return readFileSync(await file.path());
  };
  const csv = (await saved('CSV')).toString('utf8').split('\r\n');
  expect([csv[0], csv[2500], csv.length]).toEqual(['i,text,nothing', "2499,'=2499,", 2502]);
  const json = JSON.parse((await saved('JSON')).toString('utf8')) as { rows: unknown[]; dataset: string };
  expect([json.rows.length, json.rows[2499]]).toEqual([2500, { i: 2499, text: '=2499', nothing: null }]);
  expect(json.dataset).toMatch(/^[0-9a-f]+$/);
  const bytes = new Uint8Array(await saved('Parquet'));
  const rows = await parquetReadObjects({ file: bytes.buffer, compressors });
  expect([rows.length, rows[2499]]).toEqual([2500, { i: 2499n, text: '=2499', nothing: null }]);
  await v.page.getByRole('button', { name: 'Show up to 10,000' }).click();
  await expect.poll(() => amount(v).innerText(), SOON).toMatch(/^2,500 rows in/);
  await v.close();
});

test.each([
  { name: 'wide and light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'at 360 px and dark', width: 360, height: 740, colorScheme: 'dark' },
] as const)('fits, and has nothing serious for axe, $name', async ({ width, height, colorScheme }) => {
  const v = await open('SELECT paper_id, title, abstract, upvotes FROM papers', {
    viewport: { width, height },
    colorScheme,
  });
  await expect.poll(() => amount(v).innerText(), SOON).toMatch(/rows/);
  await v.page.locator('summary', { hasText: 'metrics' }).first().click();
  const overflow = await v.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  expect(await axe(v.page)).toEqual([]);
  await run(v, 'SELECT nope');
  await expect.poll(() => fault(v).innerText(), SOON).toMatch(/nope/);
  expect(await axe(v.page)).toEqual([]);
  await v.close();
});
