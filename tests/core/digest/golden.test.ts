import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { parseOrThrowAsync } from '../../../src/core/digest/parse.ts';
import type { DigestFile } from '../../../src/core/paper.ts';

/**
 * Each fixture has what it parses to beside it (`<name>.golden.json`), and may have what the reader gives
 * (`<name>.given.json`). `npx vitest run --project unit tests/core/digest/golden.test.ts --update` writes them anew.
 */
const root = new URL('../../fixtures/digests/', import.meta.url).pathname;
const fixtures = readdirSync(root, { recursive: true })
  .map(String)
  .filter((f) => statSync(root + f).isFile() && !/\.(golden|given)\.json$/.test(f))
  .sort();

describe('fixtures parse to their goldens', () => {
  test.each(fixtures)('%s', async (path) => {
    const given = `${root}${path}.given.json`;
    const file: DigestFile = { path, bytes: new Uint8Array(readFileSync(root + path)) };
    if (existsSync(given)) file.given = JSON.parse(readFileSync(given, 'utf8'));
    const parsed = await parseOrThrowAsync(file);
    await expect(`${JSON.stringify(parsed, null, 2)}\n`).toMatchFileSnapshot(`${root}${path}.golden.json`);
    const inDigests = parsed.digests.reduce((n, d) => n + d.entries, 0);
    expect(parsed.mentions.length + parsed.rejects.length).toBeGreaterThanOrEqual(inDigests);
  });

  test('every golden has its fixture', () => {
    const goldens = readdirSync(root, { recursive: true })
      .map(String)
      .filter((f) => f.endsWith('.golden.json'));
    expect(goldens.map((g) => g.replace(/\.golden\.json$/, '')).sort()).toEqual(fixtures);
  });
});
