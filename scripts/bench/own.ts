/**
 * `npm run bench:own [-- --dist dist --papers 10000 --runs 3 --cores N]`: own digests in the page, in a real browser. Abstracts are the
 * sample's, cut into other papers, so that all are read; time runs from the drop to the charts that hold them. Beside it the longest
 * gap between two frames and the long tasks of the page meanwhile.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { walk } from '../build/walk.ts';
import { ROOT } from '../build/options.ts';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';
import { serveFolder } from '../serve.ts';
import { parseDigest } from '../../src/core/digest/parse.ts';

const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: 'dist' },
    data: { type: 'string' },
    papers: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
    digests: { type: 'string' },
    cores: { type: 'string' },
  },
});
const wanted = Number(values.papers);
const reference = resolve(process.env['PAPERTIDE_CORPUS'] ?? join(ROOT, '../shared/digests'));
const digests = values.digests ?? (existsSync(reference) ? reference : join(ROOT, 'data/digests'));

/** Abstracts of the digests; where they are fewer than asked for, again with another first sentence. */
function abstracts(): string[] {
  const texts = walk([digests], 2025).files.flatMap((file) => {
    const bytes = new Uint8Array(readFileSync(file.absolute));
    return parseDigest({ path: file.path, bytes, given: file.given }).mentions.map((m) => m.abstract ?? m.summary ?? '');
  });
  const whole = [...new Set(texts)].filter((text) => text.length > 400);
  return Array.from({ length: wanted }, (_, i) => {
    const text = whole[i % whole.length] ?? '';
    return i < whole.length ? text : `This is reading ${i} of it. ${text}`;
  });
}

const texts = abstracts();
const rows = texts.map((abstract, i) => ({
  title: `Measured paper ${i} of many`,
  url: `https://arxiv.org/abs/${2500 + Math.floor(i / 90_000)}.${String(10_000 + (i % 90_000))}`,
  date: new Date(Date.UTC(2025, 0, 1 + (i % 300))).toISOString().slice(0, 10),
  abstract,
}));
const lines = rows.map((row) => JSON.stringify(row)).join('\n');

const server = await serveFolder(values.dist, values.data ? { data: values.data } : {});
const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });

async function once() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  if (values.cores)
    await page.addInitScript(`Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => ${Number(values.cores)} })`);
  await page.goto(`${server.url}#/own`);
  await page.waitForSelector('input[type=file]', { state: 'attached' });
  // The engine starts by itself after the first paint; what is measured is the reading.
  await page.goto(`${server.url}#/papers`);
  await page.waitForSelector('.virtual article', { timeout: 60_000 });
  await page.goto(`${server.url}#/own`);
  await page.waitForSelector('input[type=file]', { state: 'attached' });
  await page.evaluate(`
    window.gaps = []; window.long = [];
    new PerformanceObserver((list) => { for (const e of list.getEntries()) window.long.push(Math.round(e.duration)); }).observe({ type: 'longtask' });
    (() => { let last = performance.now(); requestAnimationFrame(function tick(now) { window.gaps.push(now - last); last = now; requestAnimationFrame(tick); }); })();
    window.began = performance.now();
  `);
  // The file is made in the page, so that its way there is no part of the time.
  await page.evaluate((text) => Object.assign(globalThis, { text }), lines);
  await page.evaluate(`
    window.transfer = new DataTransfer();
    window.transfer.items.add(new File([window.text], 'many_2025-01-01.jsonl'));
  `);
  // Making the file is no part of what is measured: the page comes to rest first.
  await page.waitForTimeout(1000);
  await page.evaluate(`
    window.gaps.length = 0; window.long.length = 0; window.began = performance.now();
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: window.transfer, bubbles: true, cancelable: true }));
    window.done = new Promise((done) => requestAnimationFrame(function look() {
      const what = document.querySelector('.progress .what')?.textContent.replace(/:.*/, '');
      if (document.querySelector('#own-files')?.textContent.includes('of yours') && !what) done(performance.now() - window.began);
      else requestAnimationFrame(look);
    }));
  `);
  const ms = (await page.evaluate('window.done')) as number;
  const found = (await page.evaluate(`({
    gap: Math.max(...window.gaps), long: window.long,
    stages: performance.getEntriesByType('measure').filter((m) => m.name.startsWith('own: '))
      .map((m) => ({ what: m.name.slice(5), ms: Math.round(m.duration) })),
    said: document.querySelector('#own-files').textContent.trim(),
  })`)) as { gap: number; long: number[]; stages: { what: string; ms: number }[]; said: string };
  await context.close();
  return { ms: Math.round(ms), ...found, gap: Math.round(found.gap) };
}

const runs = [];
for (let i = 0; i < Number(values.runs); i++) runs.push(await once());
await browser.close();
await server.close();
const middle = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
for (const run of runs)
  console.log(
    `${run.said}: ${run.ms} ms; longest gap between frames ${run.gap} ms; long tasks ${run.long.join(', ') || 'none'}; ` +
      run.stages.map(({ what, ms }) => `${what} ${ms}`).join(', '),
  );
const ms = middle(runs.map((run) => run.ms));
console.log(
  `${wanted} abstracts (${(lines.length / 1024 / 1024).toFixed(1)} MB): median ${ms} ms (${Math.round((wanted / ms) * 1000)} a second), ` +
    `longest gap ${Math.max(...runs.map((run) => run.gap))} ms`,
);
