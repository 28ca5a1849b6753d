import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOnly } from '../../src/app/sql/readonly.ts';
import { sql, type Value } from '../../src/db/query.ts';
import { writtenOut } from '../../src/db/written-out.ts';
import { compareClaims } from '../../src/questions/compare.ts';
import { noFilter, type Filter } from '../../src/questions/filter.ts';
import { paperCount } from '../../src/questions/papers.ts';
import { duckWith, type Asked } from '../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([
    `INSERT INTO topics VALUES ('agents', 'Agents', 'language', 'curated', NULL)`,
    `INSERT INTO papers (paper_id, title, abstract, first_seen, sources) VALUES ('p', 'Faster', 'It is 2x faster', '2025-01-01', 'a')`,
  ]);
});
afterAll(() => duck.close());

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...[
        `'`,
        `''`,
        '"',
        '?',
        '--',
        '/*',
        '*/',
        ';',
        '$$',
        '\\',
        '\n',
        '\r',
        '\0',
        '\u00a0',
        ')',
        '(',
        '%',
        '_',
      ],
    ),
    fc.constantFrom(' OR true', 'DROP TABLE papers', 'é', '漢', '\u{1f600}', 'U&', 'x'),
    fc.string({ maxLength: 2 }),
  ),
  maxLength: 12,
});

test('a value written out comes back as the value, whatever it holds', async () => {
  const value = fc.oneof(
    nasty,
    fc.double({ min: -1e6, max: 1e6 }),
    fc.integer(),
    fc.constantFrom(1e300, -0, Infinity),
    fc.boolean(),
    fc.constant(null),
  );
  await fc.assert(
    fc.asyncProperty(value, async (given: Value) => {
      const text = writtenOut(sql`
        SELECT ${given} AS v, '?' AS mark, 1-${-1} AS sum -- ?
        WHERE 'a?' <> ${'b'}`);
      const [found] = await duck.ask<{ v: unknown; mark: string; sum: number }>({ text, values: [] });
      expect([found?.mark, found?.sum]).toEqual(['?', 2]);
      if (typeof given === 'string') expect(found?.v).toBe(given.replaceAll('\0', ''));
      else if (given === Infinity) expect(found?.v).toBe(given);
      else if (typeof given === 'number' && Math.abs(given) > 1e15) expect(found?.v).toBe(given);
      else if (typeof given === 'number') expect(Number(found?.v) + 0).toBeCloseTo(given + 0, 9);
      else expect(found?.v).toBe(given);
    }),
    { seed: 21, numRuns: 400 },
  );
});

test('a chart’s query with any filter in it passes the console’s check and finds what the bound one finds', async () => {
  const list = fc.array(
    nasty.filter((text) => text !== ''),
    { maxLength: 2 },
  );
  const filters = fc.record({
    topics: list,
    areas: list,
    sources: list,
    measures: list,
    benchmarks: list,
    baselines: list,
    text: nasty,
  });
  await fc.assert(
    fc.asyncProperty(filters, async (chosen) => {
      const filter: Filter = { ...noFilter, ...chosen };
      for (const query of [paperCount(filter), compareClaims(filter, 'speed', 'topic')]) {
        const checked = readOnly(writtenOut(query));
        expect(checked).not.toHaveProperty('reason');
        if ('reason' in checked) return;
        const found = duck.connection.query(checked.text).toArray();
        expect(found).toHaveLength((await duck.ask<unknown>(query)).length);
      }
      expect(duck.connection.query('SELECT * FROM papers').numRows).toBe(1);
    }),
    { seed: 22, numRuns: 25 },
  );
}, 120_000);
