/**
 * Structure-aware fuzzing of every parser, the extraction and what a reader may type. 5,000 inputs of a fixed seed here;
 * `npm run fuzz` asks for more by PAPERTIDE_FUZZ_INPUTS and PAPERTIDE_SEED.
 */
import { expect, test } from 'vitest';
import { Finding } from './finding.ts';
import { pageTargets } from './page.ts';
import { parserTargets } from './parsers.ts';
import { fuzz, target } from './target.ts';
import { textTargets } from './texts.ts';
import fc from 'fast-check';

const inputs = Number(process.env['PAPERTIDE_FUZZ_INPUTS'] ?? 5000);
const seed = Number(process.env['PAPERTIDE_SEED'] ?? 20250808);
const long = process.env['PAPERTIDE_FUZZ_INPUTS'] !== undefined;

test(
  `no throw, no hang, nothing lost, every place right`,
  { timeout: long ? 7_200_000 : 120_000 },
  async () => {
    const targets = [...parserTargets, ...textTargets, ...pageTargets];
    const figures = await fuzz(targets, inputs, seed, long ? (line) => console.log(line) : undefined);
    const { tried, throws, hangs, lost, offsets, wrong, failures, seconds } = figures;
    if (long)
      console.log(
        `${tried} inputs tried (seed ${seed}) in ${seconds.toFixed(0)} s: ${throws} throws, ${hangs} hangs, ` +
          `${lost} with lost entries, ${offsets} with wrong places, ${wrong} wrong otherwise`,
      );
    expect(failures).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(inputs);
  },
);

test('a fault is found, shrunk and counted by its kind', async () => {
  const short = fc.string({ maxLength: 30 });
  const faulty = [
    target(
      'throws on a long text',
      short,
      (s) => {
        if (s.length > 9) throw new TypeError('too long');
      },
      (s) => s.length,
    ),
    target(
      'loses what begins with a space',
      short.map((s) => ` ${s}`),
      () => {
        throw new Finding('lost', 'one of two');
      },
      (s) => s.length,
    ),
  ];
  const figures = await fuzz(faulty, 500, 1);
  expect(figures).toMatchObject({ tried: 500, throws: 1, lost: 1, offsets: 0, hangs: 0 });
  // Shrunk to the shortest text that fails.
  expect(/\["(.*)"\]/.exec(figures.failures[0] ?? '')?.[1]).toHaveLength(10);
});
