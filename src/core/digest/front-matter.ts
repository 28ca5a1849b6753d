import { parse } from 'yaml';

import type { Problem } from '../problem.ts';
import type { Hints } from './issue.ts';

const MAX_LINES = 200;

type FrontMatter = { hints: Hints; lines: number; problems: Problem[] };

/** `source`, `date`, `year` and `title` of an object that front matter or a `digest.json` gives; other keys are not ours. */
export function hintsOf(value: unknown, file: string): { hints: Hints; problems: Problem[] } {
  const hints: Hints = {};
  const problems: Problem[] = [];
  if (typeof value !== 'object' || value === null) return { hints, problems };
  const given = new Map(Object.entries(value));
  const text = (key: string) => {
    const v: unknown = given.get(key);
    return typeof v === 'string' || typeof v === 'number' ? String(v).trim() : undefined;
  };
  const source = text('source');
  const title = text('title');
  const date = text('date');
  const year = text('year');
  if (source) hints.source = source;
  if (title) hints.title = title;
  if (date) hints.date = date;
  if (year && /^(19|20)\d\d$/.test(year)) hints.year = Number(year);
  else if (year)
    problems.push({
      code: 'bad-date',
      file,
      line: 1,
      detail: `"${year.slice(0, 40)}" is no year; write it as year: 2025`,
      excerpt: '',
    });
  return { hints, problems };
}

/**
 * YAML between two `---` lines at the head of a file. It is front matter only if it has one of our keys, in lower
 * case: `Title:` records are also parted by `---` and may begin with one.
 */
export function readFrontMatter(file: string, lines: string[]): FrontMatter {
  const none: FrontMatter = { hints: {}, lines: 0, problems: [] };
  if (lines[0]?.trimEnd() !== '---') return none;
  const end = lines.slice(1, MAX_LINES).findIndex((l) => /^(---|\.\.\.)\s*$/.test(l)) + 1;
  if (end === 0) return none;
  const body = lines.slice(1, end).join('\n');
  if (!/^(source|date|year|title)\s*:/m.test(body)) return none;
  try {
    const { hints, problems } = hintsOf(parse(body, { maxAliasCount: 10, logLevel: 'silent' }), file);
    return { hints, problems, lines: end + 1 };
  } catch (error) {
    const detail = `front matter is not YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`;
    return {
      hints: {},
      lines: end + 1,
      problems: [{ code: 'bad-entry', file, line: 1, detail, excerpt: body.slice(0, 200) }],
    };
  }
}
