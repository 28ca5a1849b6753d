import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseOrThrow } from '../../../src/core/digest/parse.ts';
import { encode, isSound, options, text, title, total } from './hostile.ts';

const parse = (path: string, text: string) =>
  parseOrThrow({ path, bytes: encode(text), given: { year: 2025 } });

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
