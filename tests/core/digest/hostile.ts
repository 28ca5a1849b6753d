import fc from 'fast-check';
import { expect } from 'vitest';

import type { ParsedDigest } from '../../../src/core/digest/parse.ts';

/** `npm run fuzz` asks for more; the seed is fixed, so that a failure here is the same for all. */
const runs = Number(process.env['PAPERTIDE_FUZZ'] ?? 250);
export const options = { numRuns: runs, seed: Number(process.env['PAPERTIDE_SEED'] ?? 20250808) };

export const encode = (text: string) => new TextEncoder().encode(text);

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
export const words = (min: number, max: number) =>
  fc
    .array(word, { minLength: min, maxLength: max })
    .map((ws) => ws.join(' ').replace(/[\r\n\u2028\u2029\f\v]/g, ' '));
/** A title that no rule of any format can take for something else: it begins with a capital word. */
export const title = words(1, 6).map((w) => `Study ${w}`);
export const text = words(1, 30);

/** What holds of any input whatever. */
export function isSound(parsed: ParsedDigest, input: string) {
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

export const total = (p: ParsedDigest) => p.mentions.length + p.rejects.length;
