/** The views as other readers have them: on paper, in forced colours, at 200%, without motion. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settled, showLook } from '../../scripts/chart-files.ts';
import { useBrowser, type Visit } from './browser.ts';

const visit = useBrowser();
const VIEWS = ['overview', 'trends', 'emerging', 'gains', 'compare', 'claims', 'papers', 'coverage'];

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** One page for all views of a look: its errors are of them all. */
function onePage(options: Parameters<typeof visit>[1]) {
  const held: { visited?: Visit } = {};
  beforeAll(async () => {
    held.visited = await visit('#/trends', options);
    await settled(held.visited.page);
  });
  afterAll(async () => {
    await held.visited?.close();
  });
  return () => {
    if (!held.visited) throw new Error('The page was not opened.');
    return held.visited;
  };
}

describe('on paper', () => {
  // A4 between its margins.
  const opened = onePage({ viewport: { width: 703, height: 1000 }, colorScheme: 'dark' });

  test.each(VIEWS)('%s fits the page, without what is there for a pointer', async (view) => {
    const { page, errors } = opened();
    await page.emulateMedia({ media: 'screen' });
    await showLook(page, view);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const found = await page.evaluate(() => {
      const shown = (selector: string) =>
        [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility()).length;
      return {
        shell: shown('header.top, section.bar, .strip, .tools'),
        buttons: shown('main button:not(table *)'),
        where: shown('main > .print-only'),
        wide: [...document.querySelectorAll('.drawing svg, .drawing canvas')].filter(
          (one) => one.getBoundingClientRect().right > 704,
        ).length,
        // A list of thousands of rows must not become hundreds of empty pages.
        pages: Math.ceil(document.documentElement.scrollHeight / 1000) > 40,
        ground: getComputedStyle(document.documentElement).colorScheme,
      };
    });
    expect(found).toEqual({ shell: 0, buttons: 0, where: 1, wide: 0, pages: false, ground: 'light' });
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(errors).toEqual([]);
  });

  test('a list is read to the bound of what is printed before it is, and the paper says how much stands there', async () => {
    const { page, errors } = opened();
    await page.emulateMedia({ media: 'screen' });
    await showLook(page, 'papers');
    const total = Number((await page.locator('h1').innerText()).replace(/\D/g, ''));
    await page.evaluate(() => {
      window.print = () => (document.body.dataset['asked'] = 'yes');
    });
    await page.keyboard.press('Control+p');
    await page.waitForSelector('body[data-asked]', { timeout: 60_000 });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const rows = Math.min(500, total);
    expect(await page.locator('.virtual article').count()).toBe(rows);
    expect((await page.locator('section .print-only').innerText()).replace(/,/g, '')).toContain(
      rows < total ? `The first ${rows} of ${total} papers` : `All ${total} papers`,
    );
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(errors).toEqual([]);
  }, 120_000);

  test('a table is printed to its last row', async () => {
    const { page } = opened();
    await page.emulateMedia({ media: 'screen' });
    await showLook(page, 'trends?by=month');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const rows = page.locator('figure.frame tbody tr');
    const cut = () =>
      page.locator('figure.frame .scroll').evaluate((one) => one.scrollHeight - one.clientHeight);
    expect(await rows.count()).toBeGreaterThan(25);
    expect(await cut()).toBeGreaterThan(200);
    await page.emulateMedia({ media: 'print' });
    expect(await cut()).toBeLessThanOrEqual(1);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Chart', exact: true }).click();
  });

  test('the chart has the paper’s width while it is printed, and its own again after', async () => {
    const { page } = opened();
    await page.setViewportSize({ width: 1280, height: 900 });
    await showLook(page, 'trends');
    const drawnAt = (least: number) =>
      page.waitForFunction(
        (pixels) => (document.querySelector('.trend svg')?.getBoundingClientRect().width ?? 0) > pixels,
        least,
      );
    await drawnAt(1000);
    // What the browser itself says when it prints.
    await page.evaluate(() => {
      addEventListener('beforeprint', () => {
        document.body.dataset['printed'] = String(
          document.querySelector('.trend svg')?.getAttribute('width'),
        );
      });
    });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages > 0 && pages < 20).toBe(true);
    expect(await page.evaluate(() => document.body.dataset['printed'])).toBe('680');
    await drawnAt(1000);
    await page.setViewportSize({ width: 703, height: 1000 });
  });
});

describe('in forced colours', () => {
  const opened = onePage({ forcedColors: 'active', viewport: { width: 1280, height: 900 } });

  test('series are told apart by dashes, and a label stands beside each', async () => {
    const { page } = opened();
    await showLook(page, 'trends?topic=agents,rag,llm,reasoning,diffusion,quantization&last=24m');
    const lines = await page
      .locator('.trend path.line[data-series]')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).strokeDasharray));
    expect(lines.length).toBeGreaterThan(2);
    expect(new Set(lines).size).toBe(lines.length);
    expect(await page.locator('.trend text.label').count()).toBe(lines.length);
    // In the reader's own colour of text, not in ours.
    const colours = await page.evaluate(() => [
      getComputedStyle(document.querySelector('.trend path.line')?.parentElement as Element).stroke,
      getComputedStyle(document.body).color,
    ]);
    expect(colours[0]).toBe(colours[1]);
  });

  test('focus, the chosen tab, the chosen switch and chips are seen without colour', async () => {
    const { page } = opened();
    await showLook(page, 'trends?topic=agents');
    const styles = await page.evaluate(() => {
      const of = (selector: string, key: 'borderBottomColor' | 'backgroundColor') =>
        getComputedStyle(document.querySelector(selector) as Element)[key];
      return {
        tabs: [
          of('nav [aria-current]', 'borderBottomColor'),
          of('nav a:not([aria-current])', 'borderBottomColor'),
        ],
        switches: [
          of('fieldset label:has(:checked)', 'backgroundColor'),
          of('fieldset label:not(:has(:checked))', 'backgroundColor'),
        ],
        chip: [
          of('ul[aria-label="What is chosen"] button', 'borderBottomColor'),
          of('body', 'backgroundColor'),
        ],
      };
    });
    for (const [name, [one, other]] of Object.entries(styles)) expect(one, name).not.toBe(other);
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
      return [outlineStyle, Number.parseFloat(outlineWidth) >= 2];
    });
    expect(outline).toEqual(['solid', true]);
  });

  test.each(VIEWS)('%s has text and marks that stand out of the ground', async (view) => {
    const { page, errors } = opened();
    await showLook(page, view);
    const lost = await page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return [...document.querySelectorAll('main svg text')].filter(
        (one) => one.checkVisibility() && getComputedStyle(one).fill === ground,
      ).length;
    });
    expect({ lost, errors }).toEqual({ lost: 0, errors: [] });
  });
});

describe('at 200%', () => {
  // A window of 1280 pixels at 200% is one of 640.
  const opened = onePage({ viewport: { width: 640, height: 450 } });

  test.each([...VIEWS, 'topic/speculative-decoding'])(
    '%s has no text cut off and no sideways scroll',
    async (view) => {
      const { page, errors } = opened();
      await showLook(page, view);
      const cut = await page.evaluate(() => {
        const within = document.documentElement.clientWidth + 1;
        /** What is reached by scrolling, or ends with an ellipsis that says so. */
        const reached = (one: Element | null): boolean => {
          if (!one) return false;
          const { overflowX, textOverflow } = getComputedStyle(one);
          return /auto|scroll/.test(overflowX) || textOverflow === 'ellipsis' || reached(one.parentElement);
        };
        return [...document.querySelectorAll<HTMLElement>('body *')].flatMap((one) => {
          const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
          if (!own || !one.checkVisibility() || one.closest('.visually-hidden, .skip')) return [];
          const { overflowX, textOverflow } = getComputedStyle(one);
          const hidden =
            /hidden|clip/.test(overflowX) &&
            textOverflow !== 'ellipsis' &&
            one.scrollWidth > one.clientWidth + 1;
          const beyond = one.getBoundingClientRect().right > within && !reached(one);
          return hidden || beyond
            ? [`${one.localName}.${one.className}: ${one.textContent?.trim().slice(0, 50)}`]
            : [];
        });
      });
      expect({ cut, errors, overflow: await overflow(page) }).toEqual({ cut: [], errors: [], overflow: 0 });
    },
  );
});

test('with reduced motion nothing moves for longer than a frame', async () => {
  const { page, close } = await visit('#/gains', { reducedMotion: 'reduce' });
  await settled(page);
  await showLook(page, 'trends');
  await page.locator('.trend').hover();
  const slow = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => {
      const { animationDuration, transitionDuration } = getComputedStyle(one);
      const longest = Math.max(
        ...`${animationDuration},${transitionDuration}`.split(',').map((text) => Number.parseFloat(text)),
      );
      return longest > 0.001 ? [`${one.localName} ${longest}s`] : [];
    }),
  );
  expect(slow).toEqual([]);
  await close();
});
