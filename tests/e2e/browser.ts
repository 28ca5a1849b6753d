/** One real Chromium a test file, and pages that remember what went wrong in them. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { findBrowser, QUIET_FLAGS } from '../../scripts/browser.ts';

export type Visit = {
  page: Page;
  /** Uncaught errors and console errors, in order. */
  errors: string[];
  /** Requests outside of the site's own origin. */
  foreign: string[];
  close: () => Promise<void>;
};

/** Starts the browser for a test file; `visit(path)` opens a fresh, isolated page on the site. */
export function useBrowser(): (path?: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (path = '', options = {}) => {
    if (!browser) throw new Error('visit() is called before the browser has started');
    const url = inject('url');
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      // Its requests are not the page's, so that faults put in their way would miss; offline.test.ts allows it.
      serviceWorkers: 'block',
      ...options,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    const foreign: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^https?:$/.test(protocol) && origin !== new URL(url).origin) foreign.push(request.url());
    });
    await page.goto(new URL(path, url).href);
    return { page, errors, foreign, close: () => context.close() };
  };
}
