import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Summary } from '../../scripts/build/summary.ts';
import { extractPaper } from '../../src/core/extract.ts';
import { TABLE_NAMES, tables, type RowOf } from '../../src/core/tables/schema.ts';
import { openDataset } from '../duck.ts';
import { build, DIGESTS, fileDigests, freshPlace, type Place } from './fixtures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let place: Place;
let summary: Summary;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'papertide-whole-'));
  const digests = fileDigests(join(folder, 'digests'), DIGESTS);
  place = { inputs: [digests], out: join(folder, 'out'), cache: join(folder, 'cache') };
  summary = await build(place);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder of digests becomes a dataset that the browser engine reads', async () => {
  expect(summary).toMatchObject({ papers: 4, mentions: 6, entries: 6, rejected: 0, changed: true });
  expect(summary.skipped).toEqual(['daily-page/README.md']);
  expect(summary.problems.map((p) => [p.file, p.code])).toEqual([
    ['odd/empty.md', 'empty'],
    ['odd/picture.bin', 'binary'],
    ['odd/prose.md', 'unknown-format'],
  ]);

  const duck = await openDataset(place.out);
  try {
    for (const table of TABLE_NAMES) {
      const columns = duck.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${table}`);
      expect(Object.fromEntries(columns.map((c) => [c.column_name, c.column_type])), table).toEqual(
        tables[table],
      );
    }
    const papers = duck.rows<RowOf<'papers'>>(
      'SELECT paper_id, first_seen::VARCHAR AS first_seen, sources, mentions, published::VARCHAR AS published FROM papers ORDER BY paper_id',
    );
    // Listed by two sources, and by one source twice: one paper each.
    expect(papers.slice(0, 2)).toEqual([
      {
        paper_id: 'arxiv:2501.00001',
        first_seen: '2025-01-09',
        sources: 'daily-page+weekly-notes',
        mentions: 2,
        published: '2025-01-01',
      },
      {
        paper_id: 'arxiv:2501.00002',
        first_seen: '2025-01-10',
        sources: 'weekly-notes',
        mentions: 2,
        published: '2025-01-01',
      },
    ]);
    expect(duck.rows('SELECT digest_id, entries FROM digests ORDER BY date')).toEqual([
      { digest_id: 'daily-page/2025-01-09', entries: 2 },
      { digest_id: 'weekly-notes/2025-01-10', entries: 2 },
      { digest_id: 'weekly-notes/2025-01-17', entries: 2 },
    ]);
    expect(duck.rows("SELECT file, line FROM rejects WHERE reason LIKE 'binary%'")).toEqual([
      { file: 'odd/picture.bin', line: 0 },
    ]);
  } finally {
    duck.close();
  }
});

test('the tables hold what the core extracts of each paper, every metric at its place in the text', async () => {
  const duck = await openDataset(place.out);
  try {
    const papers = duck.rows<{ paper_id: string; title: string; text: string }>(
      'SELECT paper_id, title, abstract AS text FROM papers ORDER BY paper_id',
    );
    const expected = papers.flatMap(({ paper_id, title, text }) => {
      const { gains, scores } = extractPaper(title, text);
      const inOrder = <T extends { start: number }>(found: T[]) =>
        [...found].sort((a, b) => a.start - b.start);
      return [
        ...inOrder(gains).map((g, i) => ({
          id: `${paper_id}#g${i + 1}`,
          quote: g.quote,
          low: g.low,
          factor: g.factor?.high ?? null,
        })),
        ...inOrder(scores).map((s, i) => ({
          id: `${paper_id}#s${i + 1}`,
          quote: s.quote,
          low: s.value,
          factor: null,
        })),
      ];
    });
    expect(expected.length).toBeGreaterThan(1);
    const rows = duck.rows<{
      id: string;
      text: string;
      start: number;
      length: number;
      low: number;
      factor: number;
    }>(`
      SELECT m.metric_id AS id, m.start, m.length, m.low, m.factor_high AS factor, p.abstract AS text
      FROM metrics m JOIN papers p USING (paper_id)
      ORDER BY paper_id, kind, m.start`);
    expect(
      rows.map(({ id, text, start, length, low, factor }) => ({
        id,
        quote: text.slice(start, start + length),
        low,
        factor,
      })),
    ).toEqual(expected);
    const topics = duck.rows('SELECT paper_id, topic_id FROM paper_topics WHERE main ORDER BY paper_id');
    expect(topics).toEqual(
      papers.flatMap(({ paper_id, title, text }) =>
        extractPaper(title, text)
          .topics.filter((t) => t.main)
          .map(({ topic_id }) => ({ paper_id, topic_id })),
      ),
    );
  } finally {
    duck.close();
  }
});

test('every table can be read without an engine', async () => {
  const manifest = JSON.parse(readFileSync(join(place.out, 'manifest.json'), 'utf8'));
  for (const table of TABLE_NAMES) {
    const { file, rows } = manifest.tables[table].files[0];
    const bytes = new Uint8Array(readFileSync(join(place.out, file)));
    expect(await parquetReadObjects({ file: bytes.buffer, compressors }), table).toHaveLength(rows);
  }
});

test('the output holds the manifest, its files, its feeds and nothing else', async () => {
  const manifest = JSON.parse(readFileSync(join(place.out, 'manifest.json'), 'utf8'));
  const named = TABLE_NAMES.flatMap((t) => manifest.tables[t].files.map((f: { file: string }) => f.file));
  expect(readdirSync(place.out).sort()).toEqual([...named, 'feeds', 'manifest.json'].sort());
  expect(readdirSync(join(place.out, 'feeds')).sort()).toEqual(
    manifest.feeds.map((f: { file: string }) => f.file.slice('feeds/'.length)).sort(),
  );
});

test('two digests of one source on one day are told apart by a number', async () => {
  const page = (title: string) =>
    `Title: ${title}\nPDF: https://arxiv.org/pdf/2502.0000${title.length}\nSummary: Some words on ${title} and how it works out.\n`;
  const place = freshPlace({ 'a/2025-02-03.txt': page('One'), 'a/x/2025-02-03.txt': page('Three') });
  await build(place);
  const duck = await openDataset(place.out);
  try {
    expect(duck.rows('SELECT digest_id, file FROM digests ORDER BY digest_id')).toEqual([
      { digest_id: 'a/2025-02-03', file: 'a/2025-02-03.txt' },
      { digest_id: 'a/2025-02-03#2', file: 'a/x/2025-02-03.txt' },
    ]);
    expect(duck.rows('SELECT digest_id FROM mentions ORDER BY digest_id')).toHaveLength(2);
  } finally {
    duck.close();
  }
});

test('a digest.json beside the files says their source, date and year', async () => {
  const place = freshPlace({
    'x/digest.json': JSON.stringify({ source: 'My List', year: 2023 }),
    'x/page.md':
      'Daily Papers\nMar 5\n\nA Paper of Its Own\n\nIt has an abstract of a few words, as papers do.\n',
  });
  await build(place);
  const duck = await openDataset(place.out);
  try {
    expect(duck.rows('SELECT source, date::VARCHAR AS date FROM digests')).toEqual([
      { source: 'My-List', date: '2023-03-05' },
    ]);
  } finally {
    duck.close();
  }
});
