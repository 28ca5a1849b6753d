/** What came of each file, for its row in the list. */
import type { ParsedDigest } from '../core/digest/parse.ts';
import { paperIdOf } from '../core/papers/identity.ts';
import type { Problem } from '../core/problem.ts';
import type { Whole } from './join.ts';
import { MOST_PROBLEMS, type FileReport } from './protocol.ts';

/** A page that says only "Aug 8" asks for its year, one that says nothing for its day. */
function asksFor(problems: readonly Problem[]): FileReport['asks'] {
  if (problems.some((p) => p.code === 'bad-date' && p.detail.includes('has no year'))) return 'year';
  return problems.some((p) => p.code === 'no-date') ? 'date' : null;
}

export function reportOf(id: string, parsed: ParsedDigest, joined: ReadonlySet<string>): FileReport {
  const problems = [...parsed.problems, ...parsed.rejects];
  const dates = parsed.digests.map((d) => d.date).sort();
  const papers = new Set(parsed.mentions.map(paperIdOf));
  return {
    id,
    formats: [...new Set(parsed.digests.map((d) => d.format))].sort(),
    digests: parsed.digests.length,
    first: dates[0] ?? null,
    last: dates.at(-1) ?? null,
    entries: parsed.mentions.length + parsed.rejects.length,
    papers: papers.size,
    joined: [...papers].filter((paper) => joined.has(paper)).length,
    rejected: parsed.rejects.length,
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
    asks: asksFor(problems),
  };
}

/** Ids, by mention, of own papers that the dataset has. */
export const joinedIds = (wholes: readonly Whole[]): Set<string> =>
  new Set(wholes.filter(({ base }) => base !== null).flatMap(({ own }) => own.map(paperIdOf)));
