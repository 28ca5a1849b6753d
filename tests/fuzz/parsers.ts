/** Every parser, by inputs that it should read whole, by damaged ones, by archives and by noise. */
import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { parseOrThrowAsync, type ParsedDigest } from '../../src/core/digest/parse.ts';
import { mergeMentions } from '../../src/core/papers/merge.ts';
import { type Entry, forms } from '../core/digest/forms.ts';
import { Finding, hold } from './finding.ts';
import { damage, damaged, encoding, ENCODINGS, latin1, oddText, oddTitle } from './odd.ts';
import { target, type Target } from './target.ts';

const entry: fc.Arbitrary<Entry> = fc.record({
  title: fc.option(oddTitle),
  text: oddText,
  id: fc.integer({ min: 10000, max: 99999 }),
});
const entries = fc.array(entry, { minLength: 1, maxLength: 8 });

/** Forms in which a line break is the form's own have none in their fields. */
const LINES = new Set(['RIS', 'BibTeX', 'arXiv listing', 'HTML', 'records', 'table', 'weekly']);
const oneLine = (s: string) => s.replace(/[\p{Cc}\u2028\u2029\uFEFF]/gu, ' ');
const flat = (list: Entry[]): Entry[] =>
  list.map((e) => ({ ...e, title: e.title === null ? null : oneLine(e.title), text: oneLine(e.text) }));
const bar = (s: string) => s.replaceAll('|', '/').replaceAll('`', "'");

const more: typeof forms = [
  [
    'records',
    's/2025-01-02.txt',
    (list) =>
      list
        .map(
          (e) =>
            `${e.title === null ? '' : `Title: ${e.title}\n`}PDF: https://arxiv.org/pdf/2401.${e.id}\nSummary: ${e.text}`,
        )
        .join('\n---\n'),
  ],
  [
    'table',
    's/2025-01-02.md',
    (list) =>
      `## Papers for 2025-01-02\n\n| Title | Authors | Summary |\n|--|--|--|\n${list.map((e) => `| ${bar(e.title ?? '')} | A | ${bar(e.text)} |`).join('\n')}`,
  ],
];
export const allForms = [...forms, ...more];

/** What holds of any input: refused entries stand in the file, links lead to the web, dates are days. */
function isSound(parsed: ParsedDigest, lines: number): void {
  const counted = parsed.digests.reduce((n, d) => n + d.entries, 0);
  const out = parsed.mentions.length + parsed.rejects.length;
  hold('lost', counted <= out, () => `${counted} entries counted, ${out} mentions and rejects`);
  for (const m of parsed.mentions) {
    hold('wrong', m.title !== '' && m.title === m.title.trim(), () => `title ${JSON.stringify(m.title)}`);
    hold('offset', m.line >= 1 && m.line <= lines, () => `line ${m.line} of ${lines}`);
    hold('wrong', /^\d{4}-\d\d-\d\d$/.test(m.date), () => `date ${m.date}`);
    for (const url of [m.url, m.code_url])
      hold('wrong', url === null || /^https?:\/\//i.test(url), () => `link ${url}`);
    hold(
      'wrong',
      m.arxiv_id === null || /^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})$/.test(m.arxiv_id),
      () => `id ${m.arxiv_id}`,
    );
  }
  for (const r of [...parsed.rejects, ...parsed.problems]) {
    hold('wrong', r.detail !== '' && r.excerpt.length <= 200, () => `problem ${JSON.stringify(r)}`);
    hold('offset', r.line >= 0 && r.line <= lines, () => `line ${r.line} of ${lines}`);
  }
  const papers = mergeMentions(parsed.mentions);
  const kept = papers.reduce((n, p) => n + p.mentions.length, 0);
  hold(
    'lost',
    kept === parsed.mentions.length,
    () => `${parsed.mentions.length} mentions, ${kept} in papers`,
  );
}

const linesOf = (s: string) => s.split(/\r\n?|\n|[\u2028\u2029\u0085\f\v]/).length;
const given = { year: 2025 };

const whole: Target[] = allForms.map(([name, path, write]) =>
  target(
    `${name}: entries in are mentions and rejects out`,
    fc.tuple(entries, encoding, fc.constantFrom('\n', '\r\n', '\r')),
    async ([list, as, end]) => {
      const used = LINES.has(name) ? flat(list) : list;
      // Without any title BibTeX holds no entry that its parser could tell from a comment.
      if (['BibTeX', 'records'].includes(name) && used.every((e) => e.title === null)) return;
      // A line of dashes in a field parts records, as it should.
      if (name === 'records' && used.some((e) => /^\s*-{3,}\s*$/.test(e.text))) return;
      const input = LINES.has(name) ? write(used).replaceAll('\n', end) : write(used);
      const parsed = await parseOrThrowAsync({ path, bytes: ENCODINGS[as](input), given });
      isSound(parsed, linesOf(input));
      const out = parsed.mentions.length + parsed.rejects.length;
      hold(
        'lost',
        out === list.length,
        () => `${list.length} entries in, ${out} out of ${JSON.stringify(input)}`,
      );
    },
    ([list]) => list.reduce((n, e) => n + e.text.length + 50, 0),
  ),
);

const broken: Target[] = allForms.map(([name, path, write]) =>
  target(
    `${name}, damaged`,
    fc.tuple(entries, damage, fc.boolean()),
    async ([list, done, old]) => {
      const input = damaged(write(list), done);
      const bytes = old ? latin1(input) : new TextEncoder().encode(input);
      isSound(await parseOrThrowAsync({ path, bytes, given }), linesOf(input));
    },
    ([list]) => list.reduce((n, e) => n + e.text.length + 50, 0),
  ),
);

const NAMES = [
  'a/2025-01-02.txt',
  '../../etc/2025-01-02.txt',
  '/2025-01-02.txt',
  'C:\\2025-01-02.txt',
  'a/../../b.txt',
  'PROTO9999',
  'x\0.txt',
  '\u202Etxt.exe',
  '2025-01-02.json',
];
/** A zip that no tool of this language writes: a file of the name that objects keep for themselves. */
function withProto(zip: Uint8Array): Uint8Array {
  const text = Array.from(zip, (byte) => String.fromCharCode(byte)).join('');
  return latin1(text.replaceAll('PROTO9999', '__proto__'));
}
const archive = target(
  'archives: cut, flipped, with names that climb out',
  fc.tuple(
    fc.array(fc.tuple(fc.constantFrom(...NAMES), oddText), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('zip', 'gzip', 'zip in zip'),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
    fc.option(fc.nat(), { freq: 2 }),
  ),
  async ([files, kind, flips, cut]) => {
    const inner = withProto(
      zipSync(
        Object.fromEntries(files.map(([n, t]) => [n, new TextEncoder().encode(`Title: A\nSummary: ${t}\n`)])),
      ),
    );
    const made = kind === 'zip' ? inner : kind === 'gzip' ? gzipSync(inner) : zipSync({ 'in.zip': inner });
    const bytes = cut === null ? made.slice() : made.slice(0, 4 + (cut % made.length));
    for (const [at, byte] of flips) bytes[at % bytes.length] = byte;
    const parsed = await parseOrThrowAsync({ path: 's/x_2025-01-02.zip', bytes });
    for (const { file } of parsed.mentions)
      if (/(^|[/\\])\.\.([/\\]|$)|\0/.test(file))
        throw new Finding('wrong', `a file named ${JSON.stringify(file)}`);
  },
  ([files]) => files.reduce((n, [, t]) => n + t.length + 200, 0),
);

const PATHS = [
  's/x.txt',
  's/x.md',
  's/x.json',
  's/x.jsonl',
  's/x.csv',
  's/x.tsv',
  's/x.xml',
  's/x.html',
  's/x.eml',
  's/x.mbox',
  's/x.bib',
  's/x.ris',
  's/x.zip',
  's/x.gz',
  's/x.opml',
  's/x',
];
const STARTS = [
  '',
  '{"',
  '[{"title":"',
  '<?xml version="1.0"?><rss><item>',
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
  '<html><a href="',
  'From a@b Fri Aug 8\n',
  'From: a@b.org\nSubject: x\n\n',
  '@article{a, title={',
  'TY  - JOUR\nTI  - ',
  'title,abstract\n"',
  '---\nsource: ',
  'Title: ',
  '| Title |\n|--|\n|',
  '## Week (May 1 - May 8) - 2025\n1. **',
  '\x1f\x8b',
  'PK\x03\x04',
  '\xFF\xFE',
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;',
];
const noise = target(
  'noise after a beginning that some parser takes',
  fc.tuple(
    fc.constantFrom(...PATHS),
    fc.constantFrom(...STARTS),
    fc.oneof(oddText, fc.string({ unit: 'binary', maxLength: 300 })),
    fc.uint8Array({ maxLength: 60 }),
  ),
  async ([path, start, text, tail]) => {
    const head = latin1(start);
    const body = new TextEncoder().encode(text);
    const bytes = Uint8Array.from([...head, ...body, ...tail]);
    isSound(await parseOrThrowAsync({ path, bytes, given: { date: '2025-01-02' } }), Infinity);
  },
  ([, , text]) => text.length + 100,
);

export const parserTargets: Target[] = [...whole, ...broken, archive, noise];
