import { expect, test, vi } from 'vitest';
import { reportOn, reportText } from '../../scripts/report.ts';
import { build, freshPlace, temporaryFolder } from './fixtures.ts';

vi.setConfig({ testTimeout: 120_000 });

const list = (title: string, id: string, text: string) =>
  `Title: ${title}\nPDF: https://arxiv.org/pdf/${id}\nSummary: ${text}\n`;

test('the data report names missing weeks, merged papers, rejects and what papers lack', async () => {
  const place = freshPlace({
    'a/2025-03-03.txt': list(
      'First of March',
      '2503.00001',
      'Plain words about a method and why it was made.',
    ),
    'a/2025-03-24.txt': list(
      'Late of March',
      '2503.00002',
      'More plain words about a method that came later.',
    ),
    'b/2025-03-04.txt': list(
      'First of March',
      '2503.00001',
      'Plain words about a method and why it was made.',
    ),
    'b/odd.md': 'No paper stands here.\n',
  });
  await build(place);
  const report = await reportOn(place.out);
  expect(report.missing_weeks).toEqual([
    { source: 'a', week: '2025-03-10' },
    { source: 'a', week: '2025-03-17' },
  ]);
  expect(report.sources.map((s) => [s['source'], s['digests'], s['weeks'], s['missing_weeks']])).toEqual([
    ['a', 2, 2, 2],
    ['b', 1, 1, 0],
  ]);
  expect(report.papers[0]).toMatchObject({ papers: 2, without_abstract: 0, without_id: 0, without_gain: 2 });
  expect(report.merged).toMatchObject([{ papers: 1, mentions: 2, across_sources: 1 }]);
  expect(report.rejects).toEqual([{ code: 'unknown-format', count: 1, files: 1 }]);
  expect(reportText(report)).toContain('a: 2025-03-10 to 2025-03-17');
});

test('a folder without a dataset is named', async () => {
  await expect(reportOn(temporaryFolder())).rejects.toThrow(/There is no dataset in/);
});
