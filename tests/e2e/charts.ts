/** What tests of charts share: waiting until one stands, and asking axe. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Nothing loads any more and no answer is under way. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('figure.frame, .empty, .failed', { timeout: 30_000 });
  await page.waitForFunction(() => !document.querySelector('[role=status].loading, [aria-busy=true]'));
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What a reader sees once the page has come to rest: two frames for a choice just made to reach the page, then
 * nothing busy (a busy screen is dimmed) and no fade on its way.
 */
export async function still(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(
    () =>
      !document.querySelector('[aria-busy=true]') &&
      document
        .getAnimations()
        .every((a) => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity),
  );
}

/** Serious and critical findings, as "rule: element". */
export async function axe(page: Page): Promise<string[]> {
  await still(page);
  await page.evaluate(source);
  return page.evaluate(async () => {
    type Finding = { id: string; impact: string; nodes: { html: string }[] };
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
