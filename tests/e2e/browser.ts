/** One real Chromium a test file, and pages that remember what went wrong in them. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { findBrowser, QUIET_FLAGS } from '../../scripts/browser.ts';
import { still } from './charts.ts';

export type Visit = {
  page: Page;
  /** Uncaught errors and console errors, in order. */
  errors: string[];
  /** Requests outside of the site's own origin. */
  foreign: string[];
  close: () => Promise<void>;
};

/** `fresh`: a page of its own even where the file keeps its pages warm. */
export type VisitOptions = BrowserContextOptions & { fresh?: boolean };

const NORMAL: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  locale: 'en-GB',
  reducedMotion: 'reduce',
  // Its requests are not the page's, so that faults put in their way would miss; offline.test.ts allows it.
  serviceWorkers: 'block',
};

async function openPage(browser: Browser, options: BrowserContextOptions, origin: string) {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) foreign.push(request.url());
  });
  return { context, page, errors, foreign };
}

/** A page as a test may leave it → its first view, with nothing remembered and nothing emulated but what was asked. */
async function asNew(page: Page, options: BrowserContextOptions): Promise<void> {
  await page.unrouteAll();
  await page.mouse.move(0, 0);
  if (options.viewport) await page.setViewportSize(options.viewport);
  await page.emulateMedia({
    media: null,
    // What a new context has, told nothing else.
    colorScheme: options.colorScheme ?? 'light',
    forcedColors: options.forcedColors ?? null,
    reducedMotion: options.reducedMotion ?? null,
  });
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
    scrollTo(0, 0);
    location.hash = '#/';
  });
  await still(page);
}

const REST_MS = 10_000;

/** Whether `task` is done without an error before the limit. */
async function inTime(task: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), REST_MS)));
  try {
    const done = task.then(
      () => true,
      () => false,
    );
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Starts the browser for a test file; `visit(path)` opens an isolated page on the site.
 * With `warm` a closed page of the same size and colours is visited again, at its first view and with nothing
 * remembered: its engine runs already, which a file that only looks at views would else start for each test.
 */
export function useBrowser({ warm = false } = {}): (path?: string, options?: VisitOptions) => Promise<Visit> {
  let browser: Browser | undefined;
  const idle = new Map<string, Awaited<ReturnType<typeof openPage>>[]>();
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (path = '', { fresh = false, ...asked } = {}) => {
    if (!browser) throw new Error('visit() is called before the browser has started');
    const url = inject('url');
    const options = { ...NORMAL, ...asked };
    const kept = warm && !fresh && path.startsWith('#');
    const key = JSON.stringify(options);
    const held = kept ? idle.get(key)?.pop() : undefined;
    const opened = held ?? (await openPage(browser, options, new URL(url).origin));
    const { page, context, errors, foreign } = opened;
    await page.goto(new URL(path, url).href);
    if (held) await still(page);
    const close = async () => {
      // A page that met an error is not trusted with the next test.
      if (!kept || page.isClosed() || errors.length > 0 || foreign.length > 0) return context.close();
      // Nor is one that does not come to rest.
      if (!(await inTime(asNew(page, options)))) return context.close();
      idle.set(key, [...(idle.get(key) ?? []), opened]);
    };
    return { page, errors, foreign, close };
  };
}
