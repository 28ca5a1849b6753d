import { expect, test } from 'vitest';
import { discoverTerms, type TermDoc } from '../../../src/core/topics/discover.ts';
import { labelReader } from '../../../src/core/topics/term-lexicon.ts';

const topics = [
  { topic_id: 'term:lantern-gradient-routing', label: 'Lantern gradient routing (LGR)' },
  { topic_id: 'term:kettle-index', label: 'Kettle index' },
  { topic_id: 'term:foobar-3', label: 'FooBar-3' },
];
const read = labelReader(topics);
const held = (text: string, title = '') => read(title, text).map(({ topic_id }) => topic_id);

test('terms are found by their name in any number, by their acronym, in title and text, and else nowhere', () => {
  expect(held('Lantern-gradient routings are bright.')).toEqual(['term:lantern-gradient-routing']);
  expect(held('We compare LGR with others.')).toEqual(['term:lantern-gradient-routing']);
  expect(held('Two kettle indices.')).toEqual(['term:kettle-index']);
  expect(held('Nothing.', 'FooBar-3 at Work')).toEqual(['term:foobar-3']);
  expect(held('A lantern, a gradient, a routing; lgr in lower case.')).toEqual([]);
  expect(labelReader([])('FooBar-3', '')).toEqual([]);
});

test('labels of terms that were discovered find the papers that those were found in', () => {
  const docs = Array.from({ length: 40 }, (_, i): TermDoc => {
    const date = `${i < 20 ? 2024 : 2025}-${String(1 + (i % 12)).padStart(2, '0')}-01`;
    const text =
      i < 20
        ? 'An older matter.'
        : i % 2
          ? 'Lantern gradient routing (LGR) is used.'
          : 'Here LGR meets FooBar-3.';
    return { paper_id: String(i), date, title: `Notes ${i}`, text };
  });
  const { topics: found, papers } = discoverTerms(docs);
  expect(found.length).toBeGreaterThan(0);
  const again = labelReader(found);
  const mine = docs.flatMap(({ paper_id, title, text }) =>
    again(title, text).map((term) => ({ paper_id, ...term })),
  );
  const order = (rows: { paper_id: string; topic_id: string }[]) =>
    rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  expect(order(mine)).toEqual(order(papers));
});
