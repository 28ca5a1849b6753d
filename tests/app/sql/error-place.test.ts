import { afterAll, beforeAll, expect, test } from 'vitest';
import { bestFault, ownQuery } from '../../../src/app/sql/error-place.ts';
import { readOnly } from '../../../src/app/sql/readonly.ts';
import { duckWith, type Asked } from '../../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([]);
});
afterAll(() => duck.close());

/** What stands at the place that the engine's error is brought back to. */
function placed(text: string) {
  const checked = readOnly(text);
  if ('reason' in checked) throw new Error(checked.reason);
  const own = ownQuery(checked);
  const told = (ask: () => unknown) => {
    try {
      ask();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const ran = told(() => duck.connection.query(checked.text));
  if (ran === null) throw new Error('the engine took it');
  const fault = bestFault(ran, own === null ? null : told(() => duck.connection.prepare(own)), checked);
  return { ...fault, word: fault.at && text.slice(fault.at.from, fault.at.to) };
}

test('an unknown column is marked at its name, in the reader’s own lines', () => {
  const found = placed('SELECT title,\n  titel\nFROM papers');
  expect(found).toMatchObject({ word: 'titel', at: { line: 2, column: 3 } });
  expect(found.message).toMatch(/^Binder Error: .*titel/);
  expect(found.message).not.toMatch(/LINE|\^/);
});

test('a comment before the statement moves no place', () => {
  expect(placed('-- a\n/* b\n*/ SELECT nothing_here FROM papers')).toMatchObject({
    word: 'nothing_here',
    at: { line: 3, column: 11 },
  });
});

test('an unknown table in a long line is marked though the engine shows only a part of the line', () => {
  const long = Array.from({ length: 40 }, (_, i) => `title AS title_number_${i}`).join(', ');
  expect(placed(`SELECT ${long} FROM paperz WHERE ${long.length} > 1`).word).toBe('paperz');
});

test('a query that ends too soon is marked at its end', () => {
  const text = 'SELECT title FROM papers WHERE';
  const found = placed(text);
  expect(found.at?.from).toBe(text.length);
  expect(found.message).toContain('at the end');
});

test('a description and a plan tell their places too', () => {
  expect(placed('DESCRIBE SELECT nope FROM papers').word).toBe('nope');
  expect(placed('EXPLAIN\nSELECT nope FROM papers')).toMatchObject({ word: 'nope', at: { line: 2 } });
  expect(placed('SUMMARIZE paperz').message).toContain('paperz');
});
