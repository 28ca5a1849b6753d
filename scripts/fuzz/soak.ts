/**
 * `npm run soak [-- STEPS] [DIST]`: an hour of use as fast as it goes: views, filters, charts, papers and searches on the built
 * site. The heap it ends with is compared with the heap after the first tenth, both after a collection.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';
import { ROOT } from '../build/options.ts';
import { serveFolder } from '../serve.ts';

export type Soak = { steps: number; began: number; ended: number; nodes: [number, number]; errors: string[] };

/** What a reader does, again and again; each leads back to where others can begin. */
const WALK = [
  'trends', 'trends?by=month', 'trends?topic=agents,rag', 'trends?show=count', 'gains', 'gains?of=memory', 'compare', 'compare?by=baseline',
  'papers', 'papers?sort=title', 'papers?q=language', 'overview', 'emerging', 'coverage', 'topic/agents', 'papers?q=zzqqxx', 'trends?last=6m',
]; // prettier-ignore

const settled = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector('main h1, main h2, main h3') !== null &&
      document.querySelector('main [aria-busy="true"]') === null,
  );

/** Bytes in use and DOM nodes, after what can be collected is. */
async function measure(page: Page, session: CDPSession): Promise<{ bytes: number; nodes: number }> {
  await settled(page);
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { bytes: of('JSHeapUsedSize'), nodes: of('Nodes') };
}

export async function soak(
  page: Page,
  url: string,
  steps: number,
  say: (line: string) => void,
): Promise<Soak> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  await page.goto(`${url}#/trends`);
  const warm = Math.max(WALK.length, Math.ceil(steps / 10));
  let first: Awaited<ReturnType<typeof measure>> | undefined;
  for (let step = 0; step < steps; step++) {
    const to = WALK[step % WALK.length] ?? 'trends';
    await page.evaluate((hash) => (location.hash = hash), `#/${to}`);
    // Not waitForSelector: the element that it gives is held by the browser, and all of its page with it.
    await settled(page);
    await page.evaluate((n) => {
      const drawing = document.querySelectorAll('main svg, main canvas')[n % 5];
      const { x = 0, y = 0, width = 0 } = drawing?.getBoundingClientRect() ?? {};
      const at = { clientX: x + ((n * 37) % Math.max(1, width)), clientY: y + 20, bubbles: true };
      drawing?.dispatchEvent(new PointerEvent('pointermove', at));
      document.querySelectorAll<HTMLElement>('main button[aria-expanded=false]')[n % 4]?.click();
      scrollTo(0, (n * 331) % 4000);
    }, step);
    if (step === warm) first = await measure(page, session);
    if (step % 100 === 99) {
      const { bytes, nodes } = await measure(page, session);
      say(`${step + 1} steps: ${(bytes / 1e6).toFixed(1)} MB, ${nodes} nodes`);
    }
  }
  // At the view where the first figure was taken.
  await page.evaluate((hash) => (location.hash = hash), `#/${WALK[warm % WALK.length]}`);
  const last = await measure(page, session);
  const began = first ?? last;
  return { steps, began: began.bytes, ended: last.bytes, nodes: [began.nodes, last.nodes], errors };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [steps = '2000', dist = 'dist'] = process.argv.slice(2);
  const server = await serveFolder(resolve(ROOT, dist));
  const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const { began, ended, nodes, errors } = await soak(page, server.url, Number(steps), (line) =>
    console.log(line),
  );
  await browser.close();
  await server.close();
  const grown = (100 * (ended - began)) / began;
  console.log(
    `${steps} interactions: ${(began / 1e6).toFixed(1)} MB to ${(ended / 1e6).toFixed(1)} MB (${grown.toFixed(1)}%), ` +
      `${nodes.join(' to ')} nodes, ${errors.length} errors`,
  );
  for (const error of errors) console.error(error);
  process.exitCode = grown <= 20 && errors.length === 0 ? 0 : 1;
}
