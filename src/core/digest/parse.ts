import type { DigestFile } from '../paper.ts';
import type { Problem } from '../problem.ts';
import { isLeftAside } from './aside.ts';
import { combine } from './combine.ts';
import { dateInPath } from './dates.ts';
import { decode } from './decode.ts';
import { detect } from './detect.ts';
import { hintsOf, readFrontMatter } from './front-matter.ts';
import {
  type DigestText,
  excerptOf,
  type Format,
  type Hints,
  type Issue,
  type LazyFormat,
  MAX_ENTRIES,
  tooManyEntries,
} from './issue.ts';
import { countLines, MAX_LINES, splitLines } from './lines.ts';
import { hintDate, type ParsedDigest, resolve } from './resolve.ts';

export type { ParsedDigest } from './resolve.ts';

const failed = (problems: Problem[]): ParsedDigest => ({ digests: [], mentions: [], rejects: [], problems });

type Prepared = { source: DigestText; format: Format | LazyFormat; problems: Problem[] };

/** Text → source with its format, or the result that says why there is none. */
function prepare(file: DigestFile, text: string, before: Problem[]): Prepared | ParsedDigest {
  const count = countLines(text);
  if (count > MAX_LINES) {
    const detail = `${count} lines; a file may hold ${MAX_LINES}: split the file`;
    return failed([...before, { code: 'too-large', file: file.path, line: 0, detail, excerpt: '' }]);
  }
  const { lines, huge } = splitLines(text);
  const front = readFrontMatter(file.path, lines);
  for (let i = 0; i < front.lines; i++) lines[i] = '';
  const problems = [...before, ...front.problems];
  const hints = { ...file.given, ...front.hints, ...file.said };
  const dated = hintDate(hints) ?? dateInPath(file.path);
  const body = front.lines > 0 ? lines.join('\n') : text;
  const source: DigestText = { path: file.path, body, lines, huge, hints, dated };
  const format = detect(source);
  if (!('tried' in format)) return { source, format, problems };
  const excerpt = excerptOf(lines.find((l) => l.trim() !== '') ?? '');
  const isJson = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i.test(file.path);
  const detail = `none of the known forms fits: ${format.tried}`;
  problems.push({ code: isJson ? 'not-json' : 'unknown-format', file: file.path, line: 0, detail, excerpt });
  return failed(problems);
}

function finish(file: DigestFile, { source, format, problems }: Prepared, issues: Issue[]): ParsedDigest {
  const huge = format.anyLine ? new Map<number, number>() : source.huge;
  const entries = issues.reduce((n, issue) => n + issue.entries.length, 0);
  const taken = entries > MAX_ENTRIES ? tooManyEntries(String(entries)) : issues;
  const parsed = resolve(file, format.name, { ...source, huge }, taken);
  const refused = new Set(
    parsed.rejects.flatMap((r) =>
      r.code === 'huge-line' ? [Number(/^line (\d+)/.exec(r.detail)?.[1])] : [],
    ),
  );
  for (const [line, length] of huge)
    if (!refused.has(line)) {
      const detail = `${length} characters in one line, which was cut; no entry stands in it`;
      problems.push({ code: 'huge-line', file: file.path, line, detail, excerpt: '' });
    }
  return { ...parsed, problems: [...problems, ...parsed.problems] };
}

/** As `parseDigest`, but a fault of a parser is thrown: for tests, which must see it. */
export function parseOrThrow(file: DigestFile): ParsedDigest {
  const { text, problems } = decode(file.path, file.bytes);
  if (text === null) return failed(problems);
  const prepared = prepare(file, text, problems);
  if (!('format' in prepared)) return prepared;
  const { format, source } = prepared;
  if ('read' in format) return finish(file, prepared, format.read(source));
  const detail = `${format.name} needs a library that is loaded when first met: parseDigestAsync reads it`;
  return failed([...problems, { code: 'unknown-format', file: file.path, line: 0, detail, excerpt: '' }]);
}

async function parseText(file: DigestFile, text: string, problems: Problem[]): Promise<ParsedDigest> {
  const prepared = prepare(file, text, problems);
  if (!('format' in prepared)) return prepared;
  const { format, source } = prepared;
  if (format.name === 'opml') {
    const { feedsOfOpml } = await import('./feed.ts');
    const n = feedsOfOpml(text).length;
    const detail = `a list of ${n} feeds, no papers: fetch the feeds and file them as they are`;
    return failed([...prepared.problems, { code: 'empty', file: file.path, line: 0, detail, excerpt: '' }]);
  }
  const read = 'read' in format ? format.read : await format.load();
  return finish(file, prepared, read(source));
}

/** Archives inside archives are opened once, not without end. */
const MAX_DEPTH = 2;

/** A `digest.json` of an archive holds for the files of its folder and below, as one beside the reader's files does. */
function readHints(path: string, bytes: Uint8Array, problems: Problem[]): Hints {
  try {
    const found = hintsOf(JSON.parse(new TextDecoder().decode(bytes)), path);
    problems.push(...found.problems);
    return found.hints;
  } catch {
    problems.push({
      code: 'not-json',
      file: path,
      line: 0,
      detail: 'digest.json is not JSON; left aside',
      excerpt: '',
    });
    return {};
  }
}

async function parseArchive(file: DigestFile, depth: number): Promise<ParsedDigest> {
  const { unpack } = await import('./archive.ts');
  const { files, problems } = unpack(file.path, file.bytes);
  const parts: ParsedDigest[] = [failed(problems)];
  const folders = new Map<string, Hints>();
  const isHints = (path: string) => /(?:^|\/)digest\.json$/.test(path);
  for (const { path, bytes } of files.filter((f) => isHints(f.path)))
    folders.set(path.replace(/digest\.json$/, ''), readHints(path, bytes, problems));
  for (const inner of files.filter((f) => !isLeftAside(f.path.slice(f.path.lastIndexOf('/') + 1)))) {
    // The nearest folder is told last, and wins.
    const hints = [...folders]
      .filter(([folder]) => inner.path.startsWith(folder))
      .sort(([a], [b]) => a.length - b.length)
      .map(([, h]) => h);
    const given = Object.assign({}, file.given, ...hints);
    parts.push(await parseAny({ ...file, ...inner, given }, depth + 1));
  }
  return combine(parts);
}

/**
 * Messages are read one by one as files of their own that carry the letter's date. Their lines cannot be told once
 * the letter is decoded: each entry stands at the first line of its message.
 */
async function parseMail(file: DigestFile, text: string, problems: Problem[]): Promise<ParsedDigest> {
  const { readMail } = await import('./mail.ts');
  const mail = await readMail(file.path, text, file.bytes);
  const parts: ParsedDigest[] = [failed([...problems, ...mail.problems])];
  for (const message of mail.messages) {
    const given = { ...file.given, ...(message.date === null ? {} : { date: message.date }) };
    const part = await parseText({ ...file, given }, message.text, []);
    const { line } = message;
    parts.push({
      digests: part.digests,
      mentions: part.mentions.map((m) => ({ ...m, line })),
      rejects: part.rejects.map((r) => ({ ...r, line })),
      problems: part.problems.map((p) => ({ ...p, line })),
    });
  }
  return combine(parts);
}

async function parseAny(file: DigestFile, depth: number): Promise<ParsedDigest> {
  const [a, b, c] = file.bytes;
  if ((a === 0x50 && b === 0x4b && (c === 3 || c === 5)) || (a === 0x1f && b === 0x8b)) {
    if (depth < MAX_DEPTH) return parseArchive(file, depth);
    const detail = 'archives nested more than twice are not opened';
    return failed([{ code: 'binary', file: file.path, line: 0, detail, excerpt: '' }]);
  }
  const { text, problems } = decode(file.path, file.bytes);
  if (text === null) return failed(problems);
  const { looksLikeMail } = await import('./mail-head.ts');
  return looksLikeMail(text) ? parseMail(file, text, problems) : parseText(file, text, problems);
}

/** As `parseOrThrow`, for all formats. */
export const parseOrThrowAsync = (file: DigestFile): Promise<ParsedDigest> => parseAny(file, 0);

const fault = (file: DigestFile, error: unknown): ParsedDigest => {
  const detail = `the parser failed, please report it: ${error instanceof Error ? error.message : String(error)}`;
  return failed([{ code: 'unreadable', file: file.path, line: 0, detail, excerpt: '' }]);
};

/**
 * A digest file → its digests, their mentions, and what was refused and why. Never throws on bad input: even a
 * fault of a parser becomes a problem of the file, so that the other files go on. Forms that need a library loaded
 * on demand (feeds, HTML, BibTeX, mail, archives) are left to `parseDigestAsync`, with a problem.
 */
export function parseDigest(file: DigestFile): ParsedDigest {
  try {
    return parseOrThrow(file);
  } catch (error) {
    return fault(file, error);
  }
}

/** As `parseDigest`, for all formats. */
export async function parseDigestAsync(file: DigestFile): Promise<ParsedDigest> {
  try {
    return await parseOrThrowAsync(file);
  } catch (error) {
    return fault(file, error);
  }
}
