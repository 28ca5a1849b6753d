/**
 * Photographs every screen of a served page, to be looked at: `npm run shots -- --url http://localhost:5173/ --out shots`.
 * `--only gains,compare` takes some, `--size wide|narrow`, `--theme light|dark` narrow it further.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser, QUIET_FLAGS } from './browser.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:5173/' },
    out: { type: 'string', default: 'shots' },
    only: { type: 'string' },
    size: { type: 'string' },
    theme: { type: 'string' },
  },
});

const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 360, height: 760 } };
const THEMES = ['light', 'dark'] as const;

type Shot = {
  name: string;
  hash: string;
  before?: (page: Page) => Promise<void>;
  after?: (page: Page) => Promise<void>;
};

const stall = (pattern: string) => (page: Page) =>
  page.route(pattern, () => new Promise<void>(() => undefined)).then(() => undefined);
const refuse = (pattern: string) => (page: Page) =>
  page.route(pattern, (route) => route.fulfill({ status: 503, body: 'down' })).then(() => undefined);
const firstPaper = async (page: Page) => {
  await page.locator('.virtual a[href*="#/paper/"]').first().click();
};

const SHOTS: Shot[] = [
  { name: 'trends', hash: '#/trends' },
  { name: 'trends-multiples', hash: '#/trends?as=multiples&by=quarter' },
  { name: 'trends-count', hash: '#/trends?last=24m&show=count' },
  { name: 'gains', hash: '#/gains' },
  { name: 'compare', hash: '#/compare' },
  { name: 'papers', hash: '#/papers' },
  { name: 'papers-search', hash: '#/papers?q=decoding' },
  { name: 'papers-empty', hash: '#/papers?q=zzzzqqqq' },
  { name: 'paper', hash: '#/papers?sort=gains', after: firstPaper },
  { name: 'topic', hash: '#/topic/speculative-decoding' },
  { name: 'loading', hash: '#/trends', before: stall('**/trend_cube*') },
  { name: 'papers-loading', hash: '#/papers', before: stall('**/*.wasm*') },
  { name: 'failed', hash: '#/trends', before: refuse('**/manifest.json') },
  { name: 'papers-failed', hash: '#/papers', before: refuse('**/papers-*.parquet') },
];

async function take(browser: Browser, shot: Shot, size: keyof typeof SIZES, theme: 'light' | 'dark') {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await shot.before?.(page);
  await page.goto(values.url + shot.hash, { waitUntil: 'domcontentloaded' });
  const stalled = shot.name.includes('loading') || shot.name.includes('failed');
  if (stalled) await page.waitForTimeout(4000);
  else await settled(page);
  if (shot.after) {
    await shot.after(page);
    await settled(page);
  }
  const file = join(values.out, `${shot.name}-${size}-${theme}.png`);
  // Tall pages are cut at three screens: an eye sees nothing on a picture of ten thousand pixels.
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width, height } = SIZES[size];
  await page.setViewportSize({ width, height: Math.max(height, Math.min(tall, height * 2)) });
  await page.waitForTimeout(150);
  await page.screenshot({ path: file });
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  console.log(
    file +
      (wide > 0 ? `  overflows by ${wide}px` : '') +
      (faults.length && !stalled ? `  ! ${faults[0]}` : ''),
  );
  await context.close();
}

/** Nothing says that it loads any more, and two frames have passed since. */
async function settled(page: Page) {
  await page.waitForTimeout(300);
  await page
    .waitForFunction(() => !document.querySelector('[role=status].loading, [aria-busy=true]'), undefined, {
      timeout: 20_000,
    })
    .catch(() => console.warn(`still loading: ${page.url()}`));
  await page.waitForTimeout(250);
}

mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: QUIET_FLAGS,
});
const only = values.only?.split(',');
for (const shot of SHOTS.filter(
  ({ name }) => !only || only.some((o) => name === o || (o.endsWith('*') && name.startsWith(o.slice(0, -1)))),
)) {
  for (const size of ['wide', 'narrow'] as const) {
    for (const theme of THEMES) {
      if ((values.size && values.size !== size) || (values.theme && values.theme !== theme)) continue;
      await take(browser, shot, size, theme);
    }
  }
}
await browser.close();
