import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimedNames } from '../../src/questions/claimed-names.ts';
import { noFilter, type Filter } from '../../src/questions/filter.ts';
import {
  LEDGER_COLUMNS,
  ledgerCount,
  ledgerInOrder,
  ledgerKeys,
  ledgerRows,
  type LedgerKind,
  type LedgerOrder,
} from '../../src/questions/ledger.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  const metric = (id: string, paper: string, day: string, rest: string) =>
    `('${id}', '${paper}', '${day}', ${rest})`;
  duck = await duckWith([
    `INSERT INTO papers (paper_id, title, abstract, first_seen, sources) VALUES
      ('a', 'Fast decoding', 'It runs 3x faster.', '2025-01-10', 'daily'), ('b', 'small nets', NULL, '2025-02-10', 'weekly')`,
    `INSERT INTO mentions (paper_id, digest_id, date, summary) VALUES
      ('b', 'w1', '2025-02-10', 'Nets 50% smaller.'), ('b', 'w1', '2025-02-10', 'Nets 50% smaller.'), ('b', 'w2', '2025-02-17', 'Other words')`,
    `INSERT INTO metrics (metric_id, paper_id, date, kind, measure, form, low, high, factor_low, factor_high, qualifier,
        sense, benchmark, baseline, field, digest_id, start, length, sentence_start, sentence_length) VALUES
      ${metric('a#g1', 'a', '2025-01-10', "'gain', 'speed', 'ratio', 3, 3, 3, 3, 'up_to', 'better', 'MMLU', 'vLLM', 'abstract', NULL, 8, 2, 0, 18")},
      ${metric('a#s1', 'a', '2025-01-10', "'score', 'quality', NULL, 71, 71, NULL, NULL, 'none', NULL, 'MMLU', NULL, 'abstract', NULL, 0, 2, 0, 18")},
      ${metric('b#g1', 'b', '2025-02-10', "'gain', 'size', 'percent', 50, 50, 2, 2, 'none', 'better', NULL, 'VLLM', 'summary', 'w1', 5, 3, 0, 17")},
      ${metric('b#g2', 'b', '2025-02-10', "'gain', 'quality', 'points', 2, 2, NULL, NULL, 'none', 'worse', NULL, NULL, 'summary', 'w1', 5, 3, 0, 17")}`,
  ]);
});
afterAll(() => duck.close());

const newest: LedgerOrder = { by: 'date', down: true };
const ids = async (
  change: Partial<Filter> = {},
  kind: LedgerKind = 'gain',
  order: LedgerOrder = newest,
  offset = 0,
  limit = 10,
) =>
  (await duck.ask(ledgerKeys({ ...noFilter, ...change }, kind, order, offset, limit)))
    .map(({ metric_id }) => metric_id)
    .join(' ');

test('gains, scores or both are listed, newest first', async () => {
  expect(await ids()).toBe('b#g1 b#g2 a#g1');
  expect(await ids({}, 'score')).toBe('a#s1');
  expect(await ids({}, 'both')).toBe('b#g1 b#g2 a#g1 a#s1');
  expect(await duck.ask(ledgerCount(noFilter, 'both'))).toEqual([{ claims: 4, papers: 2 }]);
});
test('what has no factor stands last whichever way factors are ordered', async () => {
  expect(await ids({}, 'gain', { by: 'factor', down: true })).toBe('a#g1 b#g1 b#g2');
  expect(await ids({}, 'gain', { by: 'factor', down: false })).toBe('b#g1 a#g1 b#g2');
});
test('every order gives each claim once, over pages of one', async () => {
  for (const by of LEDGER_COLUMNS) {
    const pages = [];
    for (const offset of [0, 1, 2, 3]) pages.push(await ids({}, 'both', { by, down: false }, offset, 1));
    expect(pages.sort()).toEqual(['a#g1', 'a#s1', 'b#g1', 'b#g2']);
  }
});
test('the filter holds for the claims themselves, not for their papers', async () => {
  expect(await ids({ factor: { from: 3, to: null } })).toBe('a#g1');
  expect(await ids({ qualifiers: ['none'], measures: ['size'] })).toBe('b#g1');
  expect(await ids({ baselines: ['vllm'] })).toBe('b#g1 a#g1');
});
test('a claim comes with the text that it was read from, once though a digest lists the paper twice', async () => {
  const keys = await duck.ask(ledgerKeys(noFilter, 'gain', newest, 0, 10));
  const rows = ledgerInOrder(keys, await duck.ask(ledgerRows(keys)));
  expect(rows.map(({ metric_id, text, title }) => [metric_id, text, title])).toEqual([
    ['b#g1', 'Nets 50% smaller.', 'small nets'],
    ['b#g2', 'Nets 50% smaller.', 'small nets'],
    ['a#g1', 'It runs 3x faster.', 'Fast decoding'],
  ]);
});
test('names are found by a part of them in any case, and come as they are spelled', async () => {
  expect(await duck.ask(claimedNames('baseline', 'vll'))).toEqual([
    { name: 'VLLM', claims: 1 },
    { name: 'vLLM', claims: 1 },
  ]);
  expect(await duck.ask(claimedNames('benchmark', ''))).toEqual([{ name: 'MMLU', claims: 2 }]);
  expect(await duck.ask(claimedNames('benchmark', "'; --"))).toEqual([]);
});
