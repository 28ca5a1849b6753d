/** The parse stage of a batch of files: bytes → spooled digests, mentions and rejects. Runs in a worker thread. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Mention } from '../../src/core/paper.ts';
import type { Problem } from '../../src/core/problem.ts';
import { parseDigestAsync } from '../../src/core/digest/parse.ts';
import { arxivMonth } from '../../src/core/digest/ids.ts';
import { normaliseTitle, paperIdOf } from '../../src/core/papers/identity.ts';
import { storable, writeSpool } from './spool.ts';
import { faultOf, stampOf, stampText, type InputFile, type Stamp } from './walk.ts';

/** `known` is the file's key of an earlier build, if any. */
export type ParseTask = { files: (InputFile & { known: string | null })[]; spool: string };
export type ParsedFile = {
  path: string;
  key: string;
  stamp: string;
  /** The content is that of the known key: nothing was parsed. */
  same: boolean;
  mentions: number;
  rejects: number;
  problems: Problem[];
};
export type ParseOutcome = { files: ParsedFile[]; spool: string };

const MOST_BYTES = 256 * 1024 * 1024;
const MOST_TEXT = 4 * 1024 * 1024;

export async function run(task: ParseTask): Promise<ParseOutcome> {
  const files: ParsedFile[] = [];
  const digests: object[] = [];
  const mentions: object[] = [];
  const rejects: object[] = [];
  for (const input of task.files) {
    const read = readWhole(input);
    if ('code' in read) {
      const key = keyOf(input, new TextEncoder().encode(read.code + read.detail));
      rejects.push(rejectRow(read, key, 0));
      files.push({
        path: input.path,
        key,
        stamp: '',
        same: false,
        mentions: 0,
        rejects: 0,
        problems: [read],
      });
      continue;
    }
    const key = keyOf(input, read.bytes);
    if (key === input.known) {
      files.push({
        path: input.path,
        key,
        stamp: read.stamp,
        same: true,
        mentions: 0,
        rejects: 0,
        problems: [],
      });
      continue;
    }
    const parsed = await parseDigestAsync({ path: input.path, bytes: read.bytes, given: input.given });
    const kept = parsed.mentions.filter((m) => !isHuge(m));
    const huge = parsed.mentions.filter(isHuge).map(hugeEntry);
    for (const [seq, d] of parsed.digests.entries()) {
      const { digest_id: local_id, source, date, format, file, entries, rejected } = d;
      const more = huge.filter((h) => h.digest_id === local_id).length;
      digests.push({
        file_key: key,
        seq,
        local_id,
        source,
        date,
        format,
        file,
        entries,
        rejected: rejected + more,
      });
    }
    for (const [seq, m] of kept.entries()) mentions.push(mentionRow(m, key, seq));
    const refused = [...parsed.problems, ...parsed.rejects, ...huge.map((h) => h.problem)];
    for (const [seq, p] of refused.entries()) rejects.push(rejectRow(p, key, seq));
    files.push({
      path: input.path,
      key,
      stamp: read.stamp,
      same: false,
      mentions: kept.length,
      rejects: parsed.rejects.length + huge.length,
      problems: parsed.problems,
    });
  }
  writeSpool(`${task.spool}.digests.ndjson`, digests);
  writeSpool(`${task.spool}.mentions.ndjson`, mentions);
  writeSpool(`${task.spool}.rejects.ndjson`, rejects);
  return { files, spool: task.spool };
}

/** The bytes with the stamp that was true before and after the reading; a file that keeps changing is a problem. */
function readWhole(input: InputFile): { bytes: Uint8Array; stamp: string } | Problem {
  const problem = (code: Problem['code'], detail: string): Problem => ({
    code,
    file: input.path,
    line: 0,
    detail,
    excerpt: '',
  });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      const now = Date.now();
      const before = statSync(input.absolute);
      if (before.size > MOST_BYTES)
        return problem(
          'too-large',
          `${before.size} bytes; files over ${MOST_BYTES} are not read. Split it into parts.`,
        );
      const bytes = readFileSync(input.absolute);
      const stamp = stampText(stampOf(before), input.given);
      if (stamp === stampText(stampOf(statSync(input.absolute)), input.given))
        return { bytes, stamp: isYoung(stampOf(before), now) ? '' : stamp };
    }
    return problem('unreadable', 'The file kept changing while it was read; build again when it is written.');
  } catch (error) {
    return problem('unreadable', faultOf(error));
  }
}

/** Two writings within a clock's tick leave one stamp, so the stamp of a file just written proves nothing later. */
const isYoung = (stamp: Stamp, now: number) => Math.max(stamp.mtime, stamp.ctime) > (now - 2000) * 1000;

function keyOf(input: InputFile, bytes: Uint8Array): string {
  const { source, date, year } = input.given;
  const hash = createHash('sha256')
    .update(JSON.stringify([input.path, source, date, year]))
    .update('\0')
    .update(bytes);
  return hash.digest('hex').slice(0, 32);
}

const isHuge = (m: Mention) =>
  m.title.length + (m.abstract?.length ?? 0) + (m.summary?.length ?? 0) > MOST_TEXT;

function hugeEntry(m: Mention): { digest_id: string; problem: Problem } {
  const detail = `The entry is over ${MOST_TEXT} characters long; no paper's text is.`;
  const problem: Problem = {
    code: 'too-large',
    file: m.file,
    line: m.line,
    detail,
    excerpt: m.title.slice(0, 200),
  };
  return { digest_id: m.digest_id, problem };
}

export function mentionRow(m: Mention, file_key: string, seq: number): object {
  const title = storable(m.title) ?? '';
  const [abstract, summary] = [storable(m.abstract), storable(m.summary)];
  return {
    file_key,
    seq,
    local_id: m.digest_id,
    source: m.source,
    date: m.date,
    rank: m.rank,
    file: m.file,
    line: m.line,
    title,
    abstract,
    summary,
    authors: storable(m.authors.join('\n')),
    author_count: m.authors.length,
    url: storable(m.url),
    code_url: storable(m.code_url),
    arxiv_id: m.arxiv_id,
    doi: storable(m.doi),
    upvotes: m.upvotes,
    own_id: paperIdOf(m),
    norm_title: normaliseTitle(m.title),
    published: m.arxiv_id === null ? null : arxivMonth(m.arxiv_id),
    title_length: m.title.length,
    abstract_length: m.abstract?.length ?? null,
    summary_length: m.summary?.length ?? null,
    title_hash: hashOf(title),
    abstract_hash: hashOf(abstract),
    summary_hash: hashOf(summary),
  };
}

const hashOf = (text: string | null): string | null =>
  text === null ? null : createHash('md5').update(text).digest('hex').slice(0, 16);

const rejectRow = (p: Problem, file_key: string, seq: number): object => ({
  file_key,
  seq,
  file: p.file,
  line: p.line,
  code: p.code,
  detail: storable(p.detail),
  excerpt: storable(p.excerpt),
});
