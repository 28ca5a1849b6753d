import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { parseOrThrow } from '../src/core/digest/parse.ts';

const root = process.env['PAPERTIDE_CORPUS'] ?? new URL('../../shared/digests', import.meta.url).pathname;
const has = existsSync(root);
if (!has) console.warn(`reference corpus absent (${root}): the counts of its entries are not tested`);
const name = (fact: string) => (has ? fact : `${fact} (reference corpus absent)`);

const filesOf = (source: string) =>
  readdirSync(`${root}/${source}`, { recursive: true })
    .map((f) => `${source}/${String(f)}`)
    .filter((f) => statSync(`${root}/${f}`).isFile())
    .sort();
const textOf = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
const parse = (file: string) =>
  parseOrThrow({ path: file, bytes: readFileSync(`${root}/${file}`), given: { year: 2025 } });
const parseNamed = (file: string) => parseOrThrow({ path: file, bytes: readFileSync(`${root}/${file}`) });
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Counts of the raw text by patterns that share nothing with the parsers. */
const independent: Record<string, (text: string) => number> = {
  'ai-papers-reader': (text) => count(text, /^Title: /gm),
  // Its delimiter rows have no space after the pipe.
  'daily-ai-papers': (text) => count(text, /^\| (?!Title \|)/gm),
  'ai-papers-of-the-week': (text) => count(text, /^\| ?\d+\) /gm),
  'daily-papers-page': (text) =>
    (text
      .split('Aug 8')[1]
      ?.split(/\n\s*\n/)
      .filter((p) => p.trim()).length ?? 0) / 2,
};

describe.each(Object.keys(independent))('%s', (source) => {
  test.skipIf(!has)(name('every entry is a mention or a reject with file, line and reason'), () => {
    const counter = independent[source];
    for (const file of filesOf(source)) {
      const text = textOf(file);
      const { mentions, rejects, digests } = parse(file);
      expect([file, mentions.length + rejects.length]).toEqual([file, counter?.(text)]);
      expect(digests.reduce((n, d) => n + d.entries, 0)).toBe(mentions.length + rejects.length);
      for (const r of rejects)
        expect(r).toMatchObject({ file, line: expect.any(Number), detail: expect.any(String) });
      for (const m of mentions) expect(m.title).not.toMatch(/read more|\]\(|\*\*/i);
      // The title begins on the mention's own line.
      const lines = text.split(/\r?\n/);
      for (const m of mentions) expect(lines[m.line - 1]).toContain(m.title.split(' ')[0]);
    }
  });

  test.skipIf(!has)(name('no word of a text is lost or made up'), () => {
    for (const file of filesOf(source)) {
      const flat = textOf(file).replace(/\s+/g, ' ');
      for (const m of parse(file).mentions) {
        const text = m.abstract ?? m.summary;
        expect(text).toBeTruthy();
        expect(flat).toContain(text?.replace(/\s+/g, ' '));
      }
    }
  });
});

test.skipIf(!has)(name('a digest of the corpus has the date of its name or of its heading'), () => {
  for (const file of filesOf('ai-papers-reader'))
    expect(parseNamed(file).digests.map((d) => d.date)).toEqual([/\d{4}-\d\d-\d\d/.exec(file)?.[0]]);
  for (const file of filesOf('daily-ai-papers'))
    for (const d of parseNamed(file).digests) expect(d.date).toBe(/\d{4}-\d\d-\d\d/.exec(textOf(file))?.[0]);
});

test.skipIf(!has)(
  name('the weeks of a year file follow each other, newest first, within the year or its first days'),
  () => {
    for (const file of filesOf('ai-papers-of-the-week')) {
      const dates = parseNamed(file).digests.map((d) => d.date);
      expect(dates).toEqual([...dates].sort().reverse());
      expect(new Set(dates).size).toBe(dates.length);
      expect(dates.every((d) => file.includes(d.slice(0, 4)))).toBe(true);
    }
  },
);

test.skipIf(!has)(name('the copied page is refused entry by entry until it is told its year'), () => {
  for (const file of filesOf('daily-papers-page')) {
    const { mentions, rejects, problems } = parseNamed(file);
    expect(mentions).toEqual([]);
    expect(rejects).toHaveLength(76);
    expect(new Set(rejects.map((r) => r.code))).toEqual(new Set(['bad-date']));
    expect(problems[0]?.detail).toMatch(/76 entries refused: "Aug 8" has no year.*--year 2025/);
    expect(parse(file).digests).toMatchObject([{ date: '2025-08-08', entries: 76, rejected: 0 }]);
  }
});
