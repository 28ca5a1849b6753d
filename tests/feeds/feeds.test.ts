import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atomFeed } from '../../scripts/feeds/atom.ts';
import { cubeRows, withDataset } from '../../scripts/feeds/dataset.ts';
import { completeMonths, monthRows, monthsBefore, weeksOf } from '../../scripts/feeds/months.ts';
import { writeFeeds } from '../../scripts/feeds/write.ts';
import { rangeStart } from './range.ts';
import { readPlace } from '../../src/app/place.ts';
import { trendCube } from '../../src/questions/trend-cube.ts';
import { toDay } from '../../src/questions/period.ts';
import { shareRows, stratified } from '../../src/views/strata.ts';
import { temporaryFolder } from '../build/fixtures.ts';
import { builtDataset, LAST_DAY } from './dataset.ts';
import { all, atomFaults, readXml, textIn } from './rfc4287.ts';

const feedIn = (out: string, name: string) => readFileSync(join(out, 'feeds', name), 'utf8');
const entriesOf = (xml: string) =>
  all(readXml(xml), 'entry').map((entry) => ({
    id: textIn(entry, 'id'),
    title: textIn(entry, 'title'),
    updated: textIn(entry, 'updated'),
    summary: textIn(entry, 'summary'),
    href: all(entry, 'link')[0]?.attributes['href'] ?? '',
    kind: all(entry, 'category')[0]?.attributes['term'],
    topic: all(entry, 'category')[1]?.attributes['term'],
  }));

test('a dataset gives valid feeds of what rises, bursts and breaks records', async () => {
  const out = await builtDataset();
  // The build wrote them; the command finds the same in the files of the dataset, for another address too.
  expect((await writeFeeds(out)).written).toEqual([]);
  const { files, tested } = await writeFeeds(out, 'https://example.org/tide');
  for (const { file } of files) expect([file, atomFaults(feedIn(out, file))]).toEqual([file, []]);

  // The page links the feeds that the manifest names: all of them, and none that is not there.
  const dataset = await withDataset(out, async (set, manifest) => ({
    ...set,
    manifest,
    cube: await cubeRows(set, '2024-01-01', LAST_DAY),
  }));
  expect(dataset.manifest.feeds?.map((feed) => feed.file)).toEqual(files.map(({ file }) => `feeds/${file}`));

  const entries = entriesOf(feedIn(out, 'all.atom'));
  const of = (kind: string) => entries.filter((e) => e.kind === kind);
  expect(tested).toBeGreaterThan(0);
  expect(of('rising').map((e) => e.topic)).toContain('speculative-decoding');
  expect(of('burst').length).toBeGreaterThan(0);
  expect(of('record').map((e) => e.title)).toEqual([
    'Record: 40x faster in Speculative and parallel decoding',
  ]);
  expect(of('record')[0]?.summary).toMatch(/most before was 5x \(2024-\d\d-\d\d\)/);

  // Everything stands at a day of the data, none at the day of the run.
  expect(of('rising').every((e) => e.updated === `${LAST_DAY}T00:00:00Z`)).toBe(true);
  expect(entries.every((e) => e.updated <= `${LAST_DAY}T00:00:00Z`)).toBe(true);

  // Links are addresses that the dashboard reads.
  const places = entries.map((e) => ({ ...e, place: readPlace(new URL(e.href).hash) }));
  expect(places.every((e) => e.href.startsWith('https://example.org/tide/#/'))).toBe(true);
  for (const { kind, topic, place } of places) {
    expect(place.view).toBe(kind === 'record' ? 'paper' : 'topic');
    if (kind !== 'record') expect(place.id).toBe(topic);
    if (kind === 'record') expect(place.options['at']).toMatch(/^arxiv:.*#g\d+$/);
    expect(place.last).toBe(kind === 'rising' ? '12m' : null);
  }

  // An area's feed holds that area's entries and no others.
  const areaOf = new Map(dataset.topics.map((t) => [t.topic_id, t.area]));
  const inAreas = dataset.manifest.areas.flatMap((area) => {
    const own = entriesOf(feedIn(out, `area-${area.replaceAll(' ', '-')}.atom`));
    expect(own.every((e) => areaOf.get(e.topic ?? '') === area)).toBe(true);
    return own.map((e) => e.id);
  });
  const curated = entries.filter((e) => dataset.manifest.areas.includes(areaOf.get(e.topic ?? '') ?? ''));
  expect(inAreas.sort()).toEqual(curated.map((e) => e.id).sort());

  // The same data gives the same bytes; nothing is written twice; feeds of areas that are gone go too.
  const before = readdirSync(join(out, 'feeds')).map((f) => [
    f,
    feedIn(out, f),
    statSync(join(out, 'feeds', f)).ino,
  ]);
  writeFileSync(join(out, 'feeds', 'area-gone.atom'), '<feed/>');
  expect((await writeFeeds(out, 'https://example.org/tide/')).written).toEqual([]);
  expect(
    readdirSync(join(out, 'feeds')).map((f) => [f, feedIn(out, f), statSync(join(out, 'feeds', f)).ino]),
  ).toEqual(before);

  // Without an address links are relative to the feed's own place, and the feed is as valid.
  await writeFeeds(out, null);
  expect(atomFaults(feedIn(out, 'all.atom'))).toEqual([]);
  const [first] = entriesOf(feedIn(out, 'all.atom'));
  expect(new URL(first?.href ?? '', 'https://host.example/site/data/feeds/all.atom').href).toMatch(
    /^https:\/\/host\.example\/site\/#\/topic\//,
  );

  // The months and counts are those that the dashboard tests.
  for (const [span, last] of [
    [null, null],
    [12, '12m'],
  ] as const) {
    const months = completeMonths(dataset.cube.map((r) => r.week).sort()[0] ?? '', LAST_DAY, span);
    const weeks = weeksOf(months);
    const { rows } = monthRows(
      months,
      dataset.cube.filter((r) => weeks && r.week >= weeks.from && r.week <= weeks.to),
      dataset.manifest.sources,
    );
    const columns = {
      rows: dataset.cube.length,
      topic: dataset.cube.map((r) => r.topic),
      week: dataset.cube.map((r) => toDay(r.week)),
      sources: dataset.cube.map((r) => r.sources),
      papers: dataset.cube.map((r) => r.papers),
    };
    const cube = trendCube(columns);
    const from = last === null ? null : rangeStart(LAST_DAY, 12);
    const options = { from, to: null, sources: [], last: dataset.manifest.last, unit: 'month' as const };
    const parts = stratified(cube, cube, options, dataset.manifest.sources);
    const counts = (of: readonly { k: number; n: number }[] | undefined) => of?.map(({ k, n }) => [k, n]);
    for (const { topic_id } of dataset.topics)
      expect([topic_id, counts(rows.get(topic_id) ?? shareRows(parts, topic_id, 'complete'))]).toEqual([
        topic_id,
        counts(shareRows(parts, topic_id, 'complete')),
      ]);
    expect(rows.get('speculative-decoding')?.length).toBeGreaterThan(9);
  }
}, 120_000);

const head = { name: 'all', title: 'T', subtitle: 'S', updated: '2026-06-01' };
const site = { url: null, version: '1' };
const item = {
  key: 'rising/a',
  kind: 'rising' as const,
  title: 'A',
  summary: 'S',
  updated: '2026-06-01',
  published: null,
  place: '#/topic/a',
  topic: { id: 'a', label: 'A', area: 'x' },
};

test('texts of strangers cannot break the feed', () => {
  const title = 'a < b & "c" ]]> \u0000\u0008\ud800 \u{1F30A} <script>';
  const xml = atomFeed(
    head,
    [{ ...item, title, place: '#/topic/a"b&c', topic: { ...item.topic, label: title } }],
    site,
  );
  expect(atomFaults(xml)).toEqual([]);
  expect(textIn(all(readXml(xml), 'entry')[0] ?? readXml(xml), 'title')).toBe(
    'a < b & "c" ]]>     \u{1F30A} <script>',
  );
});

test('a feed without entries is valid', () => {
  expect(atomFaults(atomFeed(head, [], site))).toEqual([]);
});

test.each([
  ['two entries of one id', (x: string) => x.replace(/(<entry>[^]*<\/entry>)/, '$1$1'), 'stands twice'],
  ['no title', (x: string) => x.replace('<title>A</title>', ''), '0 <title>'],
  [
    'a day for an instant',
    (x: string) => x.replace(/T00:00:00Z<\/updated>\n {4}<link/, '</updated><link'),
    '<updated> is',
  ],
  [
    'an undeclared prefix',
    (x: string) => x.replace('<entry>', '<entry><dc:date>1</dc:date>'),
    'not well-formed',
  ],
  [
    'a foreign namespace',
    (x: string) => x.replace('<entry>', '<entry><d xmlns="u:x"/>'),
    'in the namespace "u:x"',
  ],
  ['no author', (x: string) => x.replace(/<author>.*<\/author>/, ''), 'no author'],
  ['no link', (x: string) => x.replace(/ {4}<link.*\n/, ''), 'neither content nor'],
  ['a relative id', (x: string) => x.replace(/<id>tag[^<]*rising/, '<id>rising'), 'no absolute IRI'],
  ['an open tag', (x: string) => x.replace('</entry>', ''), 'not well-formed'],
])('the rules find %s', (_, broken, words) => {
  expect(atomFaults(broken(atomFeed(head, [item], site))).join('\n')).toContain(words);
});

test('a folder without a dataset is told what to do', async () => {
  const folder = join(temporaryFolder(), 'empty');
  mkdirSync(folder);
  await expect(writeFeeds(folder)).rejects.toThrow('Build one first: npm run build:data');
});

test('three months before the last of May is the last of February', () => {
  expect(monthsBefore('2026-05-31', 3)).toBe('2026-02-28');
  expect(monthsBefore('2026-01-15', 12)).toBe('2025-01-15');
});
