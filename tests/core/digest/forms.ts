/** The same entries written in every form that a generator can write without ambiguity. */
import fc from 'fast-check';
import { text, title } from './hostile.ts';

export type Entry = { title: string | null; text: string; id: number };
export const entry: fc.Arbitrary<Entry> = fc.record({
  title: fc.option(title),
  text,
  id: fc.integer({ min: 10000, max: 99999 }),
});
export const entries = fc.array(entry, { minLength: 1, maxLength: 10 });
const xml = (s: string) => s.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const cell = (s: string) => `"${s.replaceAll('"', '""')}"`;
const one = (s: string) => s.replace(/[{}\\@"]/g, ' ');

/** Each form writes the same entries; every one of them must come back, as a mention if it has a title. */
export const forms: [string, string, (list: Entry[]) => string][] = [
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
