import type { Digest, DigestFile, Mention } from '../paper.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { dateIn, dateInPath, isoDay, yearInPath } from './dates.ts';
import { arxivIdIn, doiIn } from './ids.ts';
import {
  type DigestText,
  excerptOf,
  type Hints,
  type Issue,
  type RawEntry,
  type RefusedEntry,
} from './issue.ts';
import { MAX_LINE } from './lines.ts';
import { pickLinks } from './links.ts';
import { sourceName } from './source-name.ts';
import { MAX_TEXT, MAX_TITLE } from './titles.ts';

export type ParsedDigest = {
  digests: (Digest & { entries: number; rejected: number })[];
  mentions: Mention[];
  /** One a refused entry: the file's entries are `mentions.length + rejects.length`. */
  rejects: Problem[];
  /** About the file as a whole. */
  problems: Problem[];
};

type Dated = { date: string } | { code: ProblemCode; detail: string };

/** A hint's date: any written form, its year from the hints too. */
export function hintDate(hints: Hints): string | null {
  const written = hints.date ? dateIn(hints.date) : null;
  const year = written?.year ?? hints.year;
  return written && year ? isoDay(year, written.month, written.day) : null;
}

/** Hint, then content, then path. `only` is false in a file of several lists: there one given date cannot be all of theirs. */
function dateOf(issue: Issue, source: DigestText, only: boolean): Dated {
  const { hints, path } = source;
  const given = only || !issue.date ? hintDate(hints) : null;
  if (given) return { date: given };
  if (only && hints.date)
    return {
      code: 'bad-date',
      detail: `the given date "${hints.date.slice(0, 40)}" is no day; write it as 2025-08-08`,
    };
  const inPath = dateInPath(path);
  const { date } = issue;
  if (!date) {
    if (inPath) return { date: inPath };
    return {
      code: 'no-date',
      detail:
        'no date in the content or in the name; front matter `date: 2025-08-08` or a name with a date mends it',
    };
  }
  const year = date.year ?? hints.year ?? (inPath ? Number(inPath.slice(0, 4)) : yearInPath(path));
  if (!year)
    return {
      code: 'bad-date',
      detail: `"${date.written}" has no year; \`--year 2025\` or front matter \`year: 2025\` or a digest.json beside it (with the right year) mends it`,
    };
  const iso = isoDay(year, date.month, date.day);
  return iso
    ? { date: iso }
    : { code: 'bad-date', detail: `"${date.written}" of ${year} is no day of the calendar` };
}

const withoutDate = (name: string) =>
  name
    .replace(/(\.[A-Za-z][A-Za-z0-9]{0,7}){1,2}$/, '')
    .replace(/\d{4}[-_.]?(?:\d{2}(?:[-_.]?\d{2})?|W\d{1,2})(?!\d)/gi, '')
    .replace(/^[\s._-]+|[\s._-]+$/g, '');

/** The first folder, or the name of a lone file (an archive is one, though its files have paths) without its date. */
export function sourceOf(path: string, hints: Hints): string {
  const parts = path.split('/').filter((p) => p !== '' && p !== '.' && p !== '..');
  const [first = ''] = parts;
  const isFolder = parts.length > 1 && !/\.(?:zip|gz)$/i.test(first);
  const raw = hints.source ?? (isFolder ? first : withoutDate(first));
  return sourceName(raw) || 'digests';
}

const isRefused = (e: RawEntry | RefusedEntry): e is RefusedEntry => 'refused' in e;

function refusalOf(entry: RawEntry | RefusedEntry, source: DigestText): Omit<Problem, 'file'> | null {
  const { line, end } = entry;
  if (source.huge.size > 0)
    for (const [at, length] of source.huge)
      if (at >= line && at <= end) {
        const detail = `line ${at} has ${length} characters; the limit is ${MAX_LINE}`;
        return { code: 'huge-line', line, detail, excerpt: excerptOf(source.lines[line - 1] ?? '') };
      }
  if (isRefused(entry)) return { code: entry.refused, line, detail: entry.detail, excerpt: entry.excerpt };
  const text = (entry.abstract?.length ?? 0) + (entry.summary?.length ?? 0);
  if (text > MAX_TEXT) {
    const detail = `a text of ${text} characters; the limit is ${MAX_TEXT}, and no paper's is so long`;
    return { code: 'too-large', line, detail, excerpt: excerptOf(entry.title) };
  }
  if (entry.title.length > MAX_TITLE) {
    const detail = `a title of ${entry.title.length} characters; the limit is ${MAX_TITLE}`;
    return { code: 'too-large', line, detail, excerpt: excerptOf(entry.title) };
  }
  return null;
}

function mentionOf(entry: RawEntry, digest: Digest, rank: number): Mention {
  const links = entry.links ?? [];
  const { url, code_url } = pickLinks(links);
  // The paper's own address speaks first; any other link only if that names no paper.
  const where = [url ?? '', entry.ids ?? '', ...links.map((l) => l.url)];
  const first = (find: (text: string) => string | null) =>
    where.reduce<string | null>((id, t) => id ?? find(t), null);
  const arxiv_id = first(arxivIdIn);
  return {
    digest_id: digest.digest_id,
    source: digest.source,
    date: digest.date,
    rank,
    file: digest.file,
    line: entry.line,
    title: entry.title,
    abstract: entry.abstract ?? null,
    summary: entry.summary ?? null,
    authors: entry.authors ?? [],
    url: url ?? (arxiv_id ? `https://arxiv.org/abs/${arxiv_id}` : null),
    code_url,
    arxiv_id,
    doi: first(doiIn),
    upvotes: entry.upvotes ?? null,
  };
}

/** What a format read, with dates, ids and links judged: every entry becomes a mention or a reject. */
export function resolve(file: DigestFile, format: string, source: DigestText, issues: Issue[]): ParsedDigest {
  const out: ParsedDigest = { digests: [], mentions: [], rejects: [], problems: [] };
  const filed = issues.filter((i) => i.entries.length > 0);
  const problem = (code: ProblemCode, line: number, detail: string) =>
    out.problems.push({ code, file: file.path, line, detail, excerpt: '' });
  for (const issue of issues)
    if (issue.entries.length === 0)
      problem('empty', issue.line, `the list of "${issue.date?.written ?? 'this file'}" holds no entries`);
  if (issues.length === 0) problem('empty', 0, `read as ${format}, but no entry was found`);
  if (filed.length > 1 && source.hints.date)
    problem(
      'bad-date',
      0,
      `one date is given, but the file holds ${filed.length} dated lists; each keeps its own`,
    );

  const sourceName = sourceOf(file.path, source.hints);
  const seen = new Map<string, number>();
  for (const issue of filed) {
    const dated = dateOf(issue, source, filed.length === 1);
    if ('code' in dated) {
      const n = issue.entries.length;
      problem(dated.code, issue.line, `${n} ${n === 1 ? 'entry' : 'entries'} refused: ${dated.detail}`);
      for (const entry of issue.entries) {
        const excerpt = isRefused(entry) ? entry.excerpt : excerptOf(entry.title);
        out.rejects.push({
          code: dated.code,
          file: file.path,
          line: entry.line,
          detail: dated.detail,
          excerpt,
        });
      }
      continue;
    }
    const day = `${sourceName}/${dated.date}`;
    const nth = (seen.get(day) ?? 0) + 1;
    seen.set(day, nth);
    const digest_id = nth === 1 ? day : `${day}#${nth}`;
    const digest: Digest = { digest_id, source: sourceName, date: dated.date, format, file: file.path };
    let rejected = 0;
    issue.entries.forEach((entry, i) => {
      const refusal = refusalOf(entry, source);
      if (refusal) {
        rejected++;
        out.rejects.push({ ...refusal, file: file.path });
      } else if (!isRefused(entry)) out.mentions.push(mentionOf(entry, digest, i + 1));
    });
    out.digests.push({ ...digest, entries: issue.entries.length, rejected });
  }
  return out;
}
