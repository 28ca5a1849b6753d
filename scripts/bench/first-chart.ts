/**
 * Time and bytes to the first chart of a built site on this machine, cold: `npx tsx scripts/bench/first-chart.ts --dist dist`.
 * Bytes are what went over the wire (headers and all) until the chart's lines stood; the engine must not be among them.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';
import { serveFolder } from '../serve.ts';

const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: 'dist' },
    runs: { type: 'string', default: '7' },
    hash: { type: 'string', default: '#/trends' },
    mark: { type: 'string', default: '.trend path.line' },
  },
});

const server = await serveFolder(values.dist);
const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });

async function measure() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const names = new Map<string, string>();
  const done: { file: string; bytes: number; at: number }[] = [];
  network.on('Network.requestWillBeSent', (event) => names.set(event.requestId, event.request.url));
  network.on('Network.loadingFinished', (event) => {
    const file = (names.get(event.requestId) ?? '?').replace(server.url, '');
    done.push({ file, bytes: event.encodedDataLength, at: event.timestamp });
  });
  // As text: what is compiled here may lean on names that the page does not have.
  await page.addInitScript(`
    requestAnimationFrame(function look() {
      const drawn = document.querySelector(${JSON.stringify(values.mark)})?.getAttribute('d');
      // The frame after the one that drew it: what is measured is seen.
      requestAnimationFrame(drawn ? () => performance.mark('first-chart') : look);
    });
  `);
  await page.goto(server.url + values.hash);
  const handle = await page.waitForFunction(() => performance.getEntriesByName('first-chart')[0]?.startTime, undefined, {
    timeout: 30_000,
  });
  const ms = Number(await handle.jsonValue());
  const before = await page.evaluate(
    (limit) =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry.startTime < limit)
        .map((entry) => entry.name),
    ms,
  );
  await page.waitForTimeout(300);
  const needed = done.filter(({ file }) => file === '/' || file === '' || before.some((name) => name.endsWith(file.replace(/^\//, ''))));
  await context.close();
  return { ms, bytes: needed.reduce((sum, { bytes }) => sum + bytes, 0), files: needed };
}

const runs = [];
for (let i = 0; i < Number(values.runs); i++) runs.push(await measure());
await browser.close();
await server.close();
const sorted = runs.map(({ ms }) => ms).sort((a, b) => a - b);
const last = runs.at(-1);
for (const { file, bytes } of last?.files ?? []) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(
  JSON.stringify({
    ms: { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1) },
    bytes: last?.bytes,
    engineBefore: last?.files.some(({ file }) => /duckdb|engine/.test(file)),
  }),
);
