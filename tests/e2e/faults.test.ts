/** The page on a host that fails: each fault ends in a message that says what and what to do, and a retry that works. */
import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Manifest } from '../../src/core/tables/schema.ts';
import { WHOLE_FILE_BYTES } from '../../src/db/load.ts';
import { useBrowser } from './browser.ts';
import { plainServer, type PlainServer } from './plain-server.ts';

const visit = useBrowser();
const dist = inject('dist');
const manifest = JSON.parse(readFileSync(join(dist, 'data/manifest.json'), 'utf8')) as Manifest;
const papers = manifest.tables.papers.files[0]?.file ?? '';
const cube = manifest.tables.trend_cube.files[0]?.file ?? '';

let host: PlainServer;
beforeAll(async () => {
  host = await plainServer(dist);
});
afterEach(() => {
  host.fault = null;
});
afterAll(() => host.close());

type Kind = (response: ServerResponse, whole: Buffer, request: IncomingMessage) => void;
/** What `does` in place of every answer to a path that `hits` matches. */
const failing = (hits: RegExp | string, does: Kind) => {
  host.fault = (request, response, whole) => {
    const path = request.url ?? '';
    const hit = typeof hits === 'string' ? path.endsWith(hits) : hits.test(path);
    if (hit) does(response, whole, request);
    return hit;
  };
};
const send =
  (status: number, type: string, body: (whole: Buffer) => string | Buffer): Kind =>
  (response, whole) => {
    const sent = Buffer.from(body(whole));
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': sent.length }).end(sent);
  };
const missing = send(404, 'text/plain', () => 'no such file');
const webPage = send(200, 'text/html', () => '<!doctype html><title>Home</title>');
const halfway: Kind = (response, whole) => {
  response.writeHead(200, { 'Content-Length': whole.length });
  response.write(whole.subarray(0, whole.length / 2), () => setTimeout(() => response.destroy(), 50));
};

const listed = (page: Page) => page.waitForSelector('.virtual article');
const alert = async (page: Page) => {
  await page.getByRole('alert').first().waitFor();
  return (await page.getByRole('alert').first().innerText()).replaceAll('\n', ' ');
};
/** An alert that says this; the one before may stand for a moment yet. */
const saying = (page: Page, what: RegExp, name?: string) =>
  expect.poll(() => alert(page), { timeout: 20_000, message: name }).toMatch(what);
const again = (page: Page) => page.getByRole('button', { name: 'Try again' }).first().click();
const toView = (page: Page, view: string) => page.evaluate((to) => (location.hash = `#/${to}`), view);
/** A chart is drawn: its lines and marks, not an icon or two. */
const drawn = (page: Page) =>
  page.waitForFunction(() => document.querySelectorAll('main svg path').length > 20);
const trendsLive = async (page: Page) => {
  await toView(page, 'trends');
  await drawn(page);
  expect(await page.getByRole('alert').count()).toBe(0);
};

describe('a table’s file', () => {
  const kinds: [string, Kind, RegExp][] = [
    ['is missing', missing, /papers-.*404.*build:data/],
    ['is cut short', send(200, '', (whole) => whole.subarray(0, 1000)), /papers-.*has 1000 bytes where/],
    [
      'was swapped for another version',
      send(200, '', (whole) => Buffer.from(whole).reverse()),
      /papers-.*holds other data than its name says/,
    ],
    ['is a web page with status 200', webPage, /papers-.*web page in its place/],
    ['is a web page of no type', send(200, '', () => '<!doctype html>'), /papers-.*has 15 bytes/],
    ['breaks off halfway', halfway, /papers-.*(broke off after|could not be reached).*try again/],
    ['is refused', send(503, 'text/plain', () => 'busy'), /papers-.*503.*Try again/],
  ];
  test('that fails is named with its fault; the charts live on, and trying again mends it', async () => {
    failing(papers, missing);
    const { page, close } = await visit(`${host.url}#/papers`);
    await alert(page);
    await trendsLive(page);
    await toView(page, 'papers');
    await alert(page);
    // Each fault follows on the one before, as trying again meets it.
    for (const [name, kind, says] of kinds) {
      failing(papers, kind);
      await again(page);
      await saying(page, says, name);
    }
    host.fault = null;
    await again(page);
    await listed(page);
    await trendsLive(page);
    await close();
  }, 60_000);

  test('that is slow comes late, and one without ranges comes whole', async () => {
    const { page, errors, close } = await visit(`${host.url}#/trends`);
    failing(/\.parquet$/, (response, whole) => {
      setTimeout(() => response.writeHead(200, { 'Content-Length': whole.length }).end(whole), 700);
    });
    await toView(page, 'papers');
    await page.reload();
    await listed(page);
    await trendsLive(page);
    expect(errors).toEqual([]);
    await close();
  });

  test('of the chart itself fails: the page says which, and trying again draws it', async () => {
    failing(cube, missing);
    const { page, close } = await visit(`${host.url}#/trends`);
    const kinds: [Kind, RegExp][] = [
      [halfway, /trend_cube-.*(broke off after|could not be reached)/],
      [missing, /trend_cube-.*404/],
      [send(200, '', () => 'PAR1 but no more'), /trend_cube-.*has 16 bytes/],
    ];
    await saying(page, /dataset could not be opened.*trend_cube-.*404/);
    for (const [kind, says] of kinds) {
      failing(cube, kind);
      await again(page);
      await saying(page, says);
    }
    host.fault = null;
    await again(page);
    await drawn(page);
    await close();
  });
});

test('a large file is read by range, or whole where there are none; a web page or a gap in its place is told', async () => {
  // Zeros between the pages and the footer: the same table, too large to be fetched whole.
  const small = readFileSync(join(dist, 'data', papers));
  const footer = small.readUInt32LE(small.length - 8) + 8;
  const large = Buffer.concat([
    small.subarray(0, small.length - footer),
    Buffer.alloc(WHOLE_FILE_BYTES),
    small.subarray(small.length - footer),
  ]);
  const named = structuredClone(manifest);
  const [file] = named.tables.papers.files;
  if (file) file.bytes = large.length;
  let [ranges, instead]: [boolean, Kind | null] = [true, null];
  host.fault = (request, response) => {
    if (request.url?.endsWith('manifest.json')) {
      response.end(JSON.stringify(named));
      return true;
    }
    if (!request.url?.endsWith(papers)) return false;
    if (instead) instead(response, large, request);
    else {
      const range = ranges ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') : null;
      const [from, to] = [Number(range?.[1] ?? 0), Number(range?.[2] || large.length - 1)];
      const body = large.subarray(from, to + 1);
      response.writeHead(range ? 206 : 200, {
        'Content-Length': body.length,
        ...(ranges && { 'Accept-Ranges': 'bytes' }),
        ...(range && { 'Content-Range': `bytes ${from}-${from + body.length - 1}/${large.length}` }),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
    return true;
  };
  const { page, close } = await visit(`${host.url}#/papers`);
  await listed(page);
  ranges = false;
  await page.reload();
  await listed(page);
  ranges = true;
  for (const [kind, says] of [
    [webPage, /papers-.*web page in its place/],
    [send(200, '', () => 'PAR1'), /papers-.*has 4 bytes where/],
  ] as const) {
    instead = kind;
    if (kind === webPage) await page.reload();
    else await again(page);
    await saying(page, says);
  }
  instead = null;
  await again(page);
  await listed(page);
  await close();
}, 60_000);

test('a manifest that is missing, cut, no JSON or of another version says so, and trying again opens the data', async () => {
  const json = (change: object) =>
    send(200, 'application/json', () => JSON.stringify({ ...manifest, ...change }));
  const kinds: [Kind, RegExp][] = [
    [missing, /manifest\.json.*404.*build:data/],
    [webPage, /manifest\.json.*web page/],
    [send(200, '', (whole) => whole.subarray(0, 500)), /manifest\.json.*not JSON/],
    [send(200, '', () => 'null'), /manifest\.json.*format undefined/],
    [json({ version: 0 }), /manifest\.json.*version 0; this page reads papertide 1/],
    [json({ tables: {} }), /manifest\.json.*lacks the tables papers/],
  ];
  failing('manifest.json', missing);
  const { page, close } = await visit(`${host.url}#/trends`);
  await alert(page);
  for (const [kind, says] of kinds) {
    failing('manifest.json', kind);
    await again(page);
    await saying(page, says);
  }
  host.fault = null;
  await again(page);
  await drawn(page);
  await close();
});

test('a dataset that was replaced while the page was open is taken up by trying again', async () => {
  failing(papers, missing);
  const { page, close } = await visit(`${host.url}#/papers`);
  await alert(page);
  const [before, after] = [papers, 'papers-replaced.parquet'];
  const fresh = JSON.stringify(manifest)
    .replaceAll(before, after)
    .replace(manifest.content, 'fedcba9876543210');
  const bytes = readFileSync(join(dist, 'data', papers));
  host.fault = (request, response) => {
    const answer = request.url?.endsWith('manifest.json')
      ? fresh
      : request.url?.endsWith(after)
        ? bytes
        : null;
    if (answer !== null) response.end(answer);
    return answer !== null;
  };
  await again(page);
  await listed(page);
  expect(await page.locator('footer').innerText()).toContain('fedcba9876');
  await close();
});

describe('the engine', () => {
  const worker = /duckdb-browser-.*\.js$/;
  const wasm = /\.wasm$/;
  const kinds: [string, RegExp, Kind, RegExp][] = [
    ['has no script', worker, missing, /duckdb-browser-.*could not be run.*reload/],
    ['has no module', wasm, missing, /engine: could not start.*Try again/],
    ['has a web page for a module', wasm, webPage, /engine: could not start.*Try again/],
    ['has a cut module', wasm, halfway, /engine: could not start.*Try again/],
    [
      'is refused memory',
      worker,
      send(
        200,
        'text/javascript',
        (whole) =>
          `WebAssembly.instantiate = WebAssembly.instantiateStreaming = () => Promise.reject(new RangeError('Out of memory: Cannot allocate Wasm memory for new instance'));${whole.toString()}`,
      ),
      /engine: could not start.*memory/,
    ],
  ];
  test('that cannot start says why; charts live on, and trying again starts it', async () => {
    const { page, close } = await visit(`${host.url}#/trends`);
    for (const [name, file, kind, says] of kinds) {
      failing(file, kind);
      await toView(page, 'papers');
      await page.reload();
      expect(await alert(page), name).toMatch(says);
      await trendsLive(page);
      host.fault = null;
      await toView(page, 'papers');
      // The engine may start anew by itself, for the view's own question.
      await Promise.race([listed(page), alert(page)]);
      if ((await page.getByRole('alert').count()) > 0) await again(page);
      await listed(page);
    }
    await close();
  }, 120_000);

  test('that dies is started anew by the next question; one that waited for it says so', async () => {
    const { page, close } = await visit(`${host.url}#/papers`);
    await listed(page);
    const theWorker = () => page.workers().findLast((one) => one.url().startsWith('blob:'));
    await theWorker()?.evaluate('self.close()');
    const first = () => page.locator('.virtual article h2').first().innerText();
    const newest = await first();
    await toView(page, 'papers?sort=oldest');
    await expect.poll(first, { timeout: 20_000 }).not.toBe(newest);
    // It takes a question, and dies over it.
    await theWorker()?.evaluate('self.onmessage = () => self.close(), 0');
    await toView(page, 'papers?sort=title');
    expect(await alert(page)).toMatch(/query engine.*was stopped by the browser.*try again/);
    await trendsLive(page);
    await toView(page, 'papers?sort=title');
    await listed(page);
    await close();
  });
});

test('a view whose code cannot be fetched says so, and trying again or another view works', async () => {
  const { page, close } = await visit(`${host.url}#/trends`);
  await drawn(page);
  failing(/Papers-.*\.js$/, missing);
  await toView(page, 'papers');
  expect(await alert(page)).toMatch(/This view could not be loaded.*reload the page/);
  await trendsLive(page);
  host.fault = null;
  await toView(page, 'papers');
  await listed(page);
  await close();
});

describe('what the browser keeps', () => {
  const VIEWS = ['trends', 'papers', 'gains', 'compare', 'sql'];
  const walk = async (page: Page) => {
    for (const view of VIEWS) {
      await toView(page, view);
      await page.waitForSelector('main h1, main h2');
      await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
      expect(await page.getByRole('alert').count(), view).toBe(0);
    }
    await page.getByRole('button', { name: /^Colours/ }).click();
  };

  test('storage that is forbidden or full changes nothing but what is remembered', async () => {
    const { page, errors, close } = await visit(host.url);
    for (const how of ['forbidden', 'full']) {
      await page.addInitScript((forbid) => {
        const refuse = (name: string) => () => {
          throw new DOMException('The operation is insecure.', name);
        };
        if (forbid) {
          for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
            Object.defineProperty(window, name, { get: refuse('SecurityError'), configurable: true });
        } else {
          Storage.prototype.setItem = refuse('QuotaExceededError');
          IDBFactory.prototype.open = refuse('QuotaExceededError');
        }
      }, how === 'forbidden');
      await page.goto(`${host.url}#/trends`);
      await page.reload();
      await walk(page);
    }
    expect(errors).toEqual([]);
    await close();
  }, 60_000);

  test('an old state that no longer reads is left aside', async () => {
    const { page, errors, close } = await visit(`${host.url}#/trends`);
    await walk(page);
    for (const garbage of ['{"cut":', '[null,{"a":1}]', 'null']) {
      const kept = await page.evaluate((text) => {
        const names = [...Object.keys(localStorage), 'papertide-theme'];
        for (const name of names) localStorage.setItem(name, text);
        for (const name of Object.keys(sessionStorage)) sessionStorage.setItem(name, text);
        history.replaceState({ step: 'of another version' }, '');
        return names.length;
      }, garbage);
      expect(kept).toBeGreaterThan(0);
      await page.reload();
      await page.waitForSelector('main h1, main h2');
      expect(await page.getByRole('alert').count()).toBe(0);
    }
    await walk(page);
    expect(errors).toEqual([]);
    await close();
  }, 60_000);
});

test('no address, however old or odd, ends in an error or a page that waits for ever', async () => {
  const { page, errors, close } = await visit(`${host.url}#/trends`);
  await drawn(page);
  const odd = [
    'nonsense',
    'trends?topic=%E0%A4%A&last=99m&by=__proto__',
    'trends?topic=constructor,__proto__,no-such-topic&from=2025-13-45&to=0000-00-00',
    'trends?from=9999-12-31&to=0001-01-01',
    'paper/%00',
    'paper/__proto__?at=constructor',
    'paper/arxiv:0000.00000',
    'topic/constructor',
    'topic/__proto__',
    `compare?by=toString&of=hasOwnProperty&topic=${'x'.repeat(5000)}`,
    'gains?of=speed&form=points&baseline=%27%3B%20DROP%20TABLE%20papers%3B--&without=most',
    'papers?q=%27%20OR%201%3D1--%00%FF&sort=constructor',
    'coverage?of=valueOf',
    'overview?against=%3Cscript%3E',
    `papers?q=${encodeURIComponent('\u202E\u0000\uFFFD')}`,
  ];
  for (const address of odd) {
    await toView(page, address);
    await page.waitForSelector('main h1, main h2, main h3');
    await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
    expect(await page.getByRole('alert').count(), address).toBe(0);
  }
  expect(errors).toEqual([]);
  await close();
}, 90_000);

test('two tabs work side by side', async () => {
  const { page, errors, close } = await visit(`${host.url}#/papers`);
  const second = await page.context().newPage();
  await second.goto(`${host.url}#/papers`);
  await Promise.all([listed(page), listed(second)]);
  await second.close();
  await toView(page, 'papers?sort=title');
  await listed(page);
  expect(errors).toEqual([]);
  await close();
});

test('the files that the faults are about are those of the site', () => {
  const names = readdirSync(join(dist, 'data'));
  expect([papers, cube].every((name) => names.includes(name))).toBe(true);
});
