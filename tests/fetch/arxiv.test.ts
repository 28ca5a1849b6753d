import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arxiv } from '../../scripts/fetch/arxiv.ts';
import { STATE_FILE } from '../../scripts/fetch/keep.ts';
import { fetchDays } from '../../scripts/fetch/run.ts';
import { parseDigestAsync } from '../../src/core/digest/parse.ts';
import { arxivError, arxivPage } from './answers.ts';
import { depsWith, fakeClock, inTurn, reply, startServer, temporary, type Responder } from './server.ts';

const dayIn = (query: URLSearchParams) =>
  /submittedDate:\[(\d{4})(\d{2})(\d{2})0000 TO \1\2(?:\3)2359\]/.exec(query.get('search_query') ?? '');

/** As the manual documents it: `total` papers a day, in slices. */
const feedOf =
  (total: number): Responder =>
  (response, { query }) => {
    const [, year, month, day] = dayIn(query) ?? [];
    const [start, size] = [Number(query.get('start')), Number(query.get('max_results'))];
    const headers = { 'content-type': 'application/atom+xml; charset=utf-8' };
    response.writeHead(200, headers).end(arxivPage(`${year}-${month}-${day}`, total, start, size));
  };

async function place(answer: Responder, now = '2026-06-20T10:00:00Z') {
  const clock = fakeClock(now);
  const site = await startServer(answer, clock);
  const out = temporary();
  const run = (from: string, to = from, category = 'cs.CL') => {
    const ways = { out, dryRun: false, force: false };
    return fetchDays(arxiv(category, site.url), { from, to }, ways, depsWith(clock));
  };
  const files = (category = 'cs.CL') =>
    readdirSync(join(out, `arxiv-${category}`)).filter((n) => n !== STATE_FILE);
  return { clock, site, out, run, files };
}

const gaps = (asked: readonly { at: number }[]) => asked.slice(1).map((a, i) => a.at - (asked[i]?.at ?? 0));

test('a day of a category is one query by submission time, filed as Atom', async () => {
  const { site, out, run, files } = await place(feedOf(3));
  const outcome = await run('2026-06-01');
  expect(outcome).toMatchObject({ papers: 3, requests: 1, faults: [] });
  expect(site.asked[0]?.path).toBe('/api/query');
  expect(Object.fromEntries(site.asked[0]?.query ?? [])).toEqual({
    search_query: 'cat:cs.CL AND submittedDate:[202606010000 TO 202606012359]',
    start: '0',
    max_results: '1000',
    sortBy: 'submittedDate',
    sortOrder: 'ascending',
  });
  expect(files()).toEqual(['2026-06-01.xml']);
  const path = 'arxiv-cs.CL/2026-06-01.xml';
  const parsed = await parseDigestAsync({ path, bytes: new Uint8Array(readFileSync(join(out, path))) });
  expect(parsed.digests).toMatchObject([{ digest_id: 'arxiv-cs.CL/2026-06-01', format: 'feed', entries: 3 }]);
  expect(parsed.mentions.map((m) => [m.arxiv_id, m.abstract?.slice(0, 9)])).toEqual(
    ['2606.51500', '2606.51501', '2606.51502'].map((id) => [id, 'We repeat']),
  );
});

test('arXiv is asked at most once in three seconds: days, repeats, redirects, categories and runs', async () => {
  const moved: Responder = (response, asked) =>
    void response.writeHead(301, { location: `/api/query?${asked.query}&moved=1` }).end();
  const { clock, site, run } = await place(
    inTurn(feedOf(1), reply(503, '', { 'retry-after': '1' }), feedOf(1), moved, feedOf(1)),
  );
  await run('2026-06-01', '2026-06-03');
  expect(site.asked).toHaveLength(5);
  await run('2026-06-01', '2026-06-02', 'cs.LG');
  await run('2026-06-04');
  expect(site.asked).toHaveLength(8);
  expect(Math.min(...gaps(site.asked))).toBeGreaterThanOrEqual(3_000);
  // Nor is it made to wait longer than asked: only the repeat after 503 adds nothing to three seconds.
  expect(gaps(site.asked)).toEqual(Array.from({ length: 7 }, () => 3_000));
  expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(3_000);
});

test('more results than a page holds come page by page, and stand beside each other', async () => {
  const { site, out, run, files } = await place(feedOf(1_203));
  expect(await run('2026-06-01')).toMatchObject({ papers: 1_203, requests: 2, faults: [] });
  expect(site.asked.map((a) => a.query.get('start'))).toEqual(['0', '1000']);
  expect(files()).toEqual(['2026-06-01.p2.xml', '2026-06-01.xml']);
  const path = 'arxiv-cs.CL/2026-06-01.p2.xml';
  const parsed = await parseDigestAsync({ path, bytes: new Uint8Array(readFileSync(join(out, path))) });
  expect(parsed.mentions).toHaveLength(203);
});

test('if the second page fails, the day is not taken for complete', async () => {
  const { site, run, files } = await place((response, asked, request) =>
    asked.query.get('start') === '0'
      ? feedOf(1_203)(response, asked, request)
      : reply(500)(response, asked, request),
  );
  expect((await run('2026-06-01')).faults).toHaveLength(1);
  expect(files()).toEqual([]);
  site.answer = feedOf(1_203);
  expect(await run('2026-06-01')).toMatchObject({ papers: 1_203, faults: [] });
});

test('a page that is empty though results are due is asked for again', async () => {
  const { run } = await place(inTurn(reply(200, arxivPage('2026-06-01', 40, 0, 1_000, 0)), feedOf(40)));
  expect(await run('2026-06-01')).toMatchObject({ requests: 2, papers: 40, faults: [] });
});

test('a feed that breaks off inside an entry is not kept, though its entries could be read', async () => {
  const { run, files } = await place(reply(200, arxivPage('2026-06-01', 5).slice(0, -400)));
  expect((await run('2026-06-01')).faults[0]).toContain('breaks off before its end');
  expect(files()).toEqual([]);
});

test('an error that comes as a feed is told in its own words and not asked for again', async () => {
  const { site, run } = await place(reply(200, arxivError('unknown category xx.YY')));
  expect((await run('2026-06-01')).faults[0]).toContain('arXiv says: unknown category xx.YY.');
  expect(site.asked).toHaveLength(1);
});

test('"Rate exceeded." as plain text with status 200 is no feed', async () => {
  const { site, run } = await place(reply(200, 'Rate exceeded.'));
  expect((await run('2026-06-01')).faults[0]).toContain('it is not Atom (it begins with "Rate exceeded.")');
  expect(site.asked).toHaveLength(3);
});

test('a day is asked for once a day until its papers are announced, and then no more', async () => {
  const { clock, site, run } = await place(feedOf(2), '2026-06-06T10:00:00Z');
  await run('2026-06-05');
  await run('2026-06-05');
  expect(site.asked).toHaveLength(1);
  clock.set('2026-06-09T10:00:00Z');
  site.answer = feedOf(6);
  expect(await run('2026-06-05')).toMatchObject({ papers: 6, written: ['2026-06-05.xml'] });
  clock.set('2026-06-12T10:00:00Z');
  expect(await run('2026-06-05')).toMatchObject({ unchanged: 1 });
  clock.set('2026-06-30T10:00:00Z');
  expect(await run('2026-06-05')).toMatchObject({ complete: 1, requests: 0 });
  expect(site.asked).toHaveLength(3);
});

test('a day without submissions leaves no file', async () => {
  const { run, files } = await place(feedOf(0));
  expect(await run('2026-06-01')).toMatchObject({ empty: 1, faults: [] });
  expect(files()).toEqual([]);
});
