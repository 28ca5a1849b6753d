/** The built site on hosts as they come: at the root or under a path, with and without ranges, packed or not. */
import { expect, inject, test } from 'vitest';
import { checksumFaults } from '../../scripts/release/checksums.ts';
import { useBrowser } from './browser.ts';
import { plainServer, type PlainOptions } from './plain-server.ts';

const visit = useBrowser();
const HOSTS: [string, PlainOptions][] = [
  ['at the root, with ranges', {}],
  ['under a path, without ranges', { prefix: '/some/folder/', ranges: false }],
  ['under a path, packed', { prefix: '/~papertide/', gzip: true }],
];

test.each(HOSTS)('%s: charts are drawn and papers listed, from this host alone', async (_, options) => {
  const host = await plainServer(inject('dist'), options);
  const { page, errors, close } = await visit(host.url);
  const strays: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(host.url) && !/^(data|blob):/.test(url)) strays.push(url);
  });
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('main svg path').length > 20);
  await page.evaluate(() => (location.hash = '#/papers'));
  await page.waitForSelector('.virtual article');
  expect({ errors, strays }).toEqual({ errors: [], strays: [] });
  await close();
  await host.close();
});

test('the site is what its checksum file says', () => {
  expect(checksumFaults(inject('dist'))).toEqual([]);
});
