import { describe, expect, test } from 'vitest';

import { parseOrThrowAsync } from '../../../src/core/digest/parse.ts';
import { encode } from './hostile.ts';

const LINK = 'https://arxiv.org/abs/2401.12345';
const TABLE = '| Title | Summary |\n|--|--|\n';
const WEEK = '## Week (May 1 - May 8) - 2025\n';
const MAIL = 'From: a@example.org\nSubject: x\nDate: Fri, 8 Aug 2025 00:00:00 GMT\n';

/** Each makes an input of about n parts, of the kind that costs a careless parser the square of n or worse. */
const hostile: [string, (n: number) => string][] = [
  ['records', (n) => 'Title: a\nSummary: b\n---\n'.repeat(n)],
  ['one long record', (n) => `Title: a\nSummary: ${'b\n'.repeat(n * 4)}`],
  ['records of nothing', (n) => 'Title: \n'.repeat(n) + 'PDF: x'],
  ['spaces in a title', (n) => `Title: a${' '.repeat(n * 16)}b\nSummary: c`],
  ['table rows', (n) => TABLE + '| a | b |\n'.repeat(n)],
  ['a row that never ends', (n) => `${TABLE}| a\n${'b\n\n'.repeat(n * 3)}`],
  ['pipes', (n) => `${TABLE}|${'a|'.repeat(n * 8)}`],
  ['brackets', (n) => `| Title | Link |\n|--|--|\n| a | ${'[('.repeat(n * 8)} |`],
  ['read more', (n) => `${TABLE}| ${'(read more on '.repeat(n * 2)} | b |`],
  ['stars', (n) => `${WEEK}| 1) ${'**'.repeat(n * 8)} | x |`],
  ['words in stars', (n) => `${WEEK}1. ${'**a*'.repeat(n * 4)}`],
  ['weeks', (n) => '## Week (May 1 - May 8)\n1. **a**\n'.repeat(n)],
  ['blank lines', (n) => `Daily Papers\n${'\n'.repeat(n * 20)}Aug 8\n\na\n`],
  ['dates', (n) => `Daily Papers\n${'Aug 8\n\na\n\n'.repeat(n)}`],
  ['JSON', (n) => `[${'{"title":"T","id":"2401.12345"},\n'.repeat(n)}{}]`],
  ['nested JSON', (n) => '['.repeat(n) + ']'.repeat(n)],
  ['JSON Lines', (n) => '{"title":"a","summary":"b"}\n'.repeat(n)],
  ['CSV', (n) => 'title,summary\n' + 'a,b\n'.repeat(n)],
  ['a quote that never closes', (n) => 'title,summary\na,"' + 'b,c\n'.repeat(n)],
  ['wrong quotes', (n) => 'title,summary\n' + 'a,"b"x,"\n'.repeat(n)],
  ['RIS authors', (n) => 'TY  - JOUR\nTI  - a\n' + 'AU  - b\n'.repeat(n)],
  ['BibTeX', (n) => '@article{a, title={b}, year=2020}\n'.repeat(n)],
  ['open braces', (n) => '@article{a, title={' + '{x} '.repeat(n)],
  ['nested braces', (n) => `@article{a, title={${'{'.repeat(n)}${'}'.repeat(n)}}}`],
  [
    'feed items',
    (n) => '<rss><channel>' + '<item><title>a</title><link>https://a.org/1</link></item>\n'.repeat(n),
  ],
  ['items that never close', (n) => '<rss>' + '<item>'.repeat(n)],
  ['values of an item', (n) => '<rss><item>' + '<category>x</category>'.repeat(n)],
  [
    'HTML items',
    (n) => '<html><body>' + `<li><a href="${LINK}">A title of a paper</a>: text</li>\n`.repeat(n),
  ],
  ['nested HTML', (n) => '<html>' + '<div>'.repeat(n)],
  ['links that never close', (n) => '<html><p>' + `<a href="${LINK}">x`.repeat(n)],
  ['arXiv listing', (n) => '\\\\\narXiv:2401.12345\nTitle: a\n\\\\\n b\n\\\\\n'.repeat(n)],
  ['markdown items', (n) => `- **A** [p](${LINK}): text\n`.repeat(n)],
  ['markdown headings', (n) => `## [A](${LINK})\n\ntext\n\n`.repeat(n)],
  ['nested quotes', (n) => `[p](${LINK})\n${'>'.repeat(n)}`],
  [
    'nested items',
    (n) =>
      `[p](${LINK})\n` +
      Array.from({ length: Math.sqrt(n) * 8 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
  ],
  ['stars that never close', (n) => `[p](${LINK}) ` + '*a **b '.repeat(n)],
  ['half links', (n) => `[p](${LINK}) ` + '[a](b '.repeat(n)],
  ['definitions', (n) => `[p](${LINK})\n\n` + '[a]: b\n'.repeat(n)],
  ['a mail', (n) => `${MAIL}\n${`- [A title of words](${LINK}): text\n`.repeat(n)}`],
  [
    'nested parts',
    (n) =>
      `${MAIL}Content-Type: multipart/mixed; boundary=b\n\n` +
      '--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(n),
  ],
  ['an mbox', (n) => 'From a@b.c Fri Aug 8 2025\nFrom: a@b.c\nSubject: x\n\nhello\n\n'.repeat(n)],
  ['front matter', (n) => `---\nyear: 2025\n${'a: [1]\n'.repeat(n)}---\nTitle: a\nPDF: b`],
  ['YAML aliases', (n) => `---\nyear: 2025\na: &a [1]\nb: [${'*a,'.repeat(n)}]\n---\nTitle: a\nPDF: b`],
];

describe('time grows with the input and no faster', () => {
  test.each(hostile)('%s', async (_, make) => {
    const time = async (n: number, times: number) => {
      const bytes = encode(make(n));
      let best = Infinity;
      for (let i = 0; i < times; i++) {
        const start = performance.now();
        await parseOrThrowAsync({ path: 's/x_2025-01-02.md', bytes, given: { year: 2025 } });
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    const small = await time(400, 3);
    const large = await time(4_000, 1);
    // Ten times the input: a pass that costs the square takes a hundred times as long. Below the floor nobody waits.
    expect(large).toBeLessThan(Math.max(40 * small, 500));
  });
});
