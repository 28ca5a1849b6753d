import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseOrThrow } from '../../../src/core/digest/parse.ts';
import type { ParsedDigest } from '../../../src/core/digest/parse.ts';

/** `npm run fuzz` asks for more; the seed is fixed, so that a failure here is the same for all. */
const runs = Number(process.env['PAPERTIDE_FUZZ'] ?? 250);
const options = { numRuns: runs, seed: Number(process.env['PAPERTIDE_SEED'] ?? 20250808) };

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (path: string, text: string) =>
  parseOrThrow({ path, bytes: encode(text), given: { year: 2025 } });

/** Words as hostile as digests can hold: markup of every kind, scripts, signs, broken LaTeX, other directions. */
const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('Fast', 'models', 'of', '3.5x', '50\\%', 'Größe', '大規模', 'naïve', 'x'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '<script>alert(1)</script>',
      'javascript:alert(1)',
      '[a](javascript:alert(1))',
      '[b](data:text/html,x)',
      '=HYPERLINK("x")',
      '__proto__',
      '$\\times$',
      'text{D}',
      '\u202Eabc\u202C',
      '\u200B',
      'e\u0301',
      '\u{1F600}',
      'https://arxiv.org/abs/2401.12345v2',
      '[p](https://arxiv.org/pdf/2401.54321)',
      'P(y|x)',
      '**',
      '`',
      '&amp;',
      '"',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
);
const words = (min: number, max: number) =>
  fc
    .array(word, { minLength: min, maxLength: max })
    .map((ws) => ws.join(' ').replace(/[\r\n\u2028\u2029\f\v]/g, ' '));
/** A title that no rule of any format can take for something else: it begins with a capital word. */
const title = words(1, 6).map((w) => `Study ${w}`);
const text = words(1, 30);

/** What holds of any input whatever. */
function isSound(parsed: ParsedDigest, input: string) {
  expect(parsed.digests.reduce((n, d) => n + d.entries, 0)).toBeLessThanOrEqual(
    parsed.mentions.length + parsed.rejects.length,
  );
  const lines = input.split(/\r\n?|\n/).length;
  for (const m of parsed.mentions) {
    expect(m.title).toBe(m.title.trim());
    expect(m.title).not.toBe('');
    expect(m.line).toBeGreaterThan(0);
    expect(m.line).toBeLessThanOrEqual(lines);
    expect(m.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const url of [m.url, m.code_url]) if (url !== null) expect(url).toMatch(/^https?:\/\//i);
    if (m.arxiv_id) expect(m.arxiv_id).toMatch(/^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/);
  }
  for (const r of [...parsed.rejects, ...parsed.problems]) {
    expect(r.detail).not.toBe('');
    expect(r.excerpt.length).toBeLessThanOrEqual(200);
  }
}

const total = (p: ParsedDigest) => p.mentions.length + p.rejects.length;

describe('generated digests: entries in are mentions and rejects out', () => {
  const wrapped = fc.tuple(text, fc.constantFrom(' ', '\n  ')).map(([t, gap]) => t.replaceAll(' ', gap));

  test('records', () => {
    const record = fc.record({ title: fc.option(title), summary: fc.option(wrapped), pdf: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (list, end) => {
          const input = list
            .map((r) => {
              const fields = [`PDF: ${r.pdf ? 'https://arxiv.org/pdf/2401.12345' : ''}`];
              if (r.title !== null) fields.unshift(`Title: ${r.title}`);
              if (r.summary !== null) fields.push(`Summary: ${r.summary}`);
              return fields.join('\n');
            })
            .join('\n---\n');
          fc.pre(
            list.some((r) => r.title !== null) && !/^-{3,}\s*$/m.test(list.map((r) => r.summary).join('\n')),
          );
          const parsed = parse('s/2025-01-02.txt', input.replaceAll('\n', end));
          isSound(parsed, input);
          expect(total(parsed)).toBe(list.length);
          expect(parsed.mentions).toHaveLength(list.filter((r) => r.title !== null).length);
        },
      ),
      options,
    );
  });

  test('tables', () => {
    const row = fc.record({
      title: fc.option(title),
      summary: text,
      broken: fc.boolean(),
      more: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (list) => {
        const rows = list.map((r) => {
          const more = r.more
            ? ' (Read more on [arXiv](https://arxiv.org/abs/2401.12345) or [H](https://huggingface.co/papers/2401.12345))'
            : '';
          const cell = `${r.title ?? ''}${r.title === null ? '' : more}`;
          return `| ${r.broken ? cell.replace(' ', '\n  ') : cell}| A | ${r.summary} |`;
        });
        const input = [
          '## Papers for 2025-01-02',
          '',
          '| Title | Authors | Summary |',
          '|--|--|--|',
          ...rows,
        ].join('\n');
        const parsed = parse('s/x.md', input);
        isSound(parsed, input);
        expect(total(parsed)).toBe(list.length);
      }),
      options,
    );
  });

  test('weekly lists', () => {
    const entry = fc.record({ title, text, asRow: fc.boolean() });
    const week = fc.array(entry, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 5 }), (weeks) => {
        const input = weeks
          .map((entries, w) => [
            `## Week (January ${1 + w} - January ${7 + w}) - 2025`,
            '| **Paper** | **Links** |',
            '| --- | --- |',
            ...entries.map((e, i) =>
              e.asRow
                ? `| ${i + 1}) **${e.title}** - ${e.text} | [Paper](https://arxiv.org/abs/2401.12345) |`
                : `\n${i + 1}. **${e.title}** - ${e.text}\n   - a bullet`,
            ),
          ])
          .flat()
          .join('\n');
        const parsed = parse('s/x.md', input);
        isSound(parsed, input);
        expect(total(parsed)).toBe(weeks.flat().length);
        expect(parsed.digests).toHaveLength(weeks.length);
      }),
      options,
    );
  });

  test('copied pages', () => {
    const body = text.map((t) => `We show ${t} ${'and so on '.repeat(25)}.`);
    fc.assert(
      fc.property(
        fc.array(fc.record({ title, body: fc.option(body) }), { minLength: 1, maxLength: 8 }),
        (list) => {
          fc.pre(list.every((e) => !/[.!…]["')\]]?$/.test(e.title.trim())));
          const entries = list.flatMap((e) => (e.body === null ? [e.title] : [e.title, e.body]));
          const input = ['Daily Papers', 'Aug 8', ...entries].join('\n\n');
          const parsed = parse('s/x.txt', input);
          isSound(parsed, input);
          expect(total(parsed)).toBe(list.length);
        },
      ),
      options,
    );
  });
});

describe('any bytes', () => {
  const line = fc.oneof(
    text,
    fc.constantFrom(
      '',
      '---',
      'Title:',
      'Title: x',
      'PDF: x',
      'Summary:',
      '| Title | Summary |',
      '|--|--|',
      '| a | b |',
      '| 1) **x** - y |',
      '## Week (May 1 - May 8)',
      '## 2025-01-01',
      '1. **x**',
      'Daily Papers',
      'Aug 8',
      '{',
      '[',
      '<',
      '\0',
      '\uFEFF',
      '```',
    ),
  );

  test('lines of all formats mixed are read without a throw', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const input = lines.join(end);
        isSound(parse('s/x_2025-01-02.txt', input), input);
      }),
      options,
    );
  });

  test('bytes of any kind are read without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const parsed = parseOrThrow({ path: 's/x.txt', bytes });
        expect(total(parsed) + parsed.problems.length).toBeGreaterThan(0);
      }),
      options,
    );
  });
});

describe('time grows with the input and no faster', () => {
  const hostile: [string, (n: number) => string][] = [
    ['records', (n) => 'Title: a\nSummary: b\n---\n'.repeat(n)],
    ['one long record', (n) => `Title: a\nSummary: ${'b\n'.repeat(n * 4)}`],
    ['rows', (n) => `| Title | Summary |\n|--|--|\n${'| a | b |\n'.repeat(n)}`],
    ['a row that never ends', (n) => `| Title | Summary |\n|--|--|\n| a\n${'b\n\n'.repeat(n * 3)}`],
    ['pipes', (n) => `| Title | Summary |\n|--|--|\n|${'a|'.repeat(n * 8)}`],
    ['brackets', (n) => `| Title | Link |\n|--|--|\n| a | ${'[('.repeat(n * 8)} |`],
    ['stars', (n) => `## Week (May 1 - May 8) - 2025\n| 1) ${'**'.repeat(n * 8)} | x |`],
    ['words in stars', (n) => `## Week (May 1 - May 8) - 2025\n1. ${'**a*'.repeat(n * 4)}`],
    ['blank lines', (n) => `Daily Papers\n${'\n'.repeat(n * 20)}Aug 8\n\na\n`],
    ['weeks', (n) => '## Week (May 1 - May 8)\n1. **a**\n'.repeat(n)],
    ['spaces', (n) => `Title: a${' '.repeat(n * 16)}b\nSummary: c`],
    ['read more', (n) => `| Title | Summary |\n|--|--|\n| ${'(read more on '.repeat(n * 2)} | b |`],
    ['dates', (n) => `Daily Papers\n${'Aug 8\n\na\n\n'.repeat(n)}`],
    ['open lines', (n) => 'Title: \n'.repeat(n * 3) + 'PDF: x'],
  ];
  test.each(hostile)('%s', (_, make) => {
    const time = (n: number) => {
      const bytes = encode(make(n));
      const start = performance.now();
      parseOrThrow({ path: 's/x_2025-01-02.md', bytes, given: { year: 2025 } });
      return performance.now() - start;
    };
    time(2_000);
    const [small, large] = [time(3_000), time(30_000)];
    // Ten times the input: a quadratic pass would take a hundred times as long.
    expect(large).toBeLessThan(Math.max(40 * small, 400));
  });
});
