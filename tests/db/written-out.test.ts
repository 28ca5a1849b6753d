import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { list, sql } from '../../src/db/query.ts';
import { writtenOut } from '../../src/db/written-out.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([]);
});
afterAll(() => duck.close());

test('values stand where their marks stood; texts, names and comments keep theirs', () => {
  const query = sql`SELECT '?' AS "a?", ${"it's"} /* ? */ AS b, ${2} AS c -- ?
  , ${null} AS d WHERE true IN (${list([true, false])})`;
  expect(writtenOut(query)).toBe(
    "SELECT '?' AS \"a?\", 'it''s' /* ? */ AS b, 2 AS c -- ?\n, NULL AS d WHERE true IN (true, false)",
  );
});

test('a value that is missing is a fault, not a NULL', () => {
  expect(() => writtenOut({ text: 'SELECT ?', values: [] })).toThrow('places for 0 values');
});

test('the text gives what the bound query gives, whatever the value', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', '')),
        fc.constantFrom("'; DROP TABLE papers; --", "''", '?', '"', '/*', '\\'),
      ),
      async (value) => {
        const query = sql<{ v: string }>`SELECT CAST(${value} AS VARCHAR) AS v`;
        const written = await duck.ask<{ v: string }>({ text: writtenOut(query), values: [] });
        expect(written).toEqual(await duck.ask(query));
        expect(written).toEqual([{ v: value }]);
      },
    ),
    { numRuns: 30 },
  );
});
