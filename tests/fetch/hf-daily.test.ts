import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hfDaily } from '../../scripts/fetch/hf-daily.ts';
import { STATE_FILE } from '../../scripts/fetch/keep.ts';
import { fetchDays, type Deps } from '../../scripts/fetch/run.ts';
import { parseDigestAsync } from '../../src/core/digest/parse.ts';
import { hfDay, hfItem, HTML } from './answers.ts';
import {
  cutOff,
  depsWith,
  fakeClock,
  inTurn,
  reply,
  startServer,
  tagged,
  temporary,
  type Responder,
} from './server.ts';

const byDay: Responder = (response, { query }) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(hfDay(query.get('date') ?? ''));
};

async function place(answer: Responder, now = '2026-06-05T10:00:00Z') {
  const clock = fakeClock(now);
  const site = await startServer(answer, clock);
  const out = temporary();
  const folder = join(out, 'hf-daily');
  const run = (
    from: string,
    to = from,
    ways: { force?: boolean; dryRun?: boolean } = {},
    more: Partial<Deps> = {},
  ) => {
    const deps = depsWith(clock, more);
    const all = { out, dryRun: false, force: false, ...ways };
    return fetchDays(hfDaily(site.url), { from, to }, all, deps).then((o) => ({ ...o, said: deps.said }));
  };
  const files = () => readdirSync(folder).filter((n) => n !== STATE_FILE);
  const file = (day: string) => readFileSync(join(folder, `${day}.json`), 'utf8');
  return { clock, site, out, folder, run, files, file };
}

describe('what is asked and kept', () => {
  test('each day is one request as the API documents it, and one file as it came', async () => {
    const { site, run, files, file } = await place(byDay);
    const outcome = await run('2026-06-01', '2026-06-03');
    expect(site.asked.map((a) => [a.path, a.query.get('date'), a.query.get('limit')])).toEqual([
      ['/api/daily_papers', '2026-06-01', '100'],
      ['/api/daily_papers', '2026-06-02', '100'],
      ['/api/daily_papers', '2026-06-03', '100'],
    ]);
    expect(site.asked[0]?.headers['user-agent']).toBe('Papertide/test');
    expect(files()).toEqual(['2026-06-01.json', '2026-06-02.json', '2026-06-03.json']);
    expect(file('2026-06-02')).toBe(hfDay('2026-06-02'));
    expect(outcome).toMatchObject({ requests: 3, papers: 6, faults: [] });
  });

  test('what is kept is a digest of its day to the parser', async () => {
    const { run, folder } = await place(byDay);
    await run('2026-06-01');
    const bytes = new Uint8Array(readFileSync(join(folder, '2026-06-01.json')));
    const parsed = await parseDigestAsync({ path: 'hf-daily/2026-06-01.json', bytes });
    expect(parsed.digests.map((d) => d.digest_id)).toEqual(['hf-daily/2026-06-01']);
    expect(parsed.mentions.map((m) => m.arxiv_id)).toEqual(['2606.01000', '2606.01001']);
  });

  test('a complete day is not asked for again, today is', async () => {
    const { site, run } = await place(byDay);
    await run('2026-06-01', '2026-06-05');
    expect(site.asked).toHaveLength(5);
    site.asked.length = 0;
    const again = await run('2026-06-01', '2026-06-05');
    // The fifth is today, and the fourth's upvotes still move.
    expect(site.asked.map((a) => a.query.get('date'))).toEqual(['2026-06-04', '2026-06-05']);
    expect(again).toMatchObject({ complete: 3, unchanged: 2, written: [] });
  });

  test('a day that has not changed answers 304 to its ETag', async () => {
    const { site, run, file } = await place(tagged(hfDay('2026-06-05'), '"v1"'));
    await run('2026-06-05');
    const again = await run('2026-06-05');
    expect(site.asked.map((a) => a.headers['if-none-match'])).toEqual([undefined, '"v1"']);
    expect(again).toMatchObject({ unchanged: 1, written: [] });
    expect(file('2026-06-05')).toBe(hfDay('2026-06-05'));
  });

  test('Last-Modified is sent back where there is no ETag', async () => {
    const modified = 'Fri, 05 Jun 2026 08:00:00 GMT';
    const { site, run } = await place(reply(200, hfDay('2026-06-05'), { 'last-modified': modified }));
    await run('2026-06-05');
    await run('2026-06-05');
    expect(site.asked[1]?.headers['if-modified-since']).toBe(modified);
  });

  test('a day that changes is replaced; the same bytes are not written again', async () => {
    const { site, run, file, folder } = await place(byDay);
    await run('2026-06-05');
    const before = statSync(join(folder, '2026-06-05.json'));
    await run('2026-06-05');
    expect(statSync(join(folder, '2026-06-05.json')).ino).toBe(before.ino);
    site.answer = reply(200, hfDay('2026-06-05', 3, 40));
    expect(await run('2026-06-05')).toMatchObject({ written: ['2026-06-05.json'], papers: 3 });
    expect(file('2026-06-05')).toBe(hfDay('2026-06-05', 3, 40));
  });

  test('a day without papers leaves no file and is not asked for again once it is over', async () => {
    const { site, run, files } = await place(reply(200, '[]'));
    expect(await run('2026-05-30')).toMatchObject({ empty: 1, faults: [] });
    expect(files()).toEqual([]);
    expect(await run('2026-05-30')).toMatchObject({ complete: 1, requests: 0 });
    expect(site.asked).toHaveLength(1);
  });

  test('a long day is read page by page, and what comes twice counts once', async () => {
    const all = Array.from({ length: 130 }, (_, i) => hfItem(`2606.${10_000 + i}`, '2026-06-01'));
    const { site, run, file } = await place((response, { query }) => {
      const p = Number(query.get('p') ?? 0);
      // A paper was added in front between the two requests: the second page begins with the first page's last.
      response.writeHead(200).end(JSON.stringify(p === 0 ? all.slice(0, 100) : all.slice(99)));
    });
    await run('2026-06-01');
    expect(site.asked.map((a) => a.query.get('p'))).toEqual([null, '1']);
    expect(JSON.parse(file('2026-06-01'))).toEqual(all);
  });

  test('days that are yet to come, or before the source began, are not asked for', async () => {
    const { site, run } = await place(byDay);
    const outcome = await run('2023-05-01', '2023-05-04');
    expect(site.asked.map((a) => a.query.get('date'))).toEqual(['2023-05-04']);
    expect(outcome.said.join()).toContain('begins on 2023-05-04');
    await run('2026-06-05', '2026-06-09');
    expect(site.asked.map((a) => a.query.get('date'))).toEqual(['2023-05-04', '2026-06-05']);
  });

  test('a dry run asks nothing and writes nothing', async () => {
    const { site, run, out } = await place(byDay);
    const outcome = await run('2026-06-01', '2026-06-02', { dryRun: true });
    expect(outcome.planned).toEqual([
      `${site.url}/api/daily_papers?date=2026-06-01&limit=100`,
      `${site.url}/api/daily_papers?date=2026-06-02&limit=100`,
    ]);
    expect(site.asked).toEqual([]);
    expect(readdirSync(out)).toEqual([]);
  });

  test('a state that cannot be read costs one more request, and no file', async () => {
    const { site, run, folder, file } = await place(byDay);
    await run('2026-06-01');
    writeFileSync(join(folder, STATE_FILE), '{"version":');
    expect(await run('2026-06-01')).toMatchObject({ unchanged: 1, faults: [] });
    expect(site.asked).toHaveLength(2);
    expect(file('2026-06-01')).toBe(hfDay('2026-06-01'));
  });

  test('a file that was deleted is asked for again without its ETag', async () => {
    const { site, run, folder } = await place(tagged(hfDay('2026-06-01'), '"v1"'));
    await run('2026-06-01');
    writeFileSync(join(folder, '2026-06-01.json'), '');
    const { rmSync } = await import('node:fs');
    rmSync(join(folder, '2026-06-01.json'));
    expect(await run('2026-06-01')).toMatchObject({ written: ['2026-06-01.json'] });
    expect(site.asked[1]?.headers['if-none-match']).toBeUndefined();
  });
});

describe('faults', () => {
  test('429 with Retry-After waits as long as it asks', async () => {
    const { clock, run } = await place(inTurn(reply(429, '', { 'retry-after': '40' }), byDay));
    expect(await run('2026-06-01')).toMatchObject({ requests: 2, faults: [], papers: 2 });
    expect(clock.sleeps).toEqual([40_000]);
  });

  test('Retry-After as a date is honoured too', async () => {
    const { clock, run } = await place(
      inTurn(reply(503, '', { 'retry-after': 'Fri, 05 Jun 2026 10:02:00 GMT' }), byDay),
    );
    expect(await run('2026-06-01')).toMatchObject({ faults: [] });
    expect(clock.sleeps).toEqual([120_000]);
  });

  test('who asks to be left alone for an hour is left alone, and the message says until when', async () => {
    const { clock, site, run } = await place(reply(429, '', { 'retry-after': '3600' }));
    const { faults } = await run('2026-06-01', '2026-06-03');
    expect(site.asked).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
    expect(faults[0]).toContain('status 429; it asks to be left alone until 2026-06-05T11:00:00');
    expect(faults[1]).toContain('2 more days were not asked for');
  });

  test('500 is asked again with growing waits, the same for the same seed', async () => {
    const waits = async () => {
      const { clock, run } = await place(inTurn(reply(500), reply(502), reply(503), byDay));
      expect(await run('2026-06-01')).toMatchObject({ requests: 4, faults: [] });
      return clock.sleeps;
    };
    const first = await waits();
    expect(first).toHaveLength(3);
    first.forEach((wait, i) => {
      expect(wait).toBeGreaterThanOrEqual(1_000 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(2_000 * 2 ** i);
    });
    expect(await waits()).toEqual(first);
  });

  test('a source that stays down is left after five tries; the days before it are kept and not asked again', async () => {
    const { site, run, files } = await place((response, asked, request) =>
      asked.query.get('date') === '2026-06-01'
        ? byDay(response, asked, request)
        : reply(500)(response, asked, request),
    );
    const { faults } = await run('2026-06-01', '2026-06-03');
    expect(site.asked).toHaveLength(6);
    expect(files()).toEqual(['2026-06-01.json']);
    expect(faults.join('\n')).toMatch(/date=2026-06-02.*status 500 \(tried 5 times\)[^]*1 more days/);
    site.answer = byDay;
    site.asked.length = 0;
    expect(await run('2026-06-01', '2026-06-03')).toMatchObject({ complete: 1, requests: 2, faults: [] });
  });

  test('a body that breaks off is asked for again', async () => {
    const { run, file } = await place(inTurn(cutOff(hfDay('2026-06-01').slice(0, 200)), byDay));
    expect(await run('2026-06-01')).toMatchObject({ requests: 2, faults: [] });
    expect(file('2026-06-01')).toBe(hfDay('2026-06-01'));
  });

  test.each([
    ['a page of HTML', HTML],
    ['half a list', hfDay('2026-06-01').slice(0, -200)],
    ['an error as JSON', '{"error":"Invalid date"}'],
    ['a list of something else', '[{"name":1},{"name":2}]'],
    ['papers of another day', hfDay('2026-03-01')],
    ['nothing', ''],
  ])('%s with status 200 replaces no good file', async (_, body) => {
    const { site, run, file } = await place(byDay);
    await run('2026-06-04');
    site.asked.length = 0;
    site.answer = reply(200, body);
    const { faults, written } = await run('2026-06-04');
    expect(site.asked).toHaveLength(3);
    expect(written).toEqual([]);
    expect(faults[0]).toContain('the answer is no digest');
    expect(file('2026-06-04')).toBe(hfDay('2026-06-04'));
  });

  test('a list that lost most of its papers does not replace the fuller one, unless forced', async () => {
    const { site, run, file } = await place(reply(200, hfDay('2026-06-04', 9)));
    await run('2026-06-04');
    for (const body of [hfDay('2026-06-04', 4), '[]']) {
      site.answer = reply(200, body);
      expect((await run('2026-06-04')).faults[0]).toContain('has 9; the file was kept');
      expect(file('2026-06-04')).toBe(hfDay('2026-06-04', 9));
    }
    site.answer = reply(200, hfDay('2026-06-04', 4));
    await run('2026-06-04', '2026-06-04', { force: true });
    expect(file('2026-06-04')).toBe(hfDay('2026-06-04', 4));
  });

  test('a broken file of the same name gives way to a good answer', async () => {
    const { run, file, folder } = await place(byDay);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '2026-06-01.json'), '[{"paper":');
    expect(await run('2026-06-01')).toMatchObject({ written: ['2026-06-01.json'], faults: [] });
    expect(file('2026-06-01')).toBe(hfDay('2026-06-01'));
  });

  test('an answer that never ends is given up in time, and the source left alone', async () => {
    const { site, run } = await place((response) => void response.writeHead(200).write('['));
    const more = { timeoutMs: 150, attempts: 2 };
    const { faults } = await run('2026-06-01', '2026-06-02', {}, more);
    expect(site.asked).toHaveLength(2);
    expect(faults[0]).toContain('no whole answer within 0.15 s (tried 2 times)');
  });

  test('a refusal is not repeated; the next day is asked, but not after three refusals in a row', async () => {
    const { site, run } = await place(
      inTurn(reply(404), byDay, reply(403), reply(403), reply(403), byDay),
      '2026-07-05T10:00:00Z',
    );
    const { faults } = await run('2026-06-01', '2026-06-07');
    expect(site.asked).toHaveLength(5);
    expect(faults).toHaveLength(5);
    expect(faults[0]).toMatch(/status 404\.\n.*nothing at this address/);
    expect(faults[4]).toContain('2 more days were not asked for');
  });

  test('a server that is not there is told with its address', async () => {
    const clock = fakeClock('2026-06-05T10:00:00Z');
    const deps = depsWith(clock, { attempts: 2 });
    const ways = { out: temporary(), dryRun: false, force: false };
    const range = { from: '2026-06-01', to: '2026-06-01' };
    const { faults } = await fetchDays(hfDaily('http://127.0.0.1:9'), range, ways, deps);
    expect(faults[0]).toMatch(/^http:\/\/127\.0\.0\.1:9\/api.*tried 2 times.*\n.*Is the network there/);
  });

  test('a redirect is followed, and one that leads off the web is not', async () => {
    const { site, run, file } = await place((response, asked, request) =>
      asked.path === '/moved'
        ? byDay(response, asked, request)
        : void response.writeHead(302, { location: `/moved?date=${asked.query.get('date')}` }).end(),
    );
    expect(await run('2026-06-01')).toMatchObject({ requests: 2, faults: [] });
    expect(file('2026-06-01')).toBe(hfDay('2026-06-01'));
    site.answer = reply(302, '', { location: 'file:///etc/hostname' });
    expect((await run('2026-06-02')).faults[0]).toContain('it leads to file:///etc/hostname');
    site.answer = (response, asked) =>
      void response.writeHead(302, { location: `${asked.path}?again` }).end();
    expect((await run('2026-06-02')).faults[0]).toContain('more than 5 redirects');
  });
});
