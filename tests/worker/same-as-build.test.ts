/** Own digests beside a dataset give what a build of both gives. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { walk } from '../../scripts/build/walk.ts';
import { paperIdOf } from '../../src/core/papers/identity.ts';
import { mergeMentions } from '../../src/core/papers/merge.ts';
import { putOwn } from '../../src/db/load-own.ts';
import { allCandidates, joinPapers } from '../../src/worker/join.ts';
import type { CubeCells } from '../../src/worker/protocol.ts';
import { build, fileDigests, DIGESTS } from '../build/fixtures.ts';
import { CUBES, openBuilt, ownFile, readOwn, type Opened } from './own-engine.ts';

/** What the built side lists: a paper with an id, a paper by its title alone, and one with a short summary. */
const BUILT = {
  'letters/2025-02-03.jsonl': [
    {
      title: 'Tiny Clocks for Large Models',
      url: 'https://arxiv.org/abs/2502.00011',
      summary: 'Clocks. It is 3x faster.',
    },
    { title: 'A Garden of Caches', summary: 'We grow caches and need 2x less memory than a plain cache.' },
    {
      title: 'Stairs of Attention',
      url: 'https://arxiv.org/abs/2502.00013',
      abstract: 'Attention in stairs is 1.5x faster.',
    },
    {
      title: 'Nobody Else Lists This',
      url: 'https://arxiv.org/abs/2502.00014',
      abstract: 'It stays as it is, 20% faster.',
    },
  ],
};
/** What the reader adds: earlier days, longer texts, bare titles. */
const ADDED = {
  'mine/2025-01-20.jsonl': [
    {
      title: 'Tiny Clocks for Large Models',
      abstract: 'Clocks for language models. Decoding is 3x faster and uses 40% less memory.',
    },
    { title: 'A garden of caches', summary: 'Caches.' },
    { title: 'Nobody else lists this!', summary: 'A bare title.' },
    {
      title: 'Stairs of Attention',
      url: 'https://arxiv.org/abs/2502.00013v3',
      abstract: 'Attention.',
      upvotes: 7,
    },
    { title: 'Only Mine', doi: '10.1234/mine', summary: 'A robot learns to pour tea with 15% fewer spills.' },
    { summary: 'an entry without a title' },
  ],
};
const lines = (digests: Record<string, object[]>) =>
  Object.fromEntries(
    Object.entries(digests).map(([path, rows]) => [path, rows.map((r) => JSON.stringify(r)).join('\n')]),
  );

const folders: string[] = [];
function folderForAll(): string {
  const folder = mkdtempSync(join(tmpdir(), 'papertide-own-'));
  folders.push(folder);
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function bothWays(base: string[], held: string[]) {
  const folder = folderForAll();
  const place = (name: string, inputs: string[]) => ({
    inputs,
    out: join(folder, name),
    cache: join(folder, `${name}-cache`),
  });
  const [part, all] = [place('part', base), place('all', [...base, ...held])];
  await build(part);
  await build(all);
  const [beside, whole] = [await openBuilt(part.out, folder), await openBuilt(all.out, folder)];
  const names = new Set(walk(base, 2025).files.map((f) => f.absolute));
  const files = walk([...base, ...held], 2025)
    .files.filter((f) => !names.has(f.absolute))
    .map((f) => ownFile(f.path, new Uint8Array(readFileSync(f.absolute)), f.given));
  const { overlay, rows } = await readOwn(beside, files);
  await putOwn(beside.engine, rows, CUBES);
  return { beside, whole, overlay };
}

const WITHOUT_TERMS = { topics: "topic_id NOT LIKE 'term:%'", paper_topics: "topic_id NOT LIKE 'term:%'" };
const rowsIn = ({ ask }: Opened, table: string, order: string) => {
  const where = (WITHOUT_TERMS as Record<string, string>)[table] ?? 'true';
  return ask({ text: `SELECT * FROM ${table} WHERE ${where} ORDER BY ${order}`, values: [] });
};

const cells = async ({ ask }: Opened, table: string) => {
  type Cell = { topic: string; week: number; sources: string; papers: number };
  const rows = await ask<Cell>({
    text: `SELECT topic, date_diff('day', DATE '1970-01-01', week)::INT AS week, sources, papers FROM ${table} WHERE topic NOT LIKE 'term:%'`,
    values: [],
  });
  return rows.map((c): [string, number] => [`${c.topic} ${c.week} ${c.sources}`, c.papers]);
};

function summed(base: [string, number][], cube: CubeCells): Record<string, number> {
  const sums = new Map(base);
  for (let i = 0; i < cube.rows; i++) {
    if (cube.topic[i]?.startsWith('term:')) continue;
    const key = `${cube.topic[i]} ${cube.week[i]} ${cube.sources[i]}`;
    sums.set(key, (sums.get(key) ?? 0) + (cube.papers[i] ?? 0));
  }
  return Object.fromEntries([...sums].filter(([, n]) => n !== 0).sort());
}

const ORDERS: Record<string, string> = {
  papers: 'paper_id',
  digests: 'digest_id',
  mentions: 'paper_id, digest_id, rank',
  topics: 'topic_id',
  paper_topics: 'paper_id, topic_id',
  metrics: 'metric_id',
  rejects: 'file, line, reason',
};

const filed = (digests: Record<string, string | Uint8Array>, name: string) => {
  const of = Object.entries(digests).filter(([path]) => path.startsWith(name));
  return join(fileDigests(folderForAll(), Object.fromEntries(of)), name);
};

const BASE = [filed(lines(BUILT), 'letters'), filed(DIGESTS, 'weekly-notes')];
const HELD = [filed(lines(ADDED), 'mine'), filed(DIGESTS, 'daily-page'), filed(DIGESTS, 'odd')];

describe('own digests give the rows that a build of all digests gives', () => {
  let both: Awaited<ReturnType<typeof bothWays>>;
  let before: [string, number][];
  beforeAll(async () => {
    both = await bothWays(BASE, HELD);
    before = await cells(both.beside, 'built_trend_cube');
  }, 300_000);

  test.each(Object.entries(ORDERS))('%s', async (table, order) => {
    const [mine, theirs] = [await rowsIn(both.beside, table, order), await rowsIn(both.whole, table, order)];
    expect(mine.length).toBeGreaterThan(0);
    expect(mine).toEqual(theirs);
  });
  test('some papers are in both, and some are not', () => {
    expect(both.overlay.joined).toBeGreaterThan(0);
    expect(both.overlay.papers).toBeGreaterThan(both.overlay.joined);
  });
  test('the cube of the charts, by what is added to it, and the one that SQL sees', async () => {
    const whole = Object.fromEntries((await cells(both.whole, 'trend_cube')).sort());
    expect(summed(before, both.overlay.cube)).toEqual(whole);
    expect(Object.fromEntries((await cells(both.beside, 'trend_cube')).sort())).toEqual(whole);
  });
  test('the metric cube', async () => {
    const order = 'kind, measure, topic, month, sources, bin';
    const of = ({ ask }: Opened) =>
      ask({ text: `SELECT * FROM metric_cube WHERE topic NOT LIKE 'term:%' ORDER BY ${order}`, values: [] });
    expect(await of(both.beside)).toEqual(await of(both.whole));
  });
});

/** What an own digest says of a paper, but for its title and ids. */
const MINE = {
  ...{ digest_id: 'mine/2025-01-20', source: 'mine', date: '2025-01-20', rank: 1, file: '', line: 1 },
  ...{ abstract: null, summary: null, authors: [], url: null, code_url: null, doi: null, upvotes: null },
};

test('a paper that the dataset knows by its title alone keeps its id when own digests give it another', () => {
  const own = mergeMentions([{ ...MINE, title: 'A Garden of Caches', arxiv_id: '2501.00012' }]);
  const id = paperIdOf({ title: 'a garden of caches', arxiv_id: null, doi: null });
  const row = { paper_id: id, title: 'A Garden of Caches', first_seen: '2025-02-03', sources: 'letters' };
  const theirs = { paper_id: id, digest_id: 'letters/2025-02-03', date: '2025-02-03', source: 'letters' };
  const rows = { papers: [row], mentions: [theirs], paper_topics: [], metrics: [] };
  const [whole] = joinPapers(allCandidates(own, new Map()), rows);
  expect([whole?.paper.paper_id, whole?.paper.mentions.length, whole?.sources]).toEqual([
    id,
    2,
    'letters+mine',
  ]);
});

test('a paper that the dataset knows by its DOI alone is the one that own digests know as arXiv’s, too', () => {
  const doi = '10.1234/tea';
  const own = mergeMentions([{ ...MINE, title: 'Tea by Robots', arxiv_id: '2501.00099', doi }]);
  const row = { paper_id: `doi:${doi}`, title: 'Robots Pour', first_seen: '2025-02-03', sources: 'letters' };
  const rows = { papers: [row], mentions: [], paper_topics: [], metrics: [] };
  const wholes = joinPapers(allCandidates(own, new Map()), rows);
  expect(wholes.map(({ paper, base }) => [paper.paper_id, base?.row['title']])).toEqual([
    [`doi:${doi}`, 'Robots Pour'],
  ]);
});
