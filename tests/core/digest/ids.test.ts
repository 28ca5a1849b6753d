import { describe, expect, test } from 'vitest';

import { arxivIdIn, arxivMonth, bareArxivId, doiIn } from '../../../src/core/digest/ids.ts';

describe('arxivIdIn', () => {
  test.each([
    ['https://arxiv.org/abs/2401.12345', '2401.12345'],
    ['http://www.arxiv.org/abs/2401.12345v3', '2401.12345'],
    ['https://arxiv.org/pdf/2401.12345v1.pdf', '2401.12345'],
    ['https://export.arxiv.org/html/2401.12345v2', '2401.12345'],
    ['https://arxiv.org/pdf/1512.03385.pdf?download=1', '1512.03385'],
    ['https://huggingface.co/papers/2401.12345#community', '2401.12345'],
    ['https://hf.co/papers/2401.12345', '2401.12345'],
    ['https://www.alphaxiv.org/abs/2401.12345', '2401.12345'],
    ['https://alphaxiv.org/overview/2401.12345v1', '2401.12345'],
    ['https://ar5iv.labs.arxiv.org/html/2401.12345', '2401.12345'],
    ['https://doi.org/10.48550/arXiv.2401.12345', '2401.12345'],
    ['see arXiv:2401.12345v2 [cs.LG]', '2401.12345'],
    ['arXiv preprint arXiv: 0704.0001', '0704.0001'],
    ['https://arxiv.org/abs/cs/0112017v1', 'cs/0112017'],
    ['https://arxiv.org/abs/math.GT/0309136', 'math/0309136'],
    ['https://arxiv.org/abs/hep-th/9901001', 'hep-th/9901001'],
    ['oai:arXiv.org:2401.12345v1', null],
    ['https://arxiv.org/abs/2413.12345', null],
    ['https://arxiv.org/list/cs.LG/recent', null],
    ['https://example.org/2401.12345', null],
    ['2401.12345', null],
    ['', null],
  ])('%s → %s', (text, id) => expect(arxivIdIn(text)).toBe(id));

  test('a column of ids needs no address', () => {
    expect(bareArxivId(' 2401.12345v2 ')).toBe('2401.12345');
    expect(bareArxivId('cs/0112017')).toBe('cs/0112017');
    expect(bareArxivId('https://arxiv.org/abs/2401.12345')).toBe('2401.12345');
    expect(bareArxivId('12')).toBeNull();
  });

  test('the month of an id is its paper’s', () => {
    expect(arxivMonth('2401.12345')).toBe('2024-01-01');
    expect(arxivMonth('cs/0112017')).toBe('2001-12-01');
    expect(arxivMonth('hep-th/9901001')).toBe('1999-01-01');
    expect(arxivMonth('x')).toBeNull();
  });
});

describe('doiIn', () => {
  test.each([
    ['https://doi.org/10.1145/3768165', '10.1145/3768165'],
    ['https://dl.acm.org/doi/10.1145/3768165?x=1#y', '10.1145/3768165'],
    ['doi:10.1000/XYZ.', '10.1000/xyz'],
    ['(10.1000/abc)', '10.1000/abc'],
    ['https://www.science.org/doi/10.1126/science.adg7492', '10.1126/science.adg7492'],
    ['https://www.nature.com/articles/s41586-023-06887-8', '10.1038/s41586-023-06887-8'],
    ['http://nature.com/articles/s41587-023-01905-6.pdf', '10.1038/s41587-023-01905-6'],
    ['https://www.biorxiv.org/content/10.1101/2023.09.11.556673v1.full', '10.1101/2023.09.11.556673'],
    ['https://www.biorxiv.org/content/10.64898/2025.12.18.695340v1', '10.64898/2025.12.18.695340'],
    ['https://www.nature.com/articles/d41586-023-03803-y', null],
    ['1.10.2000/x', null],
    ['', null],
  ])('%s → %s', (text, doi) => expect(doiIn(text)).toBe(doi));
});
