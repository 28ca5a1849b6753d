/** What files say of each other in the page, as folders on a disk do. */
import { expect, test } from 'vitest';
import { fileReader } from '../../src/worker/files.ts';
import { ownFile } from './own-engine.ts';

const read = (files: Parameters<ReturnType<typeof fileReader>>[0]) =>
  fileReader()(
    files,
    () => undefined,
    () => undefined,
  );
const PAGE = 'Daily Papers\nAug 9\n\nMaps of Kettles\n\nWe draw kettles as maps.\n';
const mine = { source: 'Yours' };

test('a digest.json dates the files of its folder, the nearest one first; the source stays the reader’s', async () => {
  const { all } = await read([
    ownFile('in/deep/page.md', PAGE, mine),
    ownFile('in/page.md', PAGE, mine),
    ownFile('in/deep/digest.json', '{ "year": 2024, "source": "elsewhere" }', mine),
    ownFile('in/digest.json', '{ "year": 2023 }', mine),
  ]);
  expect(all.digests.map(({ source, date }) => `${source} ${date}`).sort()).toEqual([
    'Yours 2023-08-09',
    'Yours 2024-08-09',
  ]);
});

test.each([
  ['{ "year": 2025,, }', 'not-json'],
  ['{ "year": "two" }', 'bad-date'],
])('a digest.json with a fault is told: %s', async (text, code) => {
  const hints = ownFile('in/digest.json', text, mine);
  const { byFile, all } = await read([hints, ownFile('in/2025-08-09.md', PAGE, mine)]);
  expect(byFile.get(hints.id)?.problems).toMatchObject([{ code, file: 'in/digest.json' }]);
  expect(all.problems).toHaveLength(1);
  expect(all.mentions).toHaveLength(1);
});

test('the reader’s answer goes before front matter', async () => {
  const text = '---\nsource: theirs\nyear: 2020\n---\n' + PAGE;
  const { all } = await read([ownFile('in/page.md', text, { ...mine, year: 2025 })]);
  expect(all.digests.map(({ digest_id }) => digest_id)).toEqual(['Yours/2025-08-09']);
});
