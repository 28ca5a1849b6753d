/** The built page under its own policy, on a host that sends none of our headers. */
import { createServer } from 'node:http';
import { readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { VIEWS } from '../../src/app/options.ts';
import { useBrowser } from './browser.ts';
import { plainServer, type PlainServer } from './plain-server.ts';

const visit = useBrowser();
const dist = inject('dist');
let host: PlainServer;
beforeAll(async () => {
  host = await plainServer(dist);
});
afterAll(() => host.close());

/** Violations are told to the test as they come, from every page of the context. */
async function watch(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('tellViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellViolation } = window as unknown as { tellViolation(text: string): void };
      tellViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return violations;
}

const settled = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector('main h1, main h2') !== null &&
      document.querySelector('main [aria-busy="true"]') === null,
  );

/** Opens all that opens: menus, "i" signs, details; and moves over each drawing. Returns how many it opened. */
const openAll = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    let opened = 0;
    for (const one of document.querySelectorAll<HTMLElement>('button[aria-expanded=false], summary')) {
      // Opening one may have taken another away.
      if (!one.isConnected || opened === 40) continue;
      one.click();
      opened++;
      await painted();
    }
    for (const drawing of document.querySelectorAll('main svg, main canvas')) {
      const { x, y, width, height } = drawing.getBoundingClientRect();
      if (width < 100) continue;
      for (const type of ['pointerenter', 'pointermove']) {
        const at = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true };
        drawing.dispatchEvent(new PointerEvent(type, at));
        await painted();
      }
    }
    return opened;
  });

test('no view, menu or drawing asks for what the policy forbids, and nothing ends in a console error', async () => {
  const { page, errors, close } = await visit(host.url);
  const violations = await watch(page);
  await page.reload();
  const opened: Record<string, number> = {};
  const { paper } = await firstIds(page);
  for (const view of VIEWS) {
    const id = view === 'paper' ? `/${encodeURIComponent(paper)}` : view === 'topic' ? '/agents' : '';
    await page.goto(`${host.url}#/${view}${id}`);
    await settled(page);
    opened[view] = await openAll(page);
  }
  expect({ violations, errors }).toEqual({ violations: [], errors: [] });
  expect(Object.keys(opened)).toEqual([...VIEWS]);
  expect(Object.values(opened).reduce((sum, n) => sum + n)).toBeGreaterThan(VIEWS.length);
  await close();
}, 180_000);

/** A paper's id, from the list's first link. */
async function firstIds(page: Page): Promise<{ paper: string }> {
  await page.goto(`${host.url}#/papers`);
  await page.waitForSelector('.virtual article');
  const link = await page.locator('.virtual article h2 a').first().getAttribute('href');
  return { paper: decodeURIComponent(/paper\/([^?]*)/.exec(link ?? '')?.[1] ?? '') };
}

test('inline code, strings made markup, other origins and eval are refused, in the page and in the engine’s worker', async () => {
  const leaked: string[] = [];
  const foreign = createServer((request, response) => {
    leaked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('a,b\n1,2\n');
  });
  await new Promise<void>((ready) => foreign.listen(0, '127.0.0.1', ready));
  const elsewhere = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/leak.csv`;
  const { page, close } = await visit(host.url);
  await page.waitForSelector('main h2');
  const engineFile = readdirSync(join(dist, 'assets')).find((name) => /^engine-.*\.js$/.test(name));
  // As text: a bundler would make another import of it.
  const parts = await page.evaluateHandle(`import('${host.url}assets/${engineFile}')`);
  const results = await page.evaluate(
    async ({ elsewhere, parts }) => {
      const outcome = async (task: () => unknown) => {
        try {
          await task();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.message.split('\n')[0] : String(error);
        }
      };
      const hit = window as unknown as { hit?: true };
      const script = document.createElement('script');
      // A text node is markup's way around the sink that Trusted Types watch.
      script.append('window.hit = true');
      const image = new Image();
      image.src = `${elsewhere}?image`;
      document.body.append(script, image);
      const div = document.createElement('div');
      type Engine = { run(text: string, values: unknown[]): Promise<unknown[]> };
      const opened = Object.values(parts as Record<string, () => Promise<Engine>>);
      const { run } = (await Promise.all(opened.map((open) => open()))).find((e) => 'run' in e) as Engine;
      return {
        html: await outcome(() => (div.innerHTML = '<img src=x onerror="window.hit = true">')),
        eval: await outcome(() => (0, eval)('1')),
        fetch: await outcome(() => fetch(`${elsewhere}?fetch`)),
        beacon: await outcome(() => {
          if (!navigator.sendBeacon(`${elsewhere}?beacon`)) throw new Error('refused');
        }),
        worker: await outcome(() => new Worker(elsewhere)),
        one: await run('SELECT 1 AS one', []),
        sql: await outcome(() => run(`SELECT * FROM read_csv_auto('${elsewhere}?sql')`, [])),
        ran: hit.hit === true,
      };
    },
    { elsewhere, parts },
  );
  expect(results).toMatchObject({ ran: false, one: [{ one: 1 }] });
  for (const key of ['html', 'eval', 'fetch', 'worker', 'sql'] as const)
    expect(results[key]).not.toBe('done');
  await page.waitForTimeout(200);
  expect(leaked).toEqual([]);
  await close();
  foreign.close();
}, 60_000);
