/**
 * `npm run bench:client [-- --papers 1000000 --base DIR --data DIR]`: the built site in a real Chromium over a dataset of
 * a million papers. Bytes and time to the first chart and to the engine, cold and warm; frames of hover, brush and
 * filter; a drill-down's time and bytes; the heap. Writes bench/client.json. `--data` measures a dataset that stands.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';
import { ROOT } from '../build/options.ts';
import { serveFolder } from '../serve.ts';
import { enlarge } from './enlarge.ts';
import { brushing, hovering, quantiles, type Frames } from './frames.ts';

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '1000000' },
    base: { type: 'string', default: join(ROOT, 'public/data') },
    data: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
});
const BARS = { firstChartMs: 600, firstChartBytes: 150_000, frameMs: 16, drillDownMs: 100, drillDownBytes: 1_000_000 };

const dataset = resolve(values.data ?? join(ROOT, 'bench', `papers-${values.papers}`));
const manifest = await enlarge(resolve(values.base), values.data ? 0 : Number(values.papers), dataset);
const dist = join(ROOT, 'bench/site');
await build({ root: ROOT, logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
const server = await serveFolder(dist, { data: dataset });
const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });

/** What the server has sent since the last time; the engine's worker asks it, too, which a page's own network log leaves out. */
function sentSince(): () => number {
  let mark = server.sent();
  return () => {
    const read = server.sent() - mark;
    mark += read;
    return read;
  };
}

const FIRST_LINE = `requestAnimationFrame(function look() {
  const drawn = document.querySelector('.trend path.line')?.getAttribute('d');
  requestAnimationFrame(drawn ? () => performance.mark('first-chart') : look);
});`;
const firstChart = async (page: Page) =>
  Number(
    await (
      await page.waitForFunction(() => performance.getEntriesByName('first-chart')[0]?.startTime, undefined, {
        timeout: 120_000,
      })
    ).jsonValue(),
  );

async function openings() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block', bypassCSP: true });
  const page = await context.newPage();
  const read = sentSince();
  /** Bytes of what was asked for before the chart stood: no worker has asked for anything by then. */
  const opened = async () => {
    const ms = await firstChart(page);
    const bytes = await page.evaluate<number>(`[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ startTime }) => startTime < ${ms}).reduce((sum, { transferSize }) => sum + transferSize, 0)`);
    return { ms, bytes };
  };
  await page.addInitScript(FIRST_LINE);
  await page.goto(`${server.url}#/trends`);
  const cold = await opened();
  await page.reload();
  const warm = await opened();
  // What the first chart left for later comes before the engine.
  await page.waitForTimeout(1500);
  read();
  // The engine is asked for by the first question that a cube cannot answer.
  const began = performance.now();
  await page.goto(`${server.url}#/papers`);
  await page.waitForSelector('.virtual article', { timeout: 120_000 });
  const engine = { ms: performance.now() - began, bytes: read() };
  await context.close();
  return { cold, warm, engine };
}

async function interactions() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block', bypassCSP: true });
  const page = await context.newPage();
  await page.addInitScript(FIRST_LINE);
  await page.goto(`${server.url}#/trends`);
  await firstChart(page);
  await page.waitForSelector('section[aria-labelledby=ranking] tbody tr', { timeout: 120_000 });
  await page.waitForTimeout(3000);
  const hover = await page.evaluate<Frames>(hovering('.trend'));
  const brush = await page.evaluate<Frames>(brushing('.strip'));
  const filter: number[] = [];
  const sources = manifest.sources.map(({ source }) => source);
  for (let i = 0; i < 12; i++) {
    const source = encodeURIComponent(sources[i % sources.length] ?? '');
    filter.push(
      await page.evaluate<number>(`new Promise((done) => {
        const began = performance.now();
        location.hash = '#/trends?source=${source}' + '${i % 2 ? '&show=count' : ''}';
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
      })`),
    );
    await page.waitForFunction(`document.querySelector('section[aria-labelledby=ranking]')?.getAttribute('aria-busy') === 'false'`);
    await page.waitForTimeout(200);
  }
  const heap = await page.evaluate(
    () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
  );
  await context.close();
  return { hover, brush, filter, heap };
}

/** Goes to `hash` and waits for the frame in which `shown` stands with other words than before; in ms. */
const leading = (hash: string, shown: string) => `new Promise((done, failed) => {
  const words = () => document.querySelector(${JSON.stringify(shown)})?.textContent;
  const before = words();
  const began = performance.now();
  location.hash = ${JSON.stringify(hash)};
  requestAnimationFrame(function look() {
    const now = words();
    if (now && now !== before) return requestAnimationFrame(() => done(performance.now() - began));
    if (performance.now() - began > 60000) return failed(new Error('a minute at ' + location.hash));
    requestAnimationFrame(look);
  });
})`;

/** A point's papers and a paper's page, the engine being ready. */
async function drillDowns() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block', bypassCSP: true });
  const page = await context.newPage();
  const read = sentSince();
  await page.goto(`${server.url}#/trends`);
  const row = page.locator('section[aria-labelledby=ranking] tbody th a').first();
  const topic = (await row.getAttribute('href', { timeout: 120_000 }))?.split('/').at(-1)?.split('?')[0];
  await page.evaluate(`location.hash = '#/papers'`);
  await page.waitForSelector('.virtual article', { timeout: 120_000 });
  await page.waitForTimeout(2000);
  const found: { what: string; ms: number; bytes: number }[] = [];
  const timed = async (what: string, hash: string, shown: string) => {
    await page.waitForTimeout(500);
    read();
    const ms = await page.evaluate<number>(leading(hash, shown));
    await page.waitForTimeout(700);
    found.push({ what, ms, bytes: read() });
  };
  const PAPER = '.virtual a[href*="#/paper/"]';
  for (const month of ['2021-03', '2023-06', '2025-02', '2024-10', '2022-09']) {
    const hash = `#/papers?from=${month}-01&to=${month}-28&topic=${topic}`;
    await timed('papers of a topic and month', hash, PAPER);
    const paper = await page.locator(PAPER).first().getAttribute('href');
    if (paper) await timed('a paper', paper, 'main h1');
  }
  await context.close();
  return found;
}

const opened = [];
for (let i = 0; i < Number(values.runs); i++) opened.push(await openings());
const moved = await interactions();
const drilled = await drillDowns();
await browser.close();
await server.close();

const middle = (list: number[]) => quantiles(list).p50;
const report = {
  papers: manifest.tables.papers.rows,
  load: loadavg()[0],
  firstChart: {
    cold: { ms: middle(opened.map((o) => o.cold.ms)), bytes: middle(opened.map((o) => o.cold.bytes)) },
    warm: { ms: middle(opened.map((o) => o.warm.ms)), bytes: middle(opened.map((o) => o.warm.bytes)) },
  },
  engineAndPapers: {
    ms: middle(opened.map((o) => o.engine.ms)),
    bytes: middle(opened.map((o) => o.engine.bytes)),
  },
  hover: { work: quantiles(moved.hover.work), frame: quantiles(moved.hover.frame) },
  brush: { work: quantiles(moved.brush.work), frame: quantiles(moved.brush.frame) },
  filter: quantiles(moved.filter),
  drillDown: Object.fromEntries(
    [...new Set(drilled.map(({ what }) => what))].map((what) => {
      const of = drilled.filter((d) => d.what === what);
      return [what, { ms: quantiles(of.map((d) => d.ms)), bytes: quantiles(of.map((d) => d.bytes)) }];
    }),
  ),
  heapMegabytes: moved.heap / 1e6,
  bars: BARS,
};
mkdirSync(join(ROOT, 'bench'), { recursive: true });
writeFileSync(join(ROOT, 'bench/client.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report, null, 2));
