/**
 * How long a pointer's move over Gains and Compare takes, with all it changes on the page:
 * `npx tsx scripts/bench/hover.ts --url http://localhost:5173/`. One line of JSON a view; times in milliseconds.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:5173/' } } });

const VIEWS = [
  ['#/gains', '.gains'],
  ['#/gains?of=quality', '.gains'],
  ['#/compare', '.compare'],
  ['#/compare?of=quality&by=year', '.compare'],
] as const;

/** In the page, as text, since the bundler's names do not exist there: 300 moves, one a frame. */
const moves = (selector: string) => `new Promise((done) => {
  const chart = document.querySelector('${selector}');
  const moved = [], frames = [];
  let last = performance.now(), i = 0;
  const next = (now) => {
    frames.push(now - last);
    last = now;
    if (i++ === 300) return done({ moved, frames: frames.slice(1) });
    const box = chart.getBoundingClientRect();
    const begun = performance.now();
    chart.dispatchEvent(new PointerEvent('pointermove', {
      bubbles: true,
      clientX: box.left + box.width * (0.25 + 0.6 * Math.abs(Math.sin(i * 12.9))),
      clientY: box.top + box.height * (0.1 + 0.8 * Math.abs(Math.sin(i * 7.3))),
    }));
    // The framework writes to the page in a microtask; reading a size makes the browser lay it out.
    Promise.resolve().then(() => (chart.offsetHeight, moved.push(performance.now() - begun)));
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

const at = (times: readonly number[], p: number): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0) * 10) / 10;
};

const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
for (const [hash, selector] of VIEWS) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(values.url + hash);
  await page.waitForSelector(selector, { timeout: 60_000 });
  await page.waitForTimeout(1500);
  const { moved, frames } = await page.evaluate<{ moved: number[]; frames: number[] }>(moves(selector));
  const claims = /([\d,.]+) claims?/.exec(await page.locator('.subtitle').first().innerText())?.[1];
  console.log(
    JSON.stringify({
      view: hash,
      claims,
      move: { p50: at(moved, 0.5), p95: at(moved, 0.95), max: at(moved, 1) },
      frame: { p50: at(frames, 0.5), p95: at(frames, 0.95) },
    }),
  );
  await page.close();
}
await browser.close();
