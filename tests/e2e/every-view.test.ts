/** What every view keeps: its own origin, no error, no sideways scroll, nothing serious for axe. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { axe } from './charts.ts';

const visit = useBrowser({ warm: true });

/** The view has drawn when nothing says any more that it is loading. */
async function drawn(page: Page): Promise<void> {
  await page.waitForSelector('main h1, main h2');
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

const VIEWS = [
  'overview',
  'trends',
  'emerging',
  'gains',
  'compare',
  'papers',
  'coverage',
  'topic/speculative-decoding',
];
/** Contrast hangs on the theme and layout on the width, so two visits of a view see both of each. */
const LOOKS = [
  { name: 'wide and light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'at 360 px and dark', width: 360, height: 740, colorScheme: 'dark' },
] as const;

describe.each(VIEWS)('%s', (view) => {
  test.each(LOOKS)('keeps to itself, fits, and has nothing serious for axe, $name', async (look) => {
    const { width, height, colorScheme } = look;
    const { page, errors, foreign, close } = await visit(`#/${view}`, {
      viewport: { width, height },
      colorScheme,
    });
    await drawn(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ errors, foreign, overflow }).toEqual({ errors: [], foreign: [], overflow: 0 });
    expect(await axe(page)).toEqual([]);
    await close();
  });
});
