/** What leaves the page: each chart's files are opened and read, as are those of the papers. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entries } from 'bibtex-parse';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  chartFile,
  chartNames,
  chartOf,
  LOOKS,
  openMenu,
  settled,
  showLook,
} from '../../scripts/chart-files.ts';
import { useBrowser } from './browser.ts';

const visit = useBrowser();

/**
 * Pictures to compare with, which a person can open. They are drawn from a dataset that stays as it is
 * (`tests/fixtures/dataset`), so that they change with the charts only. `GOLDENS=write` writes them anew.
 */
const GOLDENS = join(import.meta.dirname, '../goldens');
const DATASET = join(import.meta.dirname, '../fixtures/dataset');

/** The page reads the kept dataset in the place of the one that it is served with. */
async function keptData(page: Page) {
  await page.route('**/data/*', (route) => {
    const file = join(DATASET, new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
    // What the page before the reload still asks for.
    if (!existsSync(file)) return route.continue();
    return route.fulfill({
      body: readFileSync(file),
      contentType: file.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    });
  });
  await page.reload();
}

const oneDecimal = (text: string) => text.replace(/-?\d+\.\d{2,}/g, (number) => Number(number).toFixed(1));
/** Without what the machine's fonts decide: widths of the page's own words, and what stands below them. */
const comparable = (svg: string) =>
  oneDecimal(svg)
    .replace(/https?:\/\/[^ <"]*?(#\/)/g, 'https://example.org/$1')
    .replace(
      /<(text|rect) ([^>]*data-page="[^>]*)>/g,
      (_, tag: string, rest: string) => `<${tag} ${rest.replace(/\b(x|y|width|height)="[^"]*"/g, '')}>`,
    )
    .replace(/translate\([^)]*\)/g, 'translate()')
    .replace(/^(<svg[^>]*?) width="[^"]*" height="[^"]*" viewBox="[^"]*"/, '$1')
    .replace(/^<rect width="[^"]*" height="[^"]*"/m, '<rect')
    .replace(/(<text x="24" )y="[^"]*"/g, '$1')
    .split(/(?=<)/);

function compareWithGolden(name: string, svg: string) {
  const file = join(GOLDENS, `${name}.svg`);
  const kept = oneDecimal(svg).replace(/https?:\/\/[^ <"]*?(#\/)/g, 'https://example.org/$1');
  if (process.env['GOLDENS'] === 'write') {
    mkdirSync(GOLDENS, { recursive: true });
    writeFileSync(file, kept);
    return;
  }
  expect(existsSync(file), `no golden ${name}.svg: look at the chart, then GOLDENS=write`).toBe(true);
  expect(comparable(svg), `${name}.svg differs: look at both, then GOLDENS=write`).toEqual(
    comparable(readFileSync(file, 'utf8')),
  );
}

/** Reads the file as any program would: as XML, and drawn with nothing of the page around it. `blank` is an empty page. */
async function opened(blank: Page, svg: string) {
  return blank.evaluate(async (text) => {
    const xml = new DOMParser().parseFromString(text, 'image/svg+xml');
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    await image.decode();
    const root = xml.documentElement;
    const attributes = [...xml.querySelectorAll('*')].flatMap((one) =>
      [...one.attributes].map(({ name, value }) => ({
        name,
        value,
        told: `${one.localName} ${name}=${value}`,
      })),
    );
    return {
      wrong: xml.querySelector('parsererror')?.textContent ?? null,
      size: [Number(root.getAttribute('width')), Number(root.getAttribute('height'))],
      drawn: [image.naturalWidth, image.naturalHeight],
      words: [...xml.querySelectorAll('text')]
        .map((one) => one.textContent)
        .join(' ')
        .replace(/\s+/g, ' '),
      marks: xml.querySelectorAll('path, rect, circle, line').length,
      // What would need a stylesheet, a script or a newer program.
      leaning: attributes.flatMap(({ name, value, told }) =>
        /^(class|style|on.*)$/.test(name) || /var\(|light-dark|oklab|color/.test(value) ? [told] : [],
      ),
      outside: attributes.flatMap(({ name, value, told }) =>
        name === 'href' && !value.startsWith('data:image/png') ? [told] : [],
      ),
    };
  }, svg);
}

const looked: { page?: Page; blank?: Page; errors: string[]; foreign: string[]; charts: Set<string> } = {
  errors: [],
  foreign: [],
  charts: new Set(),
};

test.each(LOOKS)('the charts of %s leave as files that stand alone and look as they did', async (look) => {
  if (!looked.page) {
    const { page, errors, foreign } = await visit('#/trends', { serviceWorkers: 'block' });
    await keptData(page);
    Object.assign(looked, { page, errors, foreign, blank: await page.context().newPage() });
    // A page behind another one gets a frame a second.
    await page.bringToFront();
  }
  const { page, blank, charts, errors, foreign } = looked;
  if (!page || !blank) throw new Error('The page was not opened.');
  await showLook(page, look);
  const names = await chartNames(page);
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size, `two charts of one name on ${look}`).toBe(names.length);
  const view = look.split(/[?/]/)[0] ?? '';
  for (const name of names) {
    const chart = chartOf(page, name);
    const at = `${look.replaceAll(/[^a-z0-9]+/g, '-')}-${name}`;
    const title = (await chart.locator('h2').first().innerText()).trim();
    const svg = await chartFile(chart, 'SVG');
    expect(svg?.name, at).toMatch(new RegExp(`^papertide-${view}-${name}-[0-9a-f]{10}\\.svg$`));
    const file = svg?.bytes.toString('utf8') ?? '';
    const { words, marks, size, drawn, wrong, leaning, outside } = await opened(blank, file);
    expect({ wrong, drawn, leaning, outside }, at).toEqual({
      wrong: null,
      drawn: size,
      leaning: [],
      outside: [],
    });
    expect(words, at).toContain(title);
    expect(words, at).toMatch(/Papertide dataset [0-9a-f]{10}: papers first listed .*(No filter|Filter: )/);
    expect(marks, at).toBeGreaterThan(5);
    expect(file, at).toContain('sans-serif');
    compareWithGolden(at, file);

    // The rest does not hang on the look.
    if (charts.has(`${view} ${name}`)) continue;
    charts.add(`${view} ${name}`);
    const png = name === names[0] ? (await chartFile(chart, 'PNG'))?.bytes : null;
    if (png) {
      expect(png.subarray(1, 4).toString(), at).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)], at).toEqual(size.map((side) => 2 * side));
    }
    const csv = (await chartFile(chart, 'CSV'))?.bytes.toString('utf8');
    if (csv === undefined) continue;
    const rows = Papa.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' });
    expect(rows.errors, at).toEqual([]);
    const json = JSON.parse((await chartFile(chart, 'JSON'))?.bytes.toString('utf8') ?? '') as {
      title: string;
      columns: Record<string, string>;
      rows: Record<string, unknown>[];
    };
    expect(json.title, at).toBe(title);
    expect(rows.data[0], at).toEqual(Object.values(json.columns));
    expect(rows.data.length - 2, at).toBe(json.rows.length);
    // Raw numbers stand beside the ones that the table shows.
    expect(
      json.rows.flatMap(Object.values).some((value) => typeof value === 'number'),
      at,
    ).toBe(true);
  }
  expect({ errors, foreign }).toEqual({ errors: [], foreign: [] });
});

test('a dark page exports dark or light', async () => {
  const { page, close } = await visit('#/gains', { colorScheme: 'dark' });
  await settled(page);
  const chart = chartOf(page, 'main');
  const svg = async () => (await chartFile(chart, 'SVG'))?.bytes.toString('utf8') ?? '';
  const dark = await svg();
  await (await openMenu(chart)).getByRole('checkbox', { name: 'in light colours' }).check();
  const light = await svg();
  // Ground and first series, as the theme has them.
  expect([/fill="#121514"/.test(dark), /"#4f8dfd"/.test(dark)]).toEqual([true, true]);
  expect([/fill="#fdfdfc"/.test(light), /"#1f5fd0"/.test(light)]).toEqual([true, true]);
  expect(light).not.toMatch(/"#4f8dfd"|"#121514"/);
  expect(await chart.evaluate((one) => getComputedStyle(one).colorScheme)).toBe('light dark');
  // From its table a chart is drawn for the file, and the table stands again.
  await chart.getByRole('button', { name: 'Table', exact: true }).click();
  await chart.locator('.drawing table').waitFor();
  expect(await svg()).toMatch(/<path/);
  await chart.locator('.drawing table').waitFor();
  await close();
});

test('the papers of a filter leave whole: BibTeX, CSV, JSON, and Parquet from the engine', async () => {
  const { page, errors, close } = await visit('#/papers?q=language&sort=oldest');
  await page.waitForSelector('.virtual article');
  const total = Number((await page.locator('main h1').innerText()).replace(/\D/g, ''));
  expect(total).toBeGreaterThan(60);
  const file = async (name: string) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('group', { name: 'Share these papers' })
        .getByRole('button', { name, exact: true })
        .click(),
    ]);
    return readFileSync(await download.path());
  };
  expect(entries((await file('BibTeX')).toString('utf8'))).toHaveLength(total);
  const csv = Papa.parse<Record<string, string>>((await file('CSV')).toString('utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(csv.errors).toEqual([]);
  expect(csv.data).toHaveLength(total);
  const days = csv.data.map((row) => row['first_seen'] ?? '');
  expect(days).toEqual([...days].sort());
  const json = JSON.parse((await file('JSON')).toString('utf8')) as { rows: unknown[]; filter: string };
  expect([json.rows.length, json.filter]).toEqual([total, 'text “language”']);

  const parquet = async (name: string) => {
    const bytes = new Uint8Array(await file(name)).buffer;
    const metadata = parquetMetadata(bytes);
    const rows = await parquetReadObjects({ file: bytes, compressors });
    return { rows, codec: metadata.row_groups[0]?.columns[0]?.meta_data?.codec };
  };
  const papers = await parquet('These papers');
  expect([papers.rows.length, papers.codec]).toEqual([total, 'ZSTD']);
  const metrics = await parquet('Their gains and scores');
  const ids = new Set(papers.rows.map((row) => row['paper_id']));
  expect(metrics.rows.length).toBeGreaterThan(0);
  expect(metrics.rows.filter((row) => !ids.has(row['paper_id']))).toEqual([]);

  // The dataset's own tables, as they lie on the server.
  await page.getByRole('button', { name: 'Parquet files' }).click();
  const links = page.getByRole('group', { name: 'The dataset’s tables' }).getByRole('link');
  const wrong = await links.evaluateAll(async (all) => {
    const found = await Promise.all(
      all.map(async (link) => {
        const bytes = new Uint8Array(await (await fetch((link as HTMLAnchorElement).href)).arrayBuffer());
        return String.fromCharCode(...bytes.slice(0, 4)) === 'PAR1' ? null : link.textContent;
      }),
    );
    return found.filter(Boolean);
  });
  expect([await links.count(), wrong]).toEqual([9, []]);
  expect(errors).toEqual([]);
  await close();
});
