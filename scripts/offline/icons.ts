/** public/icon.svg as the PNG files that an installed page needs: `npx tsx scripts/offline/icons.ts`. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser, QUIET_FLAGS } from '../browser.ts';

const folder = resolve(import.meta.dirname, '../../public');
const svg = readFileSync(resolve(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  await page.screenshot({ path: resolve(folder, `icon-${size}.png`) });
  await page.close();
}
await browser.close();
