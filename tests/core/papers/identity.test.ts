import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hash64 } from '../../../src/core/papers/hash.ts';
import { normaliseTitle, paperIdOf } from '../../../src/core/papers/identity.ts';

describe('normaliseTitle', () => {
  test.each([
    ['Café Networks', 'CAFÉ NETWORKS'.normalize('NFD')],
    ['Self-Supervised Learning', 'self supervised   learning.'],
    ['Tree\u200B of\u00AD Thoughts', 'Tree of Thoughts'],
    ['LLM$\\times$MapReduce', 'LLM×MapReduce'],
    ['LLM$\\times$MapReduce', 'LLMtimesMapReduce'],
    ['$\\nabla^2$DFT', '∇²DFT'],
    ['Models via \\texttt{D}ual-\\texttt{H}ead', 'Models via texttt{D}ual-texttt{H}ead'],
    ['Models via texttt{D}ual-texttt{H}ead', 'Models via Dual-Head'],
    ['$\\text{Transformer}^2$', 'Transformer2'],
    ['Q\\&A by Steps', 'Q&amp;A by Steps'],
    ['Q&A by Steps', 'Q and A by Steps'],
    ['<sup>2</sup>H Spectra', '2H Spectra'],
    ['β-Divergence', '$\\beta$-divergence'],
    ['ﬁne-tuning', 'Fine Tuning'],
  ])('%s is %s', (a, b) => {
    expect(normaliseTitle(a)).toBe(normaliseTitle(b));
    expect(normaliseTitle(a)).not.toBe('');
  });

  test.each([
    ['SpecDec', 'SpecDec++'],
    ['StarCoder', 'StarCoder 2'],
    ['Text Right', 'Text'],
    ['RT-1', 'RT-2'],
  ])('%s is not %s', (a, b) => expect(normaliseTitle(a)).not.toBe(normaliseTitle(b)));

  test('a plain title comes out as any other does', () => {
    // A mark that belongs to no word sends a title the long way.
    const marked = (title: string) => normaliseTitle(`${title} \u200B`);
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              'left',
              'Right',
              'text',
              ',',
              ', ',
              '.',
              "'",
              '-',
              '/',
              '_',
              '"',
              '?',
              'GPT-4',
              ' ',
            ),
            fc.stringMatching(/^[A-Za-z0-9 ,.:;!?'"_/-]{0,8}$/),
          ),
        ),
        (parts) => {
          expect(normaliseTitle(parts.join(''))).toBe(marked(parts.join('')));
        },
      ),
      { numRuns: 300, seed: 6 },
    );
  });

  test('titles of other scripts keep their letters', () => {
    expect(normaliseTitle('大規模言語モデル')).not.toBe('');
    expect(normaliseTitle('大規模言語モデル')).not.toBe(normaliseTitle('小規模言語モデル'));
  });
});

describe('paperIdOf', () => {
  test('an arXiv id speaks before a DOI, a DOI before the title', () => {
    expect(paperIdOf({ arxiv_id: '2401.12345', doi: '10.1/x', title: 'T' })).toBe('arxiv:2401.12345');
    expect(paperIdOf({ arxiv_id: null, doi: '10.1/x', title: 'T' })).toBe('doi:10.1/x');
    expect(paperIdOf({ arxiv_id: null, doi: null, title: 'T' })).toMatch(/^title:[0-9a-f]{16}$/);
  });

  test('titles of signs only do not fall together', () => {
    const id = (title: string) => paperIdOf({ arxiv_id: null, doi: null, title });
    expect(id('***')).not.toBe(id('???'));
  });

  test('the hash of a title never changes: stored datasets hold it', () => {
    expect([hash64('attentionisallyouneed'), hash64('a'), hash64('b')]).toMatchInlineSnapshot(`
      [
        "61e2dcd29cde37e8",
        "82c97901501c2ba7",
        "c254d2bf459eda5b",
      ]
    `);
  });

  test('a hundred thousand titles have as many hashes', () => {
    const hashes = new Set(Array.from({ length: 100_000 }, (_, i) => hash64(`title number ${i}`)));
    expect(hashes.size).toBe(100_000);
  });
});
