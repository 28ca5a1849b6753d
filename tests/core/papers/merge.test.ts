import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Mention } from '../../../src/core/paper.ts';
import { mergeMentions } from '../../../src/core/papers/merge.ts';

const mention = (part: Partial<Mention>): Mention => ({
  digest_id: 's/2025-01-01',
  source: 's',
  date: '2025-01-01',
  rank: 1,
  file: 's/2025-01-01.md',
  line: 1,
  title: 'A Title',
  abstract: null,
  summary: null,
  authors: [],
  url: null,
  code_url: null,
  arxiv_id: null,
  doi: null,
  upvotes: null,
  ...part,
});

describe('mergeMentions', () => {
  test('a paper listed in two digests counts once, and stands at the first date', () => {
    const papers = mergeMentions([
      mention({ arxiv_id: '2501.00001', date: '2025-02-02', abstract: 'short', upvotes: 3 }),
      mention({
        arxiv_id: '2501.00001',
        date: '2025-01-20',
        abstract: 'a longer one',
        upvotes: 9,
        url: 'https://a.b/c',
      }),
    ]);
    expect(papers).toHaveLength(1);
    expect(papers[0]).toMatchObject({
      paper_id: 'arxiv:2501.00001',
      abstract: 'a longer one',
      first_seen: '2025-01-20',
      published: '2025-01-01',
      upvotes: 9,
      url: 'https://arxiv.org/abs/2501.00001',
    });
    expect(papers[0]?.mentions.map((m) => m.date)).toEqual(['2025-01-20', '2025-02-02']);
  });

  test('a mention with only a title joins the paper of that title that has an id', () => {
    const papers = mergeMentions([
      mention({ title: 'Fast & Small: Nets' }),
      mention({ title: 'Fast and Small – Nets', arxiv_id: '2501.00001' }),
    ]);
    expect(papers.map((p) => [p.paper_id, p.mentions.length])).toEqual([['arxiv:2501.00001', 2]]);
  });

  test('two ids are two papers though their titles are the same', () => {
    const papers = mergeMentions([
      mention({ title: 'Sophia', arxiv_id: '2305.14342' }),
      mention({ title: 'Sophia', arxiv_id: '2512.18202' }),
    ]);
    expect(papers.map((p) => p.paper_id)).toEqual(['arxiv:2305.14342', 'arxiv:2512.18202']);
  });

  test('a DOI joins the arXiv paper that another mention gives it', () => {
    const papers = mergeMentions([
      mention({ title: 'In a Journal', doi: '10.1/j' }),
      mention({ title: 'As a Preprint', doi: '10.1/j', arxiv_id: '2501.00001' }),
    ]);
    expect(papers.map((p) => [p.paper_id, p.mentions.length])).toEqual([['arxiv:2501.00001', 2]]);
  });

  test("a paper's own title wins over a weekly list's short or run-on one", () => {
    const [paper] = mergeMentions([
      mention({ arxiv_id: '2501.00001', title: 'LaMer' }),
      mention({ arxiv_id: '2501.00001', title: 'Learning to Explore by Meta-Learning', abstract: 'x' }),
      mention({ arxiv_id: '2501.00001', title: `LaMer ${'runs on and on '.repeat(30)}` }),
    ]);
    expect(paper?.title).toBe('Learning to Explore by Meta-Learning');
  });

  const few = <T>(...values: T[]) => fc.constantFrom(...values);
  const anyMention = fc
    .record({
      title: few('Alpha', 'alpha!', 'Beta', 'Béta', 'Gamma $\\times$ Delta', 'Gamma × Delta', '***'),
      arxiv_id: few(null, null, '2501.00001', '2501.00002'),
      doi: few(null, null, '10.1/a', '10.1/b'),
      date: few('2025-01-01', '2025-01-02', '2025-01-03'),
      source: few('s', 't'),
      line: fc.integer({ min: 1, max: 4 }),
      abstract: few(null, 'one', 'two', 'three'),
      upvotes: few(null, 1, 2),
      authors: few<string[]>([], ['A'], ['B'], ['A', 'B']),
      url: few(null, 'https://x.org/1', 'https://x.org/2'),
    })
    .map(mention);

  test('the order of input never changes the result, and no mention is lost', () => {
    const shuffled = fc
      .array(anyMention, { maxLength: 30 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const papers = mergeMentions(list);
        expect(mergeMentions(other)).toEqual(papers);
        expect(papers.flatMap((p) => p.mentions)).toHaveLength(list.length);
        expect(new Set(papers.map((p) => p.paper_id)).size).toBe(papers.length);
        for (const p of papers) {
          expect(p.first_seen).toBe(p.mentions.map((m) => m.date).sort()[0]);
          for (const m of p.mentions) {
            expect(list).toContain(m);
            if (m.arxiv_id) expect(p.paper_id).toBe(`arxiv:${m.arxiv_id}`);
          }
        }
      }),
      { numRuns: 500, seed: 20250808 },
    );
  });
});
