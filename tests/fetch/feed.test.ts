import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { feedName, fetchFeed } from '../../scripts/fetch/feed.ts';
import { feedItems, withoutKnown } from '../../scripts/fetch/feed-items.ts';
import { STATE_FILE } from '../../scripts/fetch/keep.ts';
import { FetchUsage, readFetchOptions } from '../../scripts/fetch/options.ts';
import { parseDigestAsync } from '../../src/core/digest/parse.ts';
import { HTML, rss } from './answers.ts';
import { depsWith, fakeClock, reply, startServer, tagged, temporary, type Responder } from './server.ts';

const list = (...ns: number[]) => rss(ns.map((n) => ({ n, day: '2026-06-02' })));

async function place(answer: Responder) {
  const clock = fakeClock('2026-06-03T10:00:00Z');
  const site = await startServer(answer, clock);
  const out = temporary();
  const run = () => {
    const ways = { out, dryRun: false, force: false };
    return fetchFeed(`${site.url}/feed.xml`, 'reading', ways, depsWith(clock));
  };
  const folder = join(out, 'reading');
  const files = () => readdirSync(folder).filter((n) => n !== STATE_FILE);
  const titles = async (name: string) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    return (await parseDigestAsync({ path: `reading/${name}`, bytes })).mentions.map((m) => m.title);
  };
  return { clock, site, folder, run, files, titles };
}

test('a feed is filed under its day as it came', async () => {
  const { run, files, folder } = await place(reply(200, list(1001, 1002)));
  expect(await run()).toMatchObject({ written: ['2026-06-03.xml'], papers: 2, faults: [] });
  expect(files()).toEqual(['2026-06-03.xml']);
  expect(readFileSync(join(folder, '2026-06-03.xml'), 'utf8')).toBe(list(1001, 1002));
});

test('later fetches file only what is new, so that an item stands once', async () => {
  const { clock, site, run, files, titles } = await place(reply(200, list(1001, 1002)));
  await run();
  site.answer = reply(200, list(1003, 1002));
  await run();
  clock.set('2026-06-04T10:00:00Z');
  site.answer = reply(200, list(1004, 1003));
  await run();
  expect(await run()).toMatchObject({ written: [], unchanged: 1 });
  expect(files()).toEqual(['2026-06-03.2.xml', '2026-06-03.xml', '2026-06-04.xml']);
  const all = await Promise.all(files().map(titles));
  expect(all.flat().sort()).toEqual([1001, 1002, 1003, 1004].map((n) => `Reading number ${n}`));
});

test('a feed that has not changed answers 304', async () => {
  const { site, run } = await place(tagged(list(1001), 'W/"7"'));
  await run();
  expect(await run()).toMatchObject({ unchanged: 1, written: [] });
  expect(site.asked[1]?.headers['if-none-match']).toBe('W/"7"');
});

test.each([
  ['HTML', HTML, 'a page of HTML'],
  ['a feed that breaks off', list(1001, 1002).slice(0, -60), 'breaks off'],
  ['JSON', '{"items":[]}', 'no feed'],
])('%s in place of the feed is told and not kept', async (_, body, words) => {
  const { run, files } = await place(reply(200, body));
  expect((await run()).faults[0]).toContain(words);
  expect(files()).toEqual([]);
});

test('a feed without items is no fault', async () => {
  const { run, files } = await place(reply(200, list()));
  expect(await run()).toMatchObject({ empty: 1, faults: [] });
  expect(files()).toEqual([]);
});

test('a feed in Latin-1 is filed as UTF-8 and reads right', async () => {
  const xml = list(1001).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="iso-8859-1"?>');
  const { run, titles } = await place((response) => {
    response.writeHead(200).end(Buffer.from(xml.replace('Reading number', 'Café notes'), 'latin1'));
  });
  await run();
  expect(await titles('2026-06-03.xml')).toEqual(['Café notes 1001']);
});

test('items are known by guid or id, else by link, else by title', () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><entry><id>a</id><title>A</title></entry>
    <entry><title>B</title><link href="https://example.org/b"/></entry><entry><title>C</title></entry></feed>`;
  expect(feedItems(atom).map((i) => i.id)).toEqual(['a', 'https://example.org/b', 'C']);
  expect(withoutKnown(atom, new Set(['a', 'C']))).toMatch(/^<feed[^]*<title>B<\/title>[^]*<\/feed>$/);
  expect(withoutKnown(atom, new Set(['a', 'C']))).not.toContain('<title>A</title>');
  expect(withoutKnown(atom, new Set(['a', 'C', 'https://example.org/b']))).toBeNull();
});

test('an OPML list names its feeds, each with a folder of its own', () => {
  const file = join(temporary(), 'feeds.opml');
  const outline = (url: string) => `<outline type="rss" text="x" xmlUrl="${url}"/>`;
  writeFileSync(
    file,
    `<opml version="2.0"><body>${outline('https://a.example/feed.xml')}${outline('https://b.example/?q=1')}</body></opml>`,
  );
  const { targets } = readFetchOptions(['--source', 'feed', '--opml', file], Date.now());
  expect(targets.map((t) => (t.source === 'feed' ? [t.url, t.name] : null))).toEqual([
    ['https://a.example/feed.xml', 'a.example-feed'],
    ['https://b.example/?q=1', 'b.example-q-1'],
  ]);
});

test.each([
  [[], 'Which source?'],
  [['--source', 'usenet'], 'no source "usenet"'],
  [['--source', 'arxiv'], 'Which category?'],
  [['--source', 'arxiv', '--category', '../x'], 'no arXiv category'],
  [['--source', 'hf-daily', '--from', '2026-02-30'], 'a day like 2026-06-01'],
  [['--source', 'hf-daily', '--from', '2026-06-02', '--to', '2026-06-01'], 'swap them'],
  [['--source', 'feed', '--url', 'ftp://x.example/'], 'an address like'],
  [['--source', 'feed', '--url', 'https://x.example/', '--name', '../up'], 'cannot name a folder'],
  [['--source', 'hf-daily', '--contact', 'a\nb'], 'plain characters'],
  [['--sourc', 'x'], "Unknown option '--sourc'"],
])('arguments %j are refused with what to do', (argv, words) => {
  expect(() => readFetchOptions(argv, Date.parse('2026-06-05'))).toThrow(FetchUsage);
  expect(() => readFetchOptions(argv, Date.parse('2026-06-05'))).toThrow(words);
});

test('a feed is named by its address', () => {
  expect(feedName('https://rss.arxiv.org/rss/cs.CL')).toBe('rss.arxiv.org-rss-cs.CL');
  expect(feedName('https://blog.example.org/feed.xml')).toBe('blog.example.org-feed');
});
