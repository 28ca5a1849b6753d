/**
 * `npm run bench:peer [-- --papers N --base DIR]`: the same trend and scatter over the same rows, drawn by Mosaic's
 * vgplot on the same DuckDB-WASM, its brush beside this page's. vgplot is fetched by npm into bench/peer, at the
 * version named here, and is no dependency of the project. Writes bench/peer.json.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';
import { ROOT } from '../build/options.ts';
import { serveFolder } from '../serve.ts';
import { enlarge } from './enlarge.ts';
import { quantiles } from './frames.ts';

const VGPLOT = '0.32.0';
const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '1000000' },
    base: { type: 'string', default: join(ROOT, 'public/data') },
    data: { type: 'string' },
    moves: { type: 'string', default: '120' },
  },
});

const dataset = resolve(values.data ?? join(ROOT, 'bench', `papers-${values.papers}`));
const manifest = await enlarge(resolve(values.base), values.data ? 0 : Number(values.papers), dataset);
const peer = join(ROOT, 'bench/peer');
mkdirSync(peer, { recursive: true });
cpSync(join(ROOT, 'scripts/bench/peer'), peer, { recursive: true });
writeFileSync(
  join(peer, 'package.json'),
  JSON.stringify({
    private: true,
    type: 'module',
    dependencies: { '@uwdata/vgplot': VGPLOT },
    // 2.7.0 needs a package that there is not; the engine is the one that this page runs.
    overrides: { '@uwdata/flechette': '2.6.0', '@duckdb/duckdb-wasm': '1.28.0' },
  }),
);
const install = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
  cwd: peer,
  stdio: 'inherit',
});
if (install.status !== 0) throw new Error(`npm install in ${peer} ended with ${install.status}`);

const at = (name: string) => join(ROOT, 'bench', name);
await build({ root: ROOT, logLevel: 'error', build: { outDir: at('site'), emptyOutDir: true } });
await build({ root: peer, configFile: false, logLevel: 'error', base: './', build: { outDir: at('peer-site'), emptyOutDir: true, target: 'es2022' } });

/**
 * Moves a real mouse with the button down, one move at a time, and waits until the page has answered: `settled` tells
 * in the page when what the move asked for is drawn. Milliseconds from the move to the frame after.
 */
async function drag(page: Page, selector: string, settled: string, moves: number): Promise<number[]> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`nothing to drag on: ${selector}`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.waitForTimeout(1500);
  await page.evaluate(`
    window.__times = [];
    addEventListener('pointermove', () => {
      const began = performance.now();
      const look = () => (${settled}) ? requestAnimationFrame(() => window.__times.push(performance.now() - began)) : setTimeout(look, 1);
      setTimeout(look, 0);
    }, true);`);
  for (let i = 0; i < moves; i++) {
    await page.mouse.move(box.x + box.width * (0.6 + 0.25 * Math.sin(i / 8)), y);
    await page.waitForFunction(`window.__times.length > ${i}`, undefined, { timeout: 60_000, polling: 5 });
  }
  await page.mouse.up();
  return page.evaluate<number[]>('window.__times');
}

const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
const open = async (site: string, hash: string) => {
  const server = await serveFolder(at(site), { data: dataset });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  page.on('pageerror', (error) => console.error(site, error.message));
  await page.goto(server.url + hash);
  return { server, page };
};

const moves = Number(values.moves);
const ours = await open('site', '#/trends');
await ours.page.waitForSelector('.trend path.line', { timeout: 120_000 });
await ours.page.waitForTimeout(3000);
// All that a move changes is done in the same task or the next one.
const oursTrend = await drag(ours.page, '.strip', 'true', moves);
await ours.server.close();

const gains = await open('site', '#/gains');
await gains.page.waitForSelector('.gains', { timeout: 120_000 });
await gains.page.waitForTimeout(3000);
const oursGains = await drag(gains.page, '.strip', 'true', moves);
await gains.server.close();

const theirs = await open('peer-site', '');
await theirs.page.waitForFunction('window.__ready === true', undefined, { timeout: 300_000 });
await theirs.page.waitForTimeout(3000);
const theirsBrush = await drag(theirs.page, '#brush svg', 'window.__pending() === 0', moves);
const loaded = await theirs.page.evaluate<number>('window.__loaded');
await theirs.server.close();
await browser.close();

const report = {
  papers: manifest.tables.papers.rows,
  claims: manifest.tables.metrics.rows,
  papertide: { trend: quantiles(oursTrend), gains: quantiles(oursGains) },
  vgplot: { version: VGPLOT, trendAndScatter: quantiles(theirsBrush), loadedMs: Math.round(loaded) },
  ratioOfP95: quantiles(theirsBrush).p95 / Math.max(0.1, quantiles(oursTrend).p95),
};
mkdirSync(join(ROOT, 'bench'), { recursive: true });
writeFileSync(at('peer.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report, null, 2));
