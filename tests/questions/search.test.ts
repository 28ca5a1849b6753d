import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noFilter } from '../../src/questions/filter.ts';
import { inOrder, paperCount, paperKeys } from '../../src/questions/papers.ts';
import { emptySearchTable, fillSearchTable, searchTerms, searchWords } from '../../src/questions/search.ts';
import { duckWith, type Asked } from '../ask.ts';

const paper = (id: string, title: string, abstract: string | null, day = '2025-01-01') =>
  `INSERT INTO papers (paper_id, title, abstract, first_seen, sources, mentions, gains)
   VALUES ('${id}', '${title}', ${abstract === null ? 'NULL' : `'${abstract}'`}, DATE '${day}', 's', 1, 0)`;
const mention = (id: string, digest: string, summary: string) =>
  `INSERT INTO mentions (paper_id, digest_id, date, summary) VALUES ('${id}', '${digest}', '2025-01-01', '${summary}')`;

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    paper('a', 'Decoding ahead', 'Speculative decoding drafts tokens. Decoding in parallel.'),
    paper('b', 'A study of caches', 'We store key-value caches; storage matters.', '2025-02-01'),
    paper('c', 'State-space models', null),
    paper('d', 'C++ and 50% less', 'x'),
    paper('e', 'Long survey', `Of many things, decoding among them. ${'Words and words. '.repeat(60)}`),
    mention('c', 'd1', 'The state of a space'),
    mention('c', 'd2', 'A RAG pipeline over Poincaré balls'),
  ]);
  await duck.ask(emptySearchTable);
  for (const part of [0, 1, 2]) await duck.ask(fillSearchTable(part, 3));
});
afterAll(() => duck.close());

const found = async (text: string, where: 'texts' | 'table' = 'table') =>
  (await duck.ask(paperKeys({ ...noFilter, text }, 'relevance', 0, 99, where)))
    .map(({ paper_id }) => paper_id)
    .join('');

test('a word is found where a word begins with it, not inside of another', async () => {
  expect(await found('rag')).toBe('c');
  expect(await found('stor')).toBe('b');
  expect(await found('coding')).toBe('');
});

test('all words must stand in the paper, wherever; case and what stands between do not matter', async () => {
  expect(await found('MODELS poincaré')).toBe('c');
  expect(await found('key value')).toBe('b');
  expect(await found('key-value')).toBe('b');
});

test('a phrase in quotes stands in a row and in whole words, within one text', async () => {
  expect(await found('"space models"')).toBe('c');
  expect(await found('"space model"')).toBe('');
  expect(await found('"models the state"')).toBe('');
  expect(await found('"space mod')).toBe('c');
});

test('signs that mean something are looked for as they are', async () => {
  expect(await found('c++')).toBe('d');
  expect(await found('50%')).toBe('d');
  expect(await found('%')).toBe('d');
  expect(await found('_')).toBe('');
});

test('a word in the title and often in a short text comes before one mention in a long one', async () => {
  expect(await found('decoding')).toBe('ae');
});

test('without words the newest stand first', async () => {
  expect((await found('')).startsWith('b')).toBe(true);
});

test('the terms of a search: words, phrases, signs', () => {
  expect(searchWords('state "space model" x')).toEqual(['state', 'space model', 'x']);
  expect(searchTerms('"a b" c-d')).toEqual([
    { words: 'a b', whole: true, literal: null },
    { words: 'c d', whole: false, literal: null },
  ]);
  expect(searchWords('a"b c\0')).toEqual(['a', 'b c']);
});

test('the table of words and the texts themselves find the same papers in the same order, whatever is looked for', async () => {
  const word = fc.constantFrom(
    ...[
      'decod',
      'decoding',
      'state',
      'space',
      'of',
      'a',
      'words',
      'Key',
      'value',
      'rag',
      'c++',
      '50%',
      '%',
      'é',
      'É',
      'storage',
      'many things',
    ],
    ...[
      'key-value',
      `'`,
      '"',
      '-',
      'poincaré',
      'x',
      'İ',
      'ß',
      '\0',
      '\u00a0',
      '漢',
      '\u0301',
      '1',
      '.*',
      '\\p{L}',
      '(',
      'models the',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 3 }), fc.boolean(), async (words, quote) => {
      const text = quote ? `"${words.join(' ')}"` : words.join(' ');
      const [texts, table] = [await found(text, 'texts'), await found(text, 'table')];
      expect(table).toBe(texts);
      const [count] = await duck.ask(paperCount({ ...noFilter, text }));
      expect(count?.papers).toBe(texts.length);
    }),
    { seed: 31, numRuns: 40 },
  );
}, 120_000);

test('pages by relevance follow each other without a gap', async () => {
  const page = (offset: number) =>
    duck.ask(paperKeys({ ...noFilter, text: 'a' }, 'relevance', offset, 2, 'table'));
  const pages = [...(await page(0)), ...(await page(2)), ...(await page(4))].map(({ paper_id }) => paper_id);
  expect(pages.join('')).toBe(await found('a'));
  expect(inOrder([], [])).toEqual([]);
});
