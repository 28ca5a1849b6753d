import { expect, test } from 'vitest';
import { isWholeXml, judgeDigest } from '../../scripts/fetch/judge.ts';
import { hfDay, rss } from './answers.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a digest in another form than the source’s own is no answer of that source', async () => {
  const feed = bytes(rss([{ n: 1001, day: '2026-06-02' }]));
  expect((await judgeDigest('a/2026-06-02.xml', feed, 'feed')).wrong).toBeNull();
  expect((await judgeDigest('a/2026-06-02.xml', feed, 'json')).wrong).toBe('it reads as feed, not as json');
  const json = bytes(hfDay('2026-06-02'));
  expect((await judgeDigest('a/2026-06-02.json', json, 'json')).mentions).toHaveLength(2);
  expect((await judgeDigest('a/2026-06-02.json', json, 'feed')).wrong).toBe('it reads as json, not as feed');
});

test('a list with more refused entries than papers is no answer', async () => {
  const list = JSON.stringify([...(JSON.parse(hfDay('2026-06-02', 1)) as unknown[]), {}, {}]);
  expect((await judgeDigest('a/2026-06-02.json', bytes(list), 'json')).wrong).toContain('no-title');
});

test('a feed is whole when its last tag closes it', () => {
  expect(isWholeXml('<feed><entry/></feed>\n')).toBe(true);
  expect(isWholeXml('<rdf:RDF></rdf:RDF>')).toBe(true);
  expect(isWholeXml('<feed><entry/>')).toBe(false);
  expect(isWholeXml('<rss></rss><p>and more')).toBe(false);
});
