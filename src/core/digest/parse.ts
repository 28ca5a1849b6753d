import type { DigestFile } from '../paper.ts';
import type { Problem } from '../problem.ts';
import { decode } from './decode.ts';
import { detect } from './detect.ts';
import { readFrontMatter } from './front-matter.ts';
import type { DigestText } from './issue.ts';
import { excerptOf } from './issue.ts';
import { splitLines } from './lines.ts';
import { type ParsedDigest, resolve } from './resolve.ts';

export type { ParsedDigest } from './resolve.ts';

const failed = (problems: Problem[]): ParsedDigest => ({ digests: [], mentions: [], rejects: [], problems });

/** As `parseDigest`, but a fault of a parser is thrown: for tests, which must see it. */
export function parseOrThrow(file: DigestFile): ParsedDigest {
  const { text, problems } = decode(file.path, file.bytes);
  if (text === null) return failed(problems);
  const { lines, huge } = splitLines(text);
  const front = readFrontMatter(file.path, lines);
  for (let i = 0; i < front.lines; i++) lines[i] = '';
  problems.push(...front.problems);
  const source: DigestText = { path: file.path, text, lines, huge, hints: { ...front.hints, ...file.given } };

  const format = detect(source);
  if ('tried' in format) {
    const excerpt = excerptOf(lines.find((l) => l.trim() !== '') ?? '');
    const detail = `none of the known forms fits: ${format.tried}`;
    return failed([...problems, { code: 'unknown-format', file: file.path, line: 0, detail, excerpt }]);
  }
  const parsed = resolve(file, format.name, source, format.read(source));
  const inEntries = new Set(parsed.rejects.filter((r) => r.code === 'huge-line').map((r) => r.line));
  for (const [line, length] of huge)
    if (!inEntries.has(line))
      problems.push({
        code: 'huge-line',
        file: file.path,
        line,
        detail: `${length} characters; the line was cut`,
        excerpt: '',
      });
  return { ...parsed, problems: [...problems, ...parsed.problems] };
}

/**
 * A digest file → its digests, their mentions, and what was refused and why. Never throws on bad input: even a
 * fault of a parser becomes a problem of the file, so that the other files go on.
 */
export function parseDigest(file: DigestFile): ParsedDigest {
  try {
    return parseOrThrow(file);
  } catch (error) {
    const detail = `the parser failed, please report it: ${error instanceof Error ? error.message : String(error)}`;
    return failed([{ code: 'unreadable', file: file.path, line: 0, detail, excerpt: '' }]);
  }
}

/** As `parseOrThrow`, for all formats. */
export async function parseOrThrowAsync(file: DigestFile): Promise<ParsedDigest> {
  return parseOrThrow(file);
}

/** As `parseDigest`, for all formats: those whose libraries answer later are read here only. */
export async function parseDigestAsync(file: DigestFile): Promise<ParsedDigest> {
  return parseDigest(file);
}
