import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopicGainRow } from '../../src/questions/topic.ts';
import { compareGroups } from '../../src/views/compare-groups.ts';
import { claimsOf } from '../../src/views/gains-claim.ts';
import { gainsSeries } from '../../src/views/gains-series.ts';
import { medianOfPapers } from '../../src/views/paper-median.ts';
import { topicGainsByMeasure } from '../../src/views/topic-gains.ts';
import { claimRow } from './claims-made.ts';

test('the topic’s page, Gains and Compare show one median of the same claims', () => {
  const claims = fc.array(
    fc.record({
      paper: fc.constantFrom(...'abcdefghij'),
      value: fc.double({ min: 1.1, max: 500, noNaN: true }),
      worse: fc.boolean(),
    }),
    { minLength: 6, maxLength: 60 },
  );
  fc.assert(
    fc.property(claims, (some) => {
      const rows = some.map(({ paper, value, worse }) =>
        claimRow(paper, value, { key: 't', sense: worse ? 'worse' : 'better' }),
      );
      const [topic] = topicGainsByMeasure(rows.map((row): TopicGainRow => ({ ...row, measure: 'speed' })));
      const [group] = compareGroups(rows, 'factor', 'topic');
      const { median } = gainsSeries(claimsOf(rows, 'factor').claims, 'factor');
      expect(topic?.median).toEqual(median);
      expect(group?.median).toEqual(median);
    }),
    { numRuns: 40 },
  );
});
test('a paper with many claims counts once, at the middle of them', () => {
  const many = [2, 3, 100, 100, 100].map((value) => claimRow('a', value));
  const others = ['b', 'c', 'd', 'e', 'f'].map((paper) => claimRow(paper, 4));
  expect(medianOfPapers(claimsOf([...many, ...others], 'factor').claims)).toMatchObject({ median: 4, n: 6 });
});
test('a measure without factors has no median on the topic’s page, and measures stand by their papers', () => {
  const rows: TopicGainRow[] = [
    { ...claimRow('a', 3), measure: 'speed' },
    { ...claimRow('a', 3, { form: 'points', factor_low: null, factor_high: null }), measure: 'quality' },
    { ...claimRow('b', 3, { form: 'points', factor_low: null, factor_high: null }), measure: 'quality' },
  ];
  expect(topicGainsByMeasure(rows)).toMatchObject([
    { measure: 'quality', papers: 2, gains: 2, median: null },
    { measure: 'speed', papers: 1, median: { kind: 'not-enough' } },
  ]);
});
