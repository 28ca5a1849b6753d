/** What a question reaches, cut out of large files, gives the same answers as the whole tables. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeRows } from '../../scripts/build/pages.ts';
import { TABLE_PLANS } from '../../scripts/build/tables.ts';
import { tables, type Manifest, type TableName } from '../../src/core/tables/schema.ts';
import { narrowing, type Narrowing } from '../../src/db/narrow.ts';
import type { Query } from '../../src/db/query.ts';
import { noFilter, type Filter } from '../../src/questions/filter.ts';
import {
  likelyDays,
  paperMentions,
  paperMetrics,
  paperRecord,
  paperTopics,
} from '../../src/questions/paper.ts';
import { inOrder, paperCount, paperKeys, paperRows, type PaperOrder } from '../../src/questions/papers.ts';
import { duckWith, type Asked } from '../ask.ts';

const LARGE = ['papers', 'mentions', 'paper_topics', 'metrics'] as const;
const DAYS = { papers: 'first_seen', mentions: 'date', paper_topics: 'date', metrics: 'date' } as const;
const ORDER = {
  papers: 'first_seen, paper_id',
  mentions: 'paper_id, date',
  paper_topics: 'year(date), weekofyear(date), topic_id, date, paper_id',
  metrics: 'date, paper_id',
} as const;
const BASE = 'https://example.org/data/';
/** Of the build, and as another writer leaves them: no text in pages of its own. */
const LAYOUTS = ['paged', 'plain'] as const;
type Layout = (typeof LAYOUTS)[number];
const files = new Map<string, Uint8Array>();
const fetched: { file: string; bytes: number }[] = [];
let duck: Asked;
let narrow: Narrowing;
let manifest: Manifest;
const manifests = new Map<Layout, Manifest>();

/** 9,000 papers of two years, some without an abstract; a mention of every fifth comes two years late. */
const FILL = [
  `INSERT INTO papers BY NAME SELECT concat('arxiv:', strftime(day, '%y%m'), '.', lpad(i::VARCHAR, 5, '0')) AS paper_id,
    concat('Study ', i) AS title, CASE WHEN i % 2 = 0 THEN concat('Abstract ', i, ' ', array_to_string([md5(concat(i, ' ', j)) FOR j IN range(20)], ' ')) END AS abstract, day AS first_seen,
    CASE WHEN i % 3 = 0 THEN 'a+b' ELSE 'a' END AS sources, 1 + (i % 5 = 0)::INT AS mentions, i % 7 AS upvotes,
    (i % 4 = 0)::INT AS gains, 0 AS scores
    FROM (SELECT i, DATE '2022-01-01' + (i / 12.4)::INT AS day FROM range(9000) t(i))`,
  `INSERT INTO mentions BY NAME SELECT paper_id, 'a/1' AS digest_id, first_seen AS date, 1 AS rank, concat('Told of ', title) AS summary FROM papers
    UNION ALL BY NAME SELECT paper_id, 'b/1' AS digest_id, first_seen + 700 AS date, 1 AS rank, concat('Told much later of ', title) AS summary FROM papers WHERE mentions > 1`,
  `INSERT INTO paper_topics BY NAME SELECT paper_id, concat('t', (right(paper_id, 5)::INT * 7) % 23) AS topic_id, first_seen AS date, 1.0 AS weight, true AS main, 'x' AS phrases FROM papers`,
  `INSERT INTO metrics BY NAME SELECT concat(paper_id, '#g1') AS metric_id, paper_id, first_seen AS date, 'gain' AS kind, 'speed' AS measure,
    2.0 AS low, 2.0 AS high, 2.0 AS factor_low, 2.0 AS factor_high, 'none' AS qualifier,
    CASE WHEN abstract IS NULL THEN 'summary' ELSE 'abstract' END AS field, CASE WHEN abstract IS NULL THEN 'a/1' END AS digest_id,
    0 AS start, 4 AS length, 0 AS sentence_start, 8 AS sentence_length FROM papers WHERE gains > 0`,
  `INSERT INTO topics BY NAME SELECT concat('t', i) AS topic_id, concat('T', i) AS label, 'x' AS area FROM range(23) t(i)`,
];

const rowsOf = <Row>(text: string): Row[] =>
  duck.connection
    .query(text)
    .toArray()
    .map((row: { toJSON(): unknown }) => row.toJSON() as Row);

/** The rows of a file in the layout of the build's plan, but in the least row groups there are. */
async function paged(table: TableName, bytes: Uint8Array): Promise<Uint8Array> {
  const plan = TABLE_PLANS.find((one) => one.table === table);
  if (!plan) throw new Error(table);
  const folder = mkdtempSync(join(tmpdir(), 'papertide-narrow-'));
  const [from, to] = [join(folder, 'from.parquet'), join(folder, 'to.parquet')];
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    writeFileSync(from, bytes);
    await writeRows(
      (text) => connection.run(text),
      { ...plan, rowGroup: 2048 },
      `FROM read_parquet('${from}')`,
      to,
    );
    return new Uint8Array(readFileSync(to));
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

/** As the build parts and cuts them, in the least row groups there are. */
function written(table: (typeof LARGE)[number], layout: Layout) {
  const day = DAYS[table];
  const years = rowsOf<{ y: number }>(`SELECT DISTINCT year(${day})::INT AS y FROM ${table} ORDER BY 1`);
  return Promise.all(
    years.map(async ({ y }) => {
      const file = `${table}-${layout}-${y}.parquet`;
      // In memory: a name that is not there already would become a file on the disk.
      duck.register(file, new Uint8Array(0));
      duck.connection.query(`COPY (SELECT * FROM ${table} WHERE year(${day}) = ${y} ORDER BY ${ORDER[table]})
      TO '${file}' (FORMAT PARQUET, CODEC 'ZSTD', ROW_GROUP_SIZE 2048)`);
      const rows = new Uint8Array(duck.db.copyFileToBuffer(file));
      const bytes = layout === 'paged' ? await paged(table, rows) : rows;
      files.set(file, bytes);
      const [facts] = rowsOf<{ min: string; max: string }>(
        `SELECT min(${day})::VARCHAR AS min, max(${day})::VARCHAR AS max FROM ${table} WHERE year(${day}) = ${y}`,
      );
      return {
        file,
        bytes: bytes.length,
        rows: 0,
        min_date: facts?.min ?? null,
        max_date: facts?.max ?? null,
      };
    }),
  );
}

beforeAll(async () => {
  duck = await duckWith(FILL);
  for (const layout of LAYOUTS) {
    const of = async (table: TableName) => ({
      files: (LARGE as readonly string[]).includes(table)
        ? await written(table as (typeof LARGE)[number], layout)
        : [],
      rows: 0,
      columns: {},
    });
    const made = (Object.keys(tables) as TableName[]).map(async (table) => [table, await of(table)] as const);
    manifests.set(layout, { tables: Object.fromEntries(await Promise.all(made)) } as unknown as Manifest);
  }
}, 60_000);
afterAll(() => {
  vi.unstubAllGlobals();
  duck.close();
});
beforeEach(() => {
  vi.stubGlobal('fetch', (url: URL, init: { headers: { Range: string } }) => {
    const file = url.pathname.split('/').at(-1) ?? '';
    const [from, to] = init.headers.Range.replace('bytes=', '').split('-').map(Number);
    const whole = files.get(file) ?? new Uint8Array();
    const bytes = whole.slice(from, (to ?? 0) + 1);
    fetched.push({ file, bytes: bytes.length });
    return Promise.resolve(
      new Response(bytes, {
        status: 206,
        headers: { 'content-range': `bytes ${from}-${to}/${whole.length}` },
      }),
    );
  });
  use('paged');
  fetched.length = 0;
});
function use(layout: Layout): void {
  manifest = manifests.get(layout) as Manifest;
  narrow = narrowing(manifest, BASE, new Set(LARGE));
}

let made = 0;
/** The question over what it reaches, as the page's engine runs it. */
async function narrowly<Row>(query: Query<Row>): Promise<Row[]> {
  const over = query.reach && (await narrow.over(query.reach));
  if (!over) throw new Error('a question without a reach');
  const named = over.map(({ table, bytes }) => ({ table, bytes, name: `over-${++made}.parquet` }));
  for (const { name, bytes } of named) duck.register(name, bytes);
  const instead = named.map(({ table, name }) => `${table} AS (SELECT * FROM read_parquet('${name}'))`);
  return duck.ask({ ...query, text: `WITH ${instead.join(', ')} SELECT * FROM (\n${query.text}\n)` });
}

const month: Filter = { ...noFilter, from: '2023-03-01', to: '2023-03-31' };
const FILTERS: [string, Filter][] = [
  ['a month', month],
  ['a topic of a source', { ...month, topics: ['t5', 't7'], sources: ['b'] }],
  ['an area and a measure', { ...month, areas: ['x'], measures: ['speed'] }],
  ['two topics together', { ...month, topics: ['t5'], also: ['t6'] }],
  ['days that hold nothing', { ...noFilter, from: '2030-01-01', to: '2030-01-31', topics: ['t5'] }],
  ['all years', noFilter],
];

describe.each(LAYOUTS)('texts %s:', (layout) =>
  test.each(FILTERS)('papers of %s', async (_, filter) => {
    use(layout);
    expect(await narrowly(paperCount(filter))).toEqual(await duck.ask(paperCount(filter)));
    for (const order of ['newest', 'title'] as PaperOrder[]) {
      const keys = await duck.ask(paperKeys(filter, order, 3, 20));
      expect(await narrowly(paperKeys(filter, order, 3, 20))).toEqual(keys);
      if (keys.length > 0)
        expect(inOrder(keys, await narrowly(paperRows(keys, filter)))).toEqual(
          inOrder(keys, await duck.ask(paperRows(keys, filter))),
        );
    }
  }),
);

test('of papers far apart the pages of their texts are read, and not their neighbours’', async () => {
  const all = await duck.ask(paperKeys(noFilter, 'oldest', 0, 9000));
  const keys = all.filter((_, i) => i % 1500 === 700);
  const whole = await duck.ask(paperRows(keys, noFilter));
  expect(inOrder(keys, await narrowly(paperRows(keys, noFilter)))).toEqual(inOrder(keys, whole));
  const read = (file: RegExp) =>
    fetched.filter((one) => file.test(one.file)).reduce((sum, { bytes }) => sum + bytes, 0);
  const paged = read(/^(?:papers|mentions)/);
  use('plain');
  fetched.length = 0;
  await narrowly(paperRows(keys, noFilter));
  expect(paged).toBeLessThan(read(/^(?:papers|mentions)/) / 2);
});

test('a paper whose mentions come late says that not all are told, and only where its text may be among them', async () => {
  const keys = await duck.ask(paperKeys(month, 'newest', 0, 40));
  const rows = await narrowly(paperRows(keys, month, '2023-05-01'));
  const open = rows.filter(({ told_all }) => !told_all);
  expect(rows.every(({ told_all }) => told_all)).toBe(false);
  expect(open.every(({ mentions, text }) => mentions > 1 && text?.startsWith('Told'))).toBe(true);
  const near = new Map(rows.filter(({ told_all }) => told_all).map((row) => [row.paper_id, row.text]));
  for (const row of await duck.ask(paperRows(keys, month)))
    if (near.has(row.paper_id)) expect(near.get(row.paper_id)).toBe(row.text);
});

test('a paper by its id, in the days of its arXiv month', async () => {
  const [key] = await duck.ask(paperKeys(month, 'newest', 5, 1));
  const id = key?.paper_id ?? '';
  const [likely] = likelyDays(id);
  expect(await narrowly(paperRecord(id, likely))).toEqual(await duck.ask(paperRecord(id)));
  const on = { from: key?.first_seen ?? '', to: key?.first_seen ?? '' };
  for (const of of [paperMetrics, paperTopics, paperMentions] as const)
    expect(await narrowly<object>(of(id, on))).toEqual(await duck.ask<object>(of(id, on)));
  expect(likelyDays('doi:10.1/x')).toEqual([{ from: null, to: null }]);
});

test('a month is read from the files and row groups that hold it, and not twice', async () => {
  const query = paperKeys({ ...month, topics: ['t5'] }, 'newest', 0, 50);
  await narrowly(query);
  expect([...new Set(fetched.map(({ file }) => file))].sort()).toEqual([
    'paper_topics-paged-2023.parquet',
    'papers-paged-2023.parquet',
  ]);
  const once = fetched.length;
  await narrowly(query);
  expect(fetched).toHaveLength(once);
});

test('a question that touches too much is left to the engine', async () => {
  const wide = { columns: Object.keys(tables.papers) };
  const many = narrowing(manifest, BASE, new Set(LARGE));
  expect(await many.over({ papers: wide })).not.toBeNull();
  expect(
    await narrowing(manifest, BASE, new Set(LARGE), { bytes: 10, requests: 10 }).over({ papers: wide }),
  ).toBeNull();
  expect(await narrowing(manifest, BASE, new Set()).over({ papers: wide })).toEqual([]);
});
