import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../scripts/fetch/config.ts';
import { FetchUsage } from '../../scripts/fetch/options.ts';
import { update } from '../../scripts/update.ts';
import { ROOT } from '../../scripts/build/options.ts';
import { arxivPage, hfDay } from './answers.ts';
import { bytesOf } from '../build/fixtures.ts';
import { depsWith, fakeClock, reply, startServer, temporary, type Responder } from './server.ts';

const both: Responder = (response, { path, query }) => {
  if (path === '/api/daily_papers') return void response.writeHead(200).end(hfDay(query.get('date') ?? ''));
  const [, y, m, d] = /\[(\d{4})(\d\d)(\d\d)/.exec(query.get('search_query') ?? '') ?? [];
  response.writeHead(200).end(arxivPage(`${y}-${m}-${d}`, 2));
};

async function place(sources: object[]) {
  const clock = fakeClock('2026-06-05T10:00:00Z');
  const site = await startServer(both, clock);
  process.env['PAPERTIDE_HF_URL'] = site.url;
  process.env['PAPERTIDE_ARXIV_URL'] = site.url;
  const folder = temporary();
  const config = join(folder, 'sources.json');
  writeFileSync(config, JSON.stringify({ sources }));
  const [digests, out, cache] = ['digests', 'out', 'cache'].map((n) => join(folder, n)) as [
    string,
    string,
    string,
  ];
  const run = () => update({ config, digests, out, cache, dryRun: false }, depsWith(clock));
  return { clock, site, out, run };
}

test('update fetches what is named, builds it, and finds nothing to do when run again', async () => {
  const { clock, site, out, run } = await place([
    { source: 'hf-daily', from: '2026-06-01' },
    { source: 'arxiv', category: 'cs.CL', from: '2026-06-04' },
  ]);
  const first = await run();
  expect(first.outcomes).toMatchObject([
    { folder: 'hf-daily', requests: 5, papers: 10, faults: [] },
    { folder: 'arxiv-cs.CL', requests: 2, papers: 4, faults: [] },
  ]);
  expect(first.summary).toMatchObject({ changed: true, papers: 14, entries: 14, rejected: 0, problems: [] });
  const before = bytesOf(out);

  site.asked.length = 0;
  const again = await run();
  expect(again.summary).toMatchObject({ changed: false, unchangedFiles: 7, extracted: 0 });
  expect(bytesOf(out)).toEqual(before);
  // Only days that can still change are asked for, and arXiv's not twice in a day.
  expect(site.asked.map((a) => a.query.get('date'))).toEqual(['2026-06-04', '2026-06-05']);

  // The next day costs its own requests, and one file is read.
  clock.set('2026-06-06T10:00:00Z');
  const later = await run();
  expect(later.outcomes[0]).toMatchObject({ written: ['2026-06-06.json'], complete: 3 });
  expect(later.summary).toMatchObject({ changed: true, papers: 18, unchangedFiles: 7 });
}, 120_000);

test('a source that is down does not keep the others from being built', async () => {
  const { site, run } = await place([
    { source: 'arxiv', category: 'cs.CL', from: '2026-06-04' },
    { source: 'hf-daily', from: '2026-06-04' },
  ]);
  site.answer = (response, asked, request) =>
    (asked.path === '/api/query' ? reply(500) : both)(response, asked, request);
  const { outcomes, summary } = await run();
  expect(outcomes[0]?.faults.join('\n')).toContain('status 500 (tried 5 times)');
  expect(summary).toMatchObject({ changed: true, papers: 4 });
}, 120_000);

test('the config that comes with the project names no source', () => {
  expect(readConfig(join(ROOT, 'data/sources.json')).sources).toEqual([]);
});

test.each([
  ['{', 'JSON'],
  ['{}', 'no list "sources"'],
  ['{"sources":[{"source":"usenet"}]}', 'source 1: "source" must be one of hf-daily, arxiv, feed'],
  ['{"sources":[{"source":"hf-daily"},{"source":"arxiv"}]}', 'source 2: "" is no arXiv category'],
  [
    '{"sources":[{"source":"hf-daily","form":"2026-01-01"}]}',
    '"form" is not known here; known are source, from',
  ],
  ['{"sources":[{"source":"hf-daily","from":"January"}]}', 'a day like 2026-06-01'],
  ['{"sources":[{"source":"feed","url":"x"}]}', 'an address like'],
])('the config %s is refused with the place and an example', (text, words) => {
  const file = join(temporary(), 'sources.json');
  writeFileSync(file, text);
  expect(() => readConfig(file)).toThrow(FetchUsage);
  expect(() => readConfig(file)).toThrow(words);
  expect(() => readConfig(file)).toThrow('It should look like this');
});
