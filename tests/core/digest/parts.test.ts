import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { decode } from '../../../src/core/digest/decode.ts';
import { MAX_ENTRIES } from '../../../src/core/digest/issue.ts';
import { MAX_LINE, MAX_LINES, unwrap } from '../../../src/core/digest/lines.ts';
import { linksIn, pickLinks, webUrl } from '../../../src/core/digest/links.ts';
import { numberDigests } from '../../../src/core/digest/number.ts';
import { parseDigest, parseDigestAsync, parseOrThrow } from '../../../src/core/digest/parse.ts';
import { MAX_TEXT, plainTitle } from '../../../src/core/digest/titles.ts';
import type { DigestFile } from '../../../src/core/paper.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('links', () => {
  test('only web addresses are kept', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      ' JaVaScRiPt:x',
      '../x',
      'ftp://a.b',
      'https://',
      'http:// x',
    ])
      expect(webUrl(url)).toBeNull();
    expect(webUrl(' https://a.org/x y ')).toBe('https://a.org/x%20y');
    expect(linksIn('[a](javascript:alert(1)) [b](https://b.org/x_(y)) <https://c.org/z>.')).toEqual([
      { label: 'b', url: 'https://b.org/x_(y)' },
      { label: '', url: 'https://c.org/z' },
    ]);
  });

  test('the paper goes by its label, code by its label or its host', () => {
    const pick = (text: string) => pickLinks(linksIn(text));
    expect(pick('[Tweet](https://x.com/a), [Project](https://p.org), [Paper](https://q.org)')).toMatchObject({
      url: 'https://q.org',
    });
    expect(pick('[Tweet](https://x.com/a), [Project](https://p.org)')).toMatchObject({
      url: 'https://p.org',
      code_url: null,
    });
    expect(pick('[Paper](https://github.com/a/b/x.pdf)')).toMatchObject({
      url: 'https://github.com/a/b/x.pdf',
      code_url: null,
    });
    expect(pick('[Project](https://github.com/a/b) [Paper](https://q.org)')).toMatchObject({
      code_url: 'https://github.com/a/b',
    });
    expect(pick('')).toEqual({ url: null, code_url: null });
  });
});

describe('texts', () => {
  test('a wrapped text keeps its words, paragraphs and bullets', () => {
    expect(unwrap(['one', '  two', '', '', 'three', '- four', '  five ', ''])).toBe(
      'one two\n\nthree\n- four five',
    );
  });

  test.each([
    ['A\n  Title (Read more on [arXiv](https://arxiv.org/abs/1) or [HF](x))', 'A Title'],
    ['A Title - read more on [arXiv](https://arxiv.org/abs/1)', 'A Title'],
    ['****Bold****', 'Bold'],
    ['[**Linked**](https://a.org)', 'Linked'],
    ['Zero\u200Bwidth\u0000 x', 'Zerowidth x'],
    ['CFG-Zero* and P(y|x)', 'CFG-Zero* and P(y|x)'],
  ])('%s is the title %s', (text, title) => expect(plainTitle(text)).toBe(title));
});

describe('encodings', () => {
  const text = (b: Uint8Array | number[]) => decode('f', new Uint8Array(b));
  test('UTF-16 without a mark is known by its zeros, and said so', () => {
    const le = [...'Title: x'].flatMap((c) => [c.charCodeAt(0), 0]);
    const be = [...'Title: x'].flatMap((c) => [0, c.charCodeAt(0)]);
    for (const b of [le, be]) {
      expect(text(b).text).toBe('Title: x');
      expect(text(b).problems[0]?.code).toBe('bad-encoding');
    }
  });
  test('a cut UTF-8 file stays UTF-8', () => {
    const cut = bytes('größer und schöner ü').slice(0, -1);
    expect(text(cut).text).toBe('größer und schöner \uFFFD');
    expect(text(cut).problems[0]?.detail).toContain('broken UTF-8');
  });
  test('lone surrogates and emoji go through', () => {
    expect(text(bytes('a😀b')).text).toBe('a😀b');
  });
});

describe('parseDigest', () => {
  test('a line beyond the limit costs its entry and no other', () => {
    const input = `Title: a\nSummary: ${'x'.repeat(MAX_LINE + 1)}\n---\nTitle: b\nSummary: y\n`;
    const { mentions, rejects, problems } = parseOrThrow({ path: 's/2025-01-02.txt', bytes: bytes(input) });
    expect(mentions.map((m) => m.title)).toEqual(['b']);
    expect(rejects).toMatchObject([{ code: 'huge-line', line: 1 }]);
    expect(rejects[0]?.detail).toContain(`line 2 has ${MAX_LINE + 10} characters`);
    expect(problems).toEqual([]);
  });

  test('a text as long as a book is refused, and so is HTML as large as a library', async () => {
    const long = bytes(
      `Daily Papers\n\nAug 8, 2025\n\nA Title\n\n${`${'x'.repeat(100)}.\n`.repeat(MAX_TEXT / 100)}`,
    );
    expect(parseOrThrow({ path: 's/a.txt', bytes: long }).rejects).toMatchObject([
      { code: 'too-large', line: 5 },
    ]);
    const html = bytes(`<html><body>${'<p>x</p>'.repeat(4_100_000)}`);
    const { problems } = await parseDigestAsync({ path: 's/2025-01-02.html', bytes: html });
    expect(problems).toMatchObject([{ code: 'unknown-format' }]);
    expect(problems[0]?.detail).toContain('save the page alone');
  });

  test('braces within the strings of JSON are no objects', () => {
    const item = JSON.stringify({ title: 'Sets {a}', other: `\\" ${'{'.repeat(1_000_000)}` });
    const many = new Array<string>(11).fill(item).join(',');
    const { mentions, problems } = parseOrThrow({ path: 's/2025-01-02.json', bytes: bytes(`[${many}]`) });
    expect(problems).toEqual([]);
    expect(mentions).toHaveLength(11);
  });

  test('JSON on one line of any length is read: its lines mean nothing', () => {
    const list = [1, 2].map((n) => ({ title: `Paper ${n}`, abstract: 'x '.repeat(MAX_LINE / 2) }));
    const { mentions, problems } = parseOrThrow({
      path: 's/2025-01-02.json',
      bytes: bytes(JSON.stringify(list)),
    });
    expect(mentions.map((m) => m.title)).toEqual(['Paper 1', 'Paper 2']);
    expect(problems).toEqual([]);
  });

  test.each(['| P(a\n  |b) | A | text |', '| A title\n| A | text |'])(
    'the row %j, broken before a pipe, is one',
    (row) => {
      const input = `| Title | Authors | Summary |\n|--|--|--|\n${row}\n| Next | B | more |\n`;
      const { mentions } = parseOrThrow({ path: 's/2025-01-02.md', bytes: bytes(input) });
      expect(mentions).toHaveLength(2);
      expect(mentions[0]?.summary).toContain('text');
      expect(mentions[1]).toMatchObject({ title: 'Next', summary: 'more' });
    },
  );

  test.each([
    ['jsonl', '{}\n'.repeat(MAX_ENTRIES + 1), String(MAX_ENTRIES + 1)],
    ['json', `[{}${',{}'.repeat(MAX_ENTRIES)}]`, String(MAX_ENTRIES + 1)],
    ['csv', `title,url\n${'x,\n'.repeat(MAX_ENTRIES + 1)}`, String(MAX_ENTRIES + 1)],
    ['txt', 'Title: x\nPDF: y\n'.repeat(MAX_ENTRIES + 1), String(MAX_ENTRIES + 1)],
    ['ris', 'TY  - A\nTI  - x\n'.repeat(MAX_ENTRIES + 1), String(MAX_ENTRIES + 1)],
  ])(
    '%s of more entries than a file may hold is refused whole, before they fill the memory',
    (end, text, n) => {
      const { rejects, mentions } = parseOrThrow({ path: `s/2025-01-02.${end}`, bytes: bytes(text) });
      expect(mentions).toEqual([]);
      expect(rejects).toMatchObject([{ code: 'too-large', detail: expect.stringContaining(`${n} entries`) }]);
    },
  );

  test('a file of more lines than any digest has is refused before it is split', () => {
    const text = 'Title: a\nPDF: x\n---\n'.repeat(MAX_LINES / 3 + 1);
    const { mentions, problems } = parseOrThrow({ path: 's/2025-01-02.txt', bytes: bytes(text) });
    expect(mentions).toEqual([]);
    expect(problems).toMatchObject([{ code: 'too-large', detail: expect.stringContaining('lines; a file') }]);
  });

  test('a title as long as a page is refused', () => {
    const { rejects } = parseOrThrow({
      path: 's/2025-01-02.txt',
      bytes: bytes(`Title: ${'word '.repeat(300)}\nPDF: x`),
    });
    expect(rejects).toMatchObject([{ code: 'too-large', line: 1 }]);
  });

  test('what the reader says wins over front matter, that over what is given for a folder, and all over content and name', () => {
    const body = 'Papers of March 8, 2024\n\nTitle: a\nPDF: x\n';
    const front = '---\nsource: mine\ndate: 2024-05-01\n---\n';
    const date = (text: string, more: Partial<DigestFile> = {}) =>
      parseOrThrow({ path: 's/2023-01-01.txt', bytes: bytes(text), ...more }).digests[0]?.digest_id;
    const other = { date: '2022-02-02', source: 'given' };
    expect(date('Title: a\nPDF: x\n')).toBe('s/2023-01-01');
    expect(date(body)).toBe('s/2024-03-08');
    expect(date(front + body)).toBe('mine/2024-05-01');
    expect(date(body, { given: other })).toBe('given/2022-02-02');
    expect(date(front + body, { given: other })).toBe('mine/2024-05-01');
    expect(date(front + body, { said: other })).toBe('given/2022-02-02');
    // As `--year`, which speaks for all files that do not know better.
    const dayOnly = '---\nyear: 2024\n---\nDaily Papers\nAug 8\n\nA Title\n\nA text.\n';
    const yearly = { path: 's/page.txt', bytes: bytes(dayOnly), given: { year: 2025 } };
    expect(parseOrThrow(yearly).digests[0]?.date).toBe('2024-08-08');
  });

  test('a lone file is its own source, without its date', () => {
    const source = (path: string) =>
      parseOrThrow({ path, bytes: bytes('Title: a\nPDF: x\n') }).digests[0]?.source;
    expect(source('my notes 2025-01-02.txt')).toBe('my-notes');
    expect(source('2025-01-02.txt')).toBe('digests');
    expect(source('folder/2025-01-02.txt')).toBe('folder');
    expect(source('week 2025-01.zip/inner/2025-01-02.txt')).toBe('week');
  });

  test('forms that load a library are read by the asynchronous way only, and the other says so', async () => {
    const file = { path: 's/2025-01-02.xml', bytes: bytes('<rss><item><title>a</title></item></rss>') };
    expect(parseDigest(file).problems[0]?.detail).toContain('parseDigestAsync');
    expect((await parseDigestAsync(file)).mentions).toHaveLength(1);
  });

  test('a digest.json in an archive speaks for its folder', async () => {
    const record = bytes('Papers of Aug 8\n\nTitle: a\nPDF: x\n');
    const zip = zipSync({
      'digest.json': bytes('{"source": "letters"}'),
      'old/digest.json': bytes('{"year": 2019}'),
      'old/a.txt': record,
      'new/a.txt': record,
    });
    const { digests, rejects } = await parseDigestAsync({ path: 'x.zip', bytes: zip });
    expect(digests.map((d) => d.digest_id)).toEqual(['letters/2019-08-08']);
    expect(rejects).toMatchObject([{ file: 'x.zip/new/a.txt', code: 'bad-date' }]);
  });

  test('of two digest.json above a file in an archive the nearer speaks last, in whatever order they lie', async () => {
    const outer = bytes('{"source": "letters", "year": 2012}');
    const inner = bytes('{"year": 2019}');
    const record = bytes('Papers of Aug 8\n\nTitle: a\nPDF: x\n');
    for (const zip of [
      { 'digest.json': outer, 'old/digest.json': inner, 'old/a.txt': record },
      { 'old/digest.json': inner, 'old/a.txt': record, 'digest.json': outer },
    ]) {
      const { digests } = await parseDigestAsync({ path: 'x.zip', bytes: zipSync(zip) });
      expect(digests.map((d) => d.digest_id)).toEqual(['letters/2019-08-08']);
    }
  });

  test('a line separator inside of JSON is a character of its text', async () => {
    const line = '{"title": "Two\u2028Lines", "abstract": "b\u2029c"}\n';
    const { mentions } = await parseDigestAsync({ path: 's/2025-01-02.jsonl', bytes: bytes(line + line) });
    expect(mentions).toHaveLength(2);
  });

  test('a file named __proto__ in an archive is told, not lost', async () => {
    const record = bytes('Title: b\nPDF: x\nSummary: y\n');
    const zip = zipSync({ PROTO9999: record, 'b_2025-01-02.txt': record });
    const text = Array.from(zip, (byte) => String.fromCharCode(byte)).join('');
    const renamed = Uint8Array.from(text.replaceAll('PROTO9999', '__proto__'), (c) => c.charCodeAt(0));
    const parsed = await parseDigestAsync({ path: 'x.zip', bytes: renamed });
    expect(parsed.mentions.map(({ title }) => title)).toEqual(['b']);
    expect(parsed.problems.map(({ detail }) => detail).join()).toContain('"__proto__" cannot be read');
  });

  test('__proto__ in JSON changes nothing', async () => {
    const text =
      '[{"title": "a", "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}]';
    await parseDigestAsync({ path: 's/2025-01-02.json', bytes: bytes(text) });
    expect('polluted' in {}).toBe(false);
  });
});

test('two files of one source and day get ids of their own, whatever their order', () => {
  const parsed = ['s/a_2025-01-02.txt', 's/b_2025-01-02.txt'].map((path) =>
    parseOrThrow({ path, bytes: bytes(`Title: ${path}\nPDF: x`) }),
  );
  const ids = (list: typeof parsed) =>
    Object.fromEntries(numberDigests(list).flatMap((p) => p.mentions.map((m) => [m.file, m.digest_id])));
  expect(ids(parsed)).toEqual({
    's/a_2025-01-02.txt': 's/2025-01-02',
    's/b_2025-01-02.txt': 's/2025-01-02#2',
  });
  expect(ids(parsed.toReversed())).toEqual(ids(parsed));
});
