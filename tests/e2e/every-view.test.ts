/** What every view keeps: its own origin, no error, no sideways scroll, nothing serious for axe. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const visit = useBrowser();

type Violation = { id: string; impact: string; nodes: string[] };

async function seriousViolations(page: Page): Promise<Violation[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Found = { id: string; impact: string; nodes: { html: string }[] };
    type Axe = { run: (root: Document) => Promise<{ violations: Found[] }> };
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(document);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html.slice(0, 160)) }));
  });
}

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
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });
});
