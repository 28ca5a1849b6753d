import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLES } from '../../../src/app/sql/examples.ts';
import { readOnly } from '../../../src/app/sql/readonly.ts';
import { duckWith, type Asked } from '../../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([]);
});
afterAll(() => duck.close());

test.each(EXAMPLES)('$asks: its query passes the check and runs', ({ query }) => {
  const checked = readOnly(query);
  expect(checked).not.toHaveProperty('reason');
  if (!('reason' in checked)) expect(() => duck.connection.query(checked.text)).not.toThrow();
});
