import { describe, expect, test } from 'vitest';
import { type Explanation, explanations } from '../../../src/core/stats/explain.ts';

const all: [string, Explanation][] = Object.entries(explanations);

describe.each(all)('the "i" of %s', (_, { title, what, assumes, source }) => {
  test('says in two sentences what it is and what it assumes', () => {
    for (const sentence of [what, assumes]) {
      expect(sentence).toMatch(/^[A-Z].*[.]$/);
      expect(sentence.match(/[.!?] [A-Z]/g)).toBeNull();
    }
    expect(title.length).toBeLessThan(40);
  });

  test('names the source of its formula', () => {
    expect(source).toMatch(/\b(19|20)\d\d\b|Bonferroni|Least squares/);
  });
});

test('every method of the folder is explained', () => {
  const methods = [
    'share',
    'standardised',
    'smoothing',
    'trend',
    'change',
    'evidence',
    'adjusted',
    'theil-sen',
    'mann-kendall',
  ];
  const more = [
    'burst',
    'records',
    'growth',
    'bootstrap',
    'influence',
    'median',
    'quantiles',
    'density',
    'lift',
  ];
  expect(all.map(([id]) => id).sort()).toEqual([...methods, ...more].sort());
});
