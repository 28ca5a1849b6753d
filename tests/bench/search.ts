/**
 * What ways of searching cost, in the browser's engine under Node: `npx tsx tests/bench/search.ts <dataset folder>`.
 * CPU time, which a busy machine stretches less than the clock; the second of two runs of each search.
 */
import MiniSearch from 'minisearch';
import { noFilter } from '../../src/questions/filter.ts';
import { paperCount, paperKeys } from '../../src/questions/papers.ts';
import { emptySearchTable, fillSearchTable, SEARCH_TABLE } from '../../src/questions/search.ts';
import { asking } from '../ask.ts';
import { openDataset } from '../duck.ts';

const duck = asking(await openDataset(process.argv[2] ?? 'public/data'));
const { connection } = duck;
for (const table of ['papers', 'mentions']) {
  connection.query(`CREATE TABLE ${table}_held AS SELECT * FROM ${table}`);
  connection.query(`DROP VIEW ${table}`);
  connection.query(`ALTER TABLE ${table}_held RENAME TO ${table}`);
}

async function cpu<T>(name: string, task: () => Promise<T> | T, times = 1): Promise<T> {
  for (let i = 1; i < times; i++) await task();
  const before = process.cpuUsage();
  const found = await task();
  const { user, system } = process.cpuUsage(before);
  console.log(`${name.padEnd(58)} ${((user + system) / 1000).toFixed(0).padStart(6)} ms`);
  return found;
}
const number = async (text: string): Promise<number> =>
  Number(Object.values((await duck.ask<Record<string, number>>({ text, values: [] }))[0] ?? {})[0]);

const SEARCHES = ['speculative decoding', 'language', 'rag', 'large language mod', 'mixture of experts'];
console.log(`${await number('SELECT count(*)::INT FROM papers')} papers`);

await cpu('table of words: made', async () => {
  await duck.ask(emptySearchTable);
  for (let part = 0; part < 7; part++) await duck.ask(fillSearchTable(part, 7));
});
console.log(`table of words: ${await number(`SELECT sum(strlen(title) + strlen(text))::INT FROM ${SEARCH_TABLE}`)} bytes of text`);
for (const where of ['table', 'texts'] as const) {
  for (const text of SEARCHES) {
    const filter = { ...noFilter, text };
    await cpu(`${where}: "${text}" counted`, () => duck.ask(paperCount(filter, where)), 2);
    await cpu(`${where}: "${text}" first 50 by relevance`, () => duck.ask(paperKeys(filter, 'relevance', 0, 50, where)), 2);
  }
}

const texts = await duck.ask<{ n: number; title: string; text: string }>({
  text: `SELECT row_number() OVER ()::INT AS n, title, coalesce(abstract, '') || ' ' || coalesce(s.summaries, '') AS text
    FROM papers LEFT JOIN (SELECT paper_id, string_agg(summary, ' ') AS summaries FROM mentions GROUP BY 1) s USING (paper_id)`,
  values: [],
});
const heap = process.memoryUsage().heapUsed;
const index = new MiniSearch<{ n: number; title: string; text: string }>({
  fields: ['title', 'text'],
  idField: 'n',
  tokenize: (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u),
});
await cpu('minisearch: index made', () => index.addAll(texts));
console.log(`minisearch: ${((process.memoryUsage().heapUsed - heap) / 1e6).toFixed(0)} MB of heap more (with garbage)`);
for (const text of SEARCHES) {
  await cpu(`minisearch: "${text}"`, () => index.search(text, { combineWith: 'AND', prefix: true }), 2);
}

connection.query(`CREATE TABLE docs AS SELECT row_number() OVER () AS n, title, abstract FROM papers`);
await cpu('create_fts_index: made', () => connection.query(`PRAGMA create_fts_index('docs', 'n', 'title', 'abstract')`));
for (const text of SEARCHES) {
  const query = `SELECT n FROM (SELECT n, fts_main_docs.match_bm25(n, '${text}', conjunctive := 1) AS score FROM docs) WHERE score IS NOT NULL ORDER BY score DESC LIMIT 50`;
  await cpu(`create_fts_index: "${text}"`, () => connection.query(query), 2);
}
duck.close();
