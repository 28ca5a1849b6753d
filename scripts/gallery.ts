/**
 * Every chart of the sample as one page of pictures: `npm run gallery`. It shows what `dist` holds, or a running page:
 * `npm run gallery -- --url http://localhost:5173/ --out gallery`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser, QUIET_FLAGS } from './browser.ts';
import { chartFile, chartNames, chartOf, LOOKS, showLook } from './chart-files.ts';
import { serveFolder } from './serve.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, out: { type: 'string', default: 'gallery' } },
});

const dist = resolve(import.meta.dirname, '../dist');
if (!values.url && !existsSync(join(dist, 'index.html'))) {
  console.error(
    'There is no built page: run `npm run build:data` and `npm run build` first, or name one with --url.',
  );
  process.exit(1);
}
const server = values.url ? null : await serveFolder(dist);
const url = values.url ?? server?.url ?? '';

const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_FLAGS });
const page = await browser.newPage({
  viewport: { width: 1280, height: 900 },
  locale: 'en-GB',
  reducedMotion: 'reduce',
});
await page.goto(url);
const figures: string[] = [];
for (const look of LOOKS) {
  await showLook(page, look);
  for (const name of await chartNames(page)) {
    const svg = await chartFile(chartOf(page, name), 'SVG');
    if (!svg) continue;
    const file = `${look.replaceAll(/[^a-z0-9]+/g, '-')}-${name}.svg`;
    writeFileSync(join(values.out, file), svg.bytes);
    figures.push(
      `<figure><a href="${file}"><img src="${file}" alt=""></a><figcaption><code>#/${escaped(look)}</code> ${name}</figcaption></figure>`,
    );
    console.log(file);
  }
}
await browser.close();
await server?.close();
writeFileSync(
  join(values.out, 'index.html'),
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Papertide: gallery</title>
<style>
body { margin: 2rem; font: 15px/1.5 system-ui, sans-serif; background: #f3f4f2 }
figure { margin: 0 0 2rem; max-width: 1264px }
img { display: block; width: 100%; height: auto; border: 1px solid #dcdfdc }
</style>
<h1>Every chart, as it is exported</h1>
${figures.join('\n')}
</html>
`,
);
console.log(`${figures.length} charts in ${join(values.out, 'index.html')}`);
