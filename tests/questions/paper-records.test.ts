import { afterAll, beforeAll, expect, test } from 'vitest';
import { papersFile } from '../../src/app/share/papers-file.ts';
import { paperBibtex } from '../../src/app/share/paper-bibtex.ts';
import { writtenOut } from '../../src/db/written-out.ts';
import { noFilter } from '../../src/questions/filter.ts';
import { keptMetrics, keptPapers, paperRecords } from '../../src/questions/paper-records.ts';
import { duckWith, type Asked } from '../ask.ts';

const about = { version: 'v', first: null, last: null, filter: '', day: '2026-01-01', url: 'u' };
const PAPERS = 1203;

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, authors, first_seen, sources, mentions, gains, scores)
      SELECT 'arxiv:25' || lpad(i::VARCHAR, 7, '0'), 'Paper ' || i, 'Ann A, Bo B', DATE '2025-01-01' + (i % 90)::INT, 'daily', 1, 0, 0
      FROM range(${PAPERS}) t(i)`,
    `UPDATE papers SET title = '=cmd', sources = 'daily+weekly' WHERE title = 'Paper 7'`,
    `INSERT INTO topics (topic_id, label, area) VALUES ('x', 'X', 'a'), ('y', 'Y', 'a')`,
    `INSERT INTO paper_topics (paper_id, topic_id, date, weight, main) VALUES
      ('arxiv:250000007', 'x', '2025-01-08', 0.5, false), ('arxiv:250000007', 'y', '2025-01-08', 0.4, true)`,
    `INSERT INTO metrics (metric_id, paper_id, date, kind, measure) VALUES
      ('m1', 'arxiv:250000007', '2025-01-08', 'gain', 'speed'), ('m2', 'arxiv:250000008', '2025-01-09', 'gain', 'size')`,
  ]);
});
afterAll(() => duck.close());

const file = async (format: 'bib' | 'csv' | 'json', stopped = () => false) => {
  const seen: number[] = [];
  const blob = await papersFile(
    duck.ask,
    { format, filter: noFilter, order: 'oldest', about },
    (n) => seen.push(n),
    stopped,
  );
  return { text: await blob?.text(), seen };
};

test('a file holds every paper of the filter once, however many a list shows at a time', async () => {
  const { text = '', seen } = await file('csv');
  const lines = text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(PAPERS + 1);
  expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(PAPERS);
  expect(seen).toEqual([500, 1000, PAPERS]);
  expect(text).toContain('arxiv:250000007,\'=cmd,"Ann A, Bo B"');
  expect(((await file('bib')).text?.match(/^@misc\{/gm) ?? []).length).toBe(PAPERS);
  const json = JSON.parse((await file('json')).text ?? '') as { rows: { topics: string | null }[] };
  expect(json.rows).toHaveLength(PAPERS);
  expect(json.rows.flatMap(({ topics }) => topics ?? [])).toEqual(['Y; X']);
});

test('a stopped file is none', async () => {
  expect((await file('csv', () => true)).text).toBeUndefined();
});

test('filtered rows keep all columns of their table, in Parquet too', async () => {
  const filter = { ...noFilter, measures: ['speed'] };
  expect(await duck.ask(keptMetrics(filter))).toMatchObject([{ metric_id: 'm1', measure: 'speed' }]);
  duck.connection.query(
    `COPY (${writtenOut(keptPapers(filter))}) TO 'kept.parquet' (FORMAT PARQUET, CODEC 'ZSTD')`,
  );
  const kept = await duck.ask<{ paper_id: string; first_seen: string }>({
    text: `SELECT * FROM read_parquet('kept.parquet')`,
    values: [],
  });
  expect(kept).toMatchObject([{ paper_id: 'arxiv:250000007', first_seen: '2025-01-08' }]);
});

test('an entry tells what the digest told, and guesses nothing', async () => {
  const [paper] = await duck.ask(paperRecords([{ paper_id: 'arxiv:250000007', first_seen: '2025-01-08' }]));
  expect(paper && paperBibtex(paper)).toBe(
    [
      '@misc{arxiv:250000007,',
      '  title = {{=cmd}},',
      '  author = {Ann A and Bo B},',
      '  year = {2025},',
      '  eprint = {250000007},',
      '  archiveprefix = {arXiv},',
      '  note = {First listed 2025-01-08 in daily, weekly},',
      '}',
      '',
    ].join('\n'),
  );
});
