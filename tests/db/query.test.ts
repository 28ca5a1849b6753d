import { describe, expect, test } from 'vitest';
import { join, list, QueryError, raw, run, sql } from '../../src/db/query.ts';
import { duckWith } from '../ask.ts';

describe('SQL', () => {
  test('a value is bound, a fragment brings its own values, in order', () => {
    const inner = sql`a = ${1} AND b IN (${list(['x', 'y'])})`;
    const query = sql`SELECT ${raw('c')} FROM t WHERE ${inner} AND d = ${null}`;
    expect(query).toEqual({
      text: 'SELECT c FROM t WHERE a = ? AND b IN (?, ?) AND d = ?',
      values: [1, 'x', 'y', null],
    });
  });
  test('conditions join, and none is what it is said to be', () => {
    expect(join([sql`a = ${1}`, sql`b = ${2}`], 'OR', 'true')).toEqual({
      text: 'a = ? OR b = ?',
      values: [1, 2],
    });
    expect(join([], 'AND', 'true')).toEqual({ text: 'true', values: [] });
  });
});

describe('rows', () => {
  test('no BigInt, Date, Vector or struct comes out of the engine', async () => {
    const duck = await duckWith([]);
    const [row] = await duck.ask(
      sql<
        Record<string, unknown>
      >`SELECT 9007199254740991::BIGINT AS big, DATE '2025-08-08' AS day, DATE '1969-12-31' AS old,
        1.25::DECIMAL(9, 2) AS price, sum(3)::HUGEINT AS total, [1, 2]::BIGINT[] AS list, {'a': 1::BIGINT, 'b': 'x'} AS pair,
        TIMESTAMP '2025-08-08 12:30:00' AS moment, NULL AS none, true AS yes, 'text' AS text`,
    );
    expect(row).toEqual({
      big: 9007199254740991,
      day: '2025-08-08',
      old: '1969-12-31',
      price: 1.25,
      total: 3,
      list: [1, 2],
      pair: { a: 1, b: 'x' },
      moment: '2025-08-08T12:30:00.000Z',
      none: null,
      yes: true,
      text: 'text',
    });
    duck.close();
  });
  test('a refused query’s error holds its SQL and its values', async () => {
    const duck = await duckWith([]);
    const failed = await duck
      .ask(sql`SELECT nothing FROM papers WHERE title = ${'x'}`)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(QueryError);
    expect(failed).toMatchObject({ sql: 'SELECT nothing FROM papers WHERE title = ?', values: ['x'] });
    expect(String(failed)).toContain('nothing');
    duck.close();
  });
  test('a failure that is no Error is told as text', async () => {
    const failed = await run(() => Promise.reject('gone'), sql`SELECT 1`).catch((error: unknown) => error);
    expect(String(failed)).toBe('QueryError: gone\nSELECT 1');
  });
});
