/** Use goes on for long: what a view needed is given back when it is left. `npm run soak` is the long run. */
import { expect, inject, test } from 'vitest';
import { soak } from '../../scripts/fuzz/soak.ts';
import { useBrowser } from './browser.ts';

const visit = useBrowser();

test('a hundred interactions leave no pages behind', async () => {
  const { page, close } = await visit();
  const { began, ended, nodes, errors } = await soak(page, inject('url'), 100, () => undefined);
  expect(errors).toEqual([]);
  // A view left behind at each of some eighty steps is ten times as many nodes; caches still fill in so short a run.
  expect(nodes[1]).toBeLessThan(3 * nodes[0]);
  expect(ended).toBeLessThan(2 * began);
  await close();
}, 240_000);
