import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { parseOrThrowAsync } from '../../../src/core/digest/parse.ts';
import { entries, forms } from './forms.ts';
import { encode, isSound, options, text, total } from './hostile.ts';

const parse = (path: string, input: string) =>
  parseOrThrowAsync({ path, bytes: encode(input), given: { year: 2025 } });

describe('further forms: entries in are mentions and rejects out', () => {
  test.each(forms)('%s', async (name, path, write) => {
    await fc.assert(
      fc.asyncProperty(entries, async (list) => {
        fc.pre(name !== 'BibTeX' || list.some((e) => e.title !== null));
        const input = write(list);
        const parsed = await parse(path, input);
        isSound(parsed, input);
        expect(parsed.problems).toEqual([]);
        expect(total(parsed)).toBe(list.length);
        expect(parsed.mentions).toHaveLength(list.filter((e) => e.title !== null).length);
      }),
      options,
    );
  });

  test('an archive holds what its files hold', async () => {
    const records = entries.map((list) =>
      list.map((e) => `Title: ${e.title ?? ''}\nPDF: x\nSummary: y\n`).join('---\n'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(records, { minLength: 1, maxLength: 4 }), async (files) => {
        const inner = Object.fromEntries(files.map((f, i) => [`${i}/2025-01-02.txt`, encode(f)]));
        const alone = await Promise.all(files.map((f, i) => parse(`a.zip/${i}/2025-01-02.txt`, f)));
        const zipped = await parseOrThrowAsync({ path: 'a.zip', bytes: zipSync(inner) });
        expect(zipped.mentions.map((m) => m.title)).toEqual(
          alone.flatMap((p) => p.mentions.map((m) => m.title)),
        );
        expect(new Set(zipped.digests.map((d) => d.digest_id)).size).toBe(zipped.digests.length);
        const [first = ''] = files;
        const gzipped = await parseOrThrowAsync({
          path: '2025-01-02.txt.gz',
          bytes: gzipSync(encode(first)),
        });
        expect(total(gzipped)).toBe(total(alone[0] ?? gzipped));
      }),
      { ...options, numRuns: Math.ceil(options.numRuns / 5) },
    );
  });
});

describe('any bytes', () => {
  const line = fc.oneof(
    text,
    fc.constantFrom(
      '',
      '<rss>',
      '<item>',
      '<title>x</title>',
      '</item>',
      '<feed>',
      '<html>',
      '<li>',
      '<a href="https://arxiv.org/abs/2401.12345">x',
      '@article{a,',
      'title = {x}',
      '}',
      'TY  - JOUR',
      'TI  - x',
      'ER  - ',
      'title,abstract',
      'a,"b',
      '[',
      '{"title": "x"}',
      ']',
      'From a@b.c Fri Aug 8 2025',
      'From: a@b.c',
      'Subject: x',
      'Date: Fri, 8 Aug 2025',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Transfer-Encoding: base64',
      '--b',
      '\\\\',
      'arXiv:2401.12345',
      '- **x** https://arxiv.org/abs/2401.12345',
      '## x',
      '```',
      '<![CDATA[',
      '<!--',
    ),
  );
  test('lines of all forms mixed are read without a throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const input = lines.join('\n');
        isSound(await parse('s/x_2025-01-02.txt', input), input);
      }),
      options,
    );
  });

  test('archives cut or flipped at any place are read without a throw', async () => {
    const zip = zipSync({ '2025-01-02.txt': encode('Title: a\nSummary: b\n'.repeat(50)) });
    const gzip = gzipSync(encode('Title: a\nSummary: b\n'.repeat(50)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(zip, gzip),
        fc.nat(),
        fc.nat(),
        fc.nat(255),
        async (whole, cut, at, byte) => {
          const bytes = whole.slice(0, 4 + (cut % whole.length));
          bytes[4 + (at % Math.max(1, bytes.length - 4))] = byte;
          const parsed = await parseOrThrowAsync({ path: 'x_2025-01-02.zip', bytes });
          expect(total(parsed) + parsed.problems.length + parsed.digests.length).toBeGreaterThan(0);
        },
      ),
      options,
    );
  });
});
