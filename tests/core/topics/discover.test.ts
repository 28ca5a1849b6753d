import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAcronyms } from '../../../src/core/topics/acronyms.ts';
import { discoverTerms, type TermDoc } from '../../../src/core/topics/discover.ts';

const month = (i: number): string => `2025-${String(1 + (i % 12)).padStart(2, '0')}-01`;
const filler = (i: number): TermDoc => ({
  paper_id: `old:${i}`,
  date: `2024-${String(1 + (i % 12)).padStart(2, '0')}-01`,
  title: `Older matter ${i}`,
  text: 'Extensive experiments show state-of-the-art performance, which our method keeps.',
});
const docs: TermDoc[] = [
  ...Array.from({ length: 20 }, (_, i) => filler(i)),
  ...Array.from({ length: 12 }, (_, i) => ({
    paper_id: `new:${i}`,
    date: month(i),
    title: i % 2 ? 'Lantern Gradient Routing in Use' : `Notes ${i}`,
    text:
      i < 4
        ? 'We use lantern gradient routing (LGR) here. Extensive experiments show results.'
        : 'Here LGR is compared. With lantern gradient routing, extensive experiments show results. FooBar-3 too.',
  })),
];

describe('new terms', () => {
  const { topics, papers } = discoverTerms(docs);

  test('join an acronym with its long form under an id of the normalised term', () => {
    expect(topics).toContainEqual(
      expect.objectContaining({
        topic_id: 'term:lantern-gradient-routing',
        label: 'Lantern gradient routing (LGR)',
      }),
    );
    expect(topics.map(({ topic_id }) => topic_id)).not.toContain('term:lgr');
  });

  test('absorb their parts', () => {
    expect(topics.map(({ topic_id }) => topic_id)).not.toContain('term:lantern-gradient');
    expect(topics.map(({ topic_id }) => topic_id)).not.toContain('term:gradient-routing');
  });

  test('hold the papers that use either form, once each', () => {
    const mine = papers.filter(({ topic_id }) => topic_id === 'term:lantern-gradient-routing');
    expect(mine.map(({ paper_id }) => paper_id).sort()).toEqual(
      docs
        .slice(20)
        .map(({ paper_id }) => paper_id)
        .sort(),
    );
    expect(mine.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true);
  });

  test('are no stock phrases', () => {
    const labels = topics.map(({ label }) => label.toLowerCase()).join('|');
    expect(labels).not.toMatch(/extensive|state-of-the-art|performance/);
  });

  test('are none that older papers held as well, nor a name older than the digests, nor half a name', () => {
    const paper = (i: number, year: number, text: string): TermDoc => ({
      paper_id: `${year}:${i}`,
      date: `${year}-${String(1 + (i % 12)).padStart(2, '0')}-01`,
      title: `Paper ${i}`,
      text,
    });
    const mixed = [
      // half as common in the past, and common
      ...Array.from({ length: 60 }, (_, i) => paper(i, 2024, i % 6 ? 'Nothing.' : 'We use OldTool-9 here.')),
      ...Array.from({ length: 60 }, (_, i) =>
        paper(
          i,
          2026,
          i % 2 ? 'On ImageNet with vBreeze, OldTool-9.' : `On Zephyr4-${1 + (i % 4)}B, Zephyr4.`,
        ),
      ),
    ];
    const labels = discoverTerms(mixed).topics.map(({ label }) => label);
    expect(labels.toSorted()).toEqual(['Zephyr4', 'vBreeze']);
  });

  test('are the same whatever the order of the papers', () => {
    const ids = (list: TermDoc[]): string[] => discoverTerms(list).topics.map(({ topic_id }) => topic_id);
    expect(ids(docs.toReversed())).toEqual(ids(docs));
  });

  test('are none of no papers', () => expect(discoverTerms([])).toEqual({ topics: [], papers: [] }));
});

describe('acronyms', () => {
  test.each([
    ['We use Group Relative Policy Optimization (GRPO) here', 'GRPO', 'Group Relative Policy Optimization'],
    ['and Proximal Policy Optimization (PPO)', 'PPO', 'Proximal Policy Optimization'],
    ['many large language models (LLMs)', 'LLM', 'large language models'],
    ['the on-policy distillation (OPD)', 'OPD', 'on-policy distillation'],
  ])('%s', (text, short, long) => expect(findAcronyms(text)).toEqual([{ short, long }]));

  test('need a long form: a bracketed name alone joins nothing', () => {
    expect(findAcronyms('our system (XYZ) and (see ABC)')).toEqual([]);
  });

  test('never fail, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
        (text) => Array.isArray(findAcronyms(`${text} (ABC)`)),
      ),
    );
  });
});
