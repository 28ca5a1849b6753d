/** Digests that mean harm, built by the real build and shown by the real page: none of it runs, leaves or breaks. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buildDataset } from '../../scripts/build/dataset.ts';
import { silentReporter } from '../../scripts/build/report.ts';
import type { Summary } from '../../scripts/build/summary.ts';
import { VIEWS } from '../../src/app/options.ts';
import { useBrowser } from './browser.ts';
import { plainServer, type PlainServer } from './plain-server.ts';

const hit = (where: string) => `window.__hit=(window.__hit||'')+'${where} '`;
/** Each would run if some text were taken for markup, for an attribute, for an address or for a template. */
const MARKUP = (where: string) => [
  `<script>${hit(where)}</script>`,
  `<img src=x onerror="${hit(where)}">`,
  `"><svg onload=${hit(where)}>`,
  `</title></style></textarea><iframe srcdoc="<script>parent.${hit(where)}</script>">`,
  `{@html '<img src=x onerror=${hit(where)}>'}`,
  `{{constructor.constructor("${hit(where)}")()}}`,
  `' onmouseover='${hit(where)}`,
  `[click](javascript:${hit(where)})`,
];
const LINKS = [
  `javascript:${hit('link')}`,
  ` JaVaScRiPt:${hit('link')}`,
  `java\tscript:${hit('link')}`,
  `data:text/html,<script>${hit('link')}</script>`,
  'vbscript:msgbox(1)',
  '//elsewhere.example/x',
  `https://elsewhere.example/"onmouseover="${hit('link')}`,
  `https://arxiv.org/abs/2501.00099"><img src=x onerror=${hit('link')}>`,
];
const CLAIM = 'It is 3.5x faster than the baseline and needs 40% less memory on';

const records = MARKUP('record')
  .map(
    (evil, i) =>
      `Title: Study ${i} ${evil}\nPDF: ${LINKS[i]}\nSummary: ${evil} ${CLAIM} ${evil}. Accuracy rises from 50% to 60% on the ${evil} benchmark.`,
  )
  .join('\n---\n');
const json = JSON.stringify(
  MARKUP('json').map((evil, i) => ({
    title: `Report ${i} ${evil}`,
    abstract: `${evil} ${CLAIM} ${evil} with speculative decoding of language models.`,
    authors: [evil, '__proto__'],
    url: LINKS[i],
    code: LINKS[(i + 3) % LINKS.length],
    __proto__: { polluted: true },
  })),
).replace('{"title"', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"title"');
const html = `<html><body>${MARKUP('html')
  .map(
    (evil, i) =>
      `<li><a href="${LINKS[i]}">Paper ${i} ${evil}</a> <a href="https://arxiv.org/abs/2501.0010${i}">pdf</a></li>`,
  )
  .join('')}</body></html>`;
const laughs = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}<!ENTITY file SYSTEM "file:///etc/passwd">]><rss><channel><item><title>Laughing &a30; &file;</title><link>https://arxiv.org/abs/2501.00200</link></item></channel></rss>`;
const table = `| Title | Authors | Summary |\n|--|--|--|\n${MARKUP('table')
  .map(
    (evil, i) =>
      `| [Row ${i} ${evil.replaceAll('|', '/')}](${LINKS[i]}) | A | ${evil.replaceAll('|', '/')} ${CLAIM} MMLU |`,
  )
  .join('\n')}`;
const climbing = zipSync({
  '../../escaped_2025-01-08.txt': new TextEncoder().encode('Title: Outside\nPDF: x\nSummary: y\n'),
  '/escaped_2025-01-08.txt': new TextEncoder().encode('Title: Outside\nPDF: x\nSummary: y\n'),
  'inner_2025-01-08.txt': new TextEncoder().encode('Title: Inside an Archive\nPDF: x\nSummary: y\n'),
});
const bomb = zipSync({ 'bomb_2025-01-08.txt': new Uint8Array(64 * 1024 * 1024) });

const FILES: Record<string, string | Uint8Array> = {
  'records/2025-01-02.txt': records,
  'json/2025-01-09.json': json,
  'json/digest.json': JSON.stringify({ source: `<img src=x onerror=${hit('source')}>` }),
  'html/2025-01-16.html': html,
  'table/2025-01-23.md': table,
  'xml/2025-01-30.xml': laughs,
  'svg/2025-02-01.svg': `<svg xmlns="http://www.w3.org/2000/svg" onload="${hit('svg')}"><script>${hit('svg')}</script></svg>`,
  'archives/climbing.zip': climbing,
  'archives/bomb.zip': bomb,
  'deep/2025-02-06.md': `${'>'.repeat(20_000)} deep\n${'['.repeat(20_000)}\n${'- '.repeat(5000)}x\n${'**'.repeat(20_000)}\n`,
  'deep/2025-02-07.json': `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  'long/2025-02-08.txt': `Title: ${'a'.repeat(4_000_000)}\nSummary: ${'b '.repeat(2_000_000)}\n`,
  [`<b onclick=${hit('folder')}>/2025-02-13.txt`]:
    'Title: In a Folder of an Odd Name\nPDF: x\nSummary: 2x faster.\n',
};

const visit = useBrowser();
let folder: string;
let host: PlainServer;
let summary: Summary;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'papertide-hostile-'));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, 'in', path)), { recursive: true });
    writeFileSync(join(folder, 'in', path), content);
  }
  summary = await buildDataset(
    {
      ...{ inputs: [join(folder, 'in')], out: join(folder, 'site/data'), cache: join(folder, 'cache') },
      ...{ year: null, full: false, workers: 0 },
    },
    silentReporter,
  );
  symlinkSync(join(inject('dist'), 'assets'), join(folder, 'site/assets'));
  cpSync(join(inject('dist'), 'index.html'), join(folder, 'site/index.html'));
  host = await plainServer(join(folder, 'site'));
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the build keeps inside its folders and says what it refused', () => {
  expect(readdirSync(folder).sort()).toEqual(['cache', 'in', 'site']);
  expect(readdirSync(dirname(folder))).not.toContain('escaped_2025-01-08.txt');
  expect(summary.papers).toBeGreaterThan(25);
  const told = JSON.stringify(summary);
  expect(told).toContain('points outside the archive');
  expect(told).toContain('would unpack to 67108864 bytes');
  expect('polluted' in {}).toBe(false);
});

/** What stands on the page that could act: addresses that are no web addresses, handlers, elements of a digest's. */
const dangers = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]'))
      if (!/^(https?|blob):$/.test(link.protocol)) found.push(`link ${link.getAttribute('href')}`);
    for (const element of document.querySelectorAll('main *')) {
      if (/^(script|iframe|object|embed|img)$/i.test(element.tagName)) found.push(element.tagName);
      for (const { name } of element.attributes)
        if (/^on/.test(name)) found.push(`${element.tagName} ${name}`);
    }
    return found;
  });

test('nothing of it runs in any view, no request leaves, every title stands there as text', async () => {
  const { page, errors, foreign, close } = await visit(host.url);
  const told: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(host.url)) told.push(request.url());
  });
  const found: string[] = [];
  const go = async (to: string) => {
    await page.evaluate((hash) => (location.hash = hash), `#/${to}`);
    await page.waitForSelector('main h1, main h2, main h3');
    await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
    // Menus hold names of sources, topics, benchmarks and baselines.
    await page.evaluate(() =>
      document.querySelectorAll<HTMLElement>('main button[aria-expanded=false]').forEach((b) => b.click()),
    );
    found.push(...(await dangers(page)).map((danger) => `${to}: ${danger}`));
  };
  for (const view of VIEWS) if (view !== 'paper' && view !== 'topic') await go(view);
  await go('papers?sort=title');
  await page.waitForSelector('.virtual article');
  const links = await page
    .locator('.virtual article h2 a')
    .evaluateAll((all) =>
      all.map((a) => ({ to: a.getAttribute('href')?.replace('#/', '') ?? '', title: a.textContent.trim() })),
    );
  expect(links.length).toBeGreaterThan(5);
  expect(links.some(({ title }) => title.includes('<img src=x'))).toBe(true);
  for (const { to } of links.slice(0, 12)) await go(to);
  expect(await page.evaluate(() => (window as unknown as { __hit?: string }).__hit)).toBeUndefined();
  expect({ found, errors, foreign: foreign.filter((url) => !url.startsWith(host.url)), told }).toEqual({
    found: [],
    errors: [],
    foreign: [],
    told: [],
  });
  await close();
}, 120_000);
