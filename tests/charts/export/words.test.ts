import { entries } from 'bibtex-parse';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bibtexEntry, bibtexNames, latexText } from '../../../src/charts/export/bibtex.ts';
import { citeBibtex, citeText } from '../../../src/charts/export/cite.ts';
import { element, escaped, wrapped } from '../../../src/charts/export/markup.ts';

const cited = {
  name: 'trends-main',
  title: 'Agents rise; 30% of papers & more',
  url: 'https://example.org/papertide/#/trends?topic=agents,rag&q=%22a+b%22',
  source: {
    version: 'b0e693d6a0ffff',
    first: '2024-01-03',
    last: '2026-06-28',
    filter: 'topic LLM agents',
    day: '2026-11-24',
  },
};

test('a citation holds title, version, dates, filter, address and day of access', () => {
  const text = citeText(cited);
  for (const part of [
    cited.title,
    'b0e693d6a0',
    '2024',
    '2026',
    'Filter: topic LLM agents.',
    cited.url,
    'accessed',
  ]) {
    expect(text).toContain(part);
  }
  const bibtex = citeBibtex(cited);
  expect(bibtex).toMatch(/^@misc\{papertide-trends-main-b0e693d,$/m);
  expect(bibtex).toContain('title = {{Agents rise; 30\\% of papers \\& more}}');
  expect(bibtex).toContain('urldate = {2026-11-24}');
  expect(bibtex).toContain(`url = {${cited.url}}`);
  expect(bibtex).toContain('filter: topic LLM agents');
});

test('any title leaves an entry that a BibTeX reader reads as one, with its fields', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('a}b', '{', '\\', '$x_1$', '@misc{x,', 'a%b'),
      ),
      (title) => {
        const read = entries(
          bibtexEntry('misc', `k ${title}`, [
            ['title', title, 'kept'],
            ['year', '2025'],
          ]),
        );
        expect(read).toHaveLength(1);
        expect(read[0]).toMatchObject({ type: 'misc', YEAR: '2025' });
        // Every brace of the text is escaped, so that none opens or ends the field.
        const bare = latexText(title)
          .replace(/\\[{}]/g, '')
          .replaceAll('{}', '');
        expect(bare).not.toMatch(/[{}]/);
      },
    ),
    { numRuns: 300 },
  );
});

test('authors are joined as BibTeX joins them', () => {
  expect(bibtexNames('Ann A, Bo Bee, Research and Development Lab')).toBe(
    'Ann A and Bo Bee and {Research and Development Lab}',
  );
});

test('a text of markup and control characters is text in an SVG file', () => {
  expect(escaped('<script>&"\u0000\u0008x')).toBe('&lt;script&gt;&amp;&quot;x');
  expect(element('text', { x: 1.23456, y: null, title: '"<' }, 'a')).toBe(
    '<text x="1.23" title="&quot;&lt;">a</text>',
  );
});

test('lines are as long as the width lets them, and hold every word', () => {
  const width = (text: string) => text.length;
  expect(wrapped('one two three four', 9, width)).toEqual(['one two', 'three', 'four']);
  expect(wrapped('unbreakable x', 4, width)).toEqual(['unbreakable', 'x']);
  expect(wrapped('', 4, width)).toEqual([]);
});
