import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { parseOrThrowAsync } from '../../../src/core/digest/parse.ts';
import { encode, isSound, options, text, title, total } from './hostile.ts';

const parse = (path: string, input: string) =>
  parseOrThrowAsync({ path, bytes: encode(input), given: { year: 2025 } });

type Entry = { title: string | null; text: string; id: number };
const entry: fc.Arbitrary<Entry> = fc.record({
  title: fc.option(title),
  text,
  id: fc.integer({ min: 10000, max: 99999 }),
});
const entries = fc.array(entry, { minLength: 1, maxLength: 10 });
const xml = (s: string) => s.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const cell = (s: string) => `"${s.replaceAll('"', '""')}"`;
const one = (s: string) => s.replace(/[{}\\@"]/g, ' ');

/** Each form writes the same entries; every one of them must come back, as a mention if it has a title. */
const forms: [string, string, (list: Entry[]) => string][] = [
  [
    'Hugging Face JSON',
    's/2025-01-02.json',
    (list) =>
      JSON.stringify(
        list.map((e) => ({ paper: { id: `2401.${e.id}`, title: e.title, summary: e.text } })),
        null,
        1,
      ),
  ],
  [
    'JSON under a key',
    's/2025-01-02.json',
    (list) =>
      JSON.stringify({
        meta: [{ '"[': 1 }],
        papers: list.map((e) => ({ title: e.title, abstract: e.text })),
      }),
  ],
  [
    'JSON Lines',
    's/2025-01-02.jsonl',
    (list) => list.map((e) => JSON.stringify({ title: e.title, abstract: e.text })).join('\n'),
  ],
  [
    'CSV',
    's/2025-01-02.csv',
    (list) =>
      [
        'title,abstract,arxiv_id',
        ...list.map((e) => `${cell(e.title ?? '')},${cell(`${e.text}\n`)},2401.${e.id}`),
      ].join('\n'),
  ],
  [
    'RIS',
    's/2025-01-02.ris',
    (list) =>
      list
        .map((e) => `TY  - JOUR\n${e.title === null ? '' : `TI  - ${e.title}\n`}AB  - ${e.text}\nER  - \n`)
        .join('\n'),
  ],
  [
    'BibTeX',
    's/2025-01-02.bib',
    (list) =>
      list
        .map((e, i) => `@article{k${i}, title = {${one(e.title ?? '')}}, abstract = {${one(e.text)}}}`)
        .join('\n'),
  ],
  [
    'RSS',
    's/2025-01-02.xml',
    (list) =>
      `<?xml version="1.0"?><rss><channel>${list.map((e) => `<item><title>${xml(e.title ?? '')}</title><description>${xml(e.text)}</description></item>`).join('\n')}</channel></rss>`,
  ],
  [
    'Atom',
    's/2025-01-02.xml',
    (list) =>
      `<feed xmlns="http://www.w3.org/2005/Atom">${list.map((e) => `<entry><id>http://arxiv.org/abs/2401.${e.id}</id><title>${xml(e.title ?? '')}</title><summary>${xml(e.text)}</summary></entry>`).join('')}</feed>`,
  ],
  [
    'arXiv listing',
    's/2025-01-02.txt',
    (list) =>
      list
        .map(
          (e) =>
            `\\\\\narXiv:2401.${e.id}\n${e.title === null ? '' : `Title: ${e.title}\n`}Categories: cs.LG\n\\\\\n  ${e.text}\n\\\\\n`,
        )
        .join('-'.repeat(78) + '\n'),
  ],
  [
    'HTML',
    's/2025-01-02.html',
    (list) =>
      `<html><body><ul>${list.map((e) => `<li><a href="https://arxiv.org/abs/2401.${e.id}">${e.title === null ? 'pdf' : xml(e.title)}</a></li>`).join('\n')}</ul></body></html>`,
  ],
];

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
