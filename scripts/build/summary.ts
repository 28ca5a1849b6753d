/** What a build found, for people and for machines. */
import { TABLE_NAMES, type Manifest } from '../../src/core/tables/schema.ts';
import { describeProblem, type Problem } from '../../src/core/problem.ts';
import type { TermStats } from './terms.ts';
import type { Lane } from './workdb.ts';

export type Summary = {
  out: string;
  content: string;
  /** Whether the dataset differs from the one that stood before. */
  changed: boolean;
  files: number;
  /** Files whose parsing an earlier build had done. */
  unchangedFiles: number;
  skipped: string[];
  papers: number;
  /** Texts read in this build; those of earlier builds were kept. */
  extracted: number;
  /** Which papers new terms were looked for in. */
  terms: TermStats;
  mentions: number;
  entries: number;
  rejected: number;
  sources: {
    source: string;
    files: number;
    digests: number;
    entries: number;
    rejected: number;
    papers: number;
  }[];
  rejects: { code: string; count: number; example: string }[];
  problems: Problem[];
  /** Readers' corrections read, and those of them whose paper or number is no longer there. */
  corrections: { made: number; lost: number };
  gains: { measure: string; count: number; papers: number }[];
  scores: number;
  topics: { curated: number; discovered: number; paperTopics: number; papersWithout: number };
  /** Atom feeds beside the tables: how many, the entries of the one of all areas, and those whose bytes changed. */
  feeds: { files: number; entries: number; written: number; siteUrl: string | null };
  tables: { table: string; rows: number; files: number; bytes: number }[];
  seconds: Record<string, number>;
  coreSeconds: Record<string, number>;
  peakMemory: number;
};

/** By the sets of sources, which are few, rather than by the mentions. */
export const PAPERS_OF_SOURCES = `
  SELECT source, sum(n) AS papers
  FROM (SELECT unnest(string_split(sources, '+')) AS source, n FROM (SELECT sources, count(*) AS n FROM paper GROUP BY sources))
  GROUP BY source`;

const SOURCES = `
  SELECT
    i.source,
    count(DISTINCT i.file)::INTEGER AS files,
    count(*)::INTEGER AS digests,
    sum(i.entries)::INTEGER AS entries,
    sum(i.rejected)::INTEGER AS rejected,
    coalesce(max(p.papers), 0)::INTEGER AS papers
  FROM issue i
  LEFT JOIN (${PAPERS_OF_SOURCES}) p ON p.source = i.source
  GROUP BY i.source
  ORDER BY i.source`;

const REJECTS = `
  SELECT code, count(*)::INTEGER AS count, min(concat(file, CASE WHEN line > 0 THEN concat(':', line) ELSE '' END, ' ', detail)) AS example
  FROM reject
  GROUP BY code
  ORDER BY count DESC, code`;

const GAINS = `
  SELECT measure, count(*)::INTEGER AS count, count_if(first)::INTEGER AS papers
  FROM metrics
  WHERE kind = 'gain'
  GROUP BY measure
  ORDER BY count DESC, measure`;

const COUNTS = `
  SELECT
    (SELECT count(*) FROM paper)::INTEGER AS papers,
    (SELECT count(*) FROM listed)::INTEGER AS mentions,
    (SELECT coalesce(sum(entries), 0) FROM issue)::INTEGER AS entries,
    (SELECT coalesce(sum(rejects), 0) FROM file)::INTEGER AS rejected,
    (SELECT count(*) FROM metrics WHERE kind = 'score')::INTEGER AS scores,
    (SELECT count(*) FROM topics WHERE kind = 'curated')::INTEGER AS curated,
    (SELECT count(*) FROM topics WHERE kind = 'discovered')::INTEGER AS discovered,
    (SELECT count(*) FROM paper_topics)::INTEGER AS paper_topics,
    -- A paper with curated topics has one main topic.
    ((SELECT count(*) FROM paper) - (SELECT count(*) FROM paper_topics WHERE main))::INTEGER AS without`;

type Counts = Record<
  | 'papers'
  | 'mentions'
  | 'entries'
  | 'rejected'
  | 'scores'
  | 'curated'
  | 'discovered'
  | 'paper_topics'
  | 'without',
  number
>;

/** The part of a summary that the working database knows. */
export async function countedIn(
  db: Lane,
): Promise<
  Pick<
    Summary,
    'papers' | 'mentions' | 'entries' | 'rejected' | 'sources' | 'rejects' | 'gains' | 'scores' | 'topics'
  >
> {
  const [c] = await db.rows<Counts>(COUNTS);
  if (!c) throw new Error('no counts');
  return {
    papers: c.papers,
    mentions: c.mentions,
    entries: c.entries,
    rejected: c.rejected,
    sources: await db.rows<Summary['sources'][number]>(SOURCES),
    rejects: await db.rows<Summary['rejects'][number]>(REJECTS),
    gains: await db.rows<Summary['gains'][number]>(GAINS),
    scores: c.scores,
    topics: {
      curated: c.curated,
      discovered: c.discovered,
      paperTopics: c.paper_topics,
      papersWithout: c.without,
    },
  };
}

export const tableSizes = (manifest: Manifest): Summary['tables'] =>
  TABLE_NAMES.map((table) => {
    const { files, rows } = manifest.tables[table];
    return { table, rows, files: files.length, bytes: files.reduce((sum, f) => sum + f.bytes, 0) };
  });

const n = (value: number) => value.toLocaleString('en');
const size = (bytes: number) =>
  bytes < 10_240
    ? `${n(bytes)} B`
    : bytes < 10_485_760
      ? `${n(Math.round(bytes / 1024))} kB`
      : `${n(Math.round(bytes / 1_048_576))} MB`;

/** Columns padded to their widest cell; the first is set left, the others right. */
function grid(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((r) => r[c]?.length ?? 0)));
  const line = (r: string[]) =>
    r.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ');
  return rows.map((r) => `  ${line(r)}`.trimEnd()).join('\n');
}

const SHOWN_PROBLEMS = 10;

export function summaryText(s: Summary): string {
  const parts: string[] = [];
  parts.push(
    grid([
      ['source', 'files', 'digests', 'entries', 'rejected', 'papers'],
      ...s.sources.map((r) => [r.source, n(r.files), n(r.digests), n(r.entries), n(r.rejected), n(r.papers)]),
    ]),
  );
  parts.push(
    `${n(s.papers)} papers from ${n(s.mentions)} mentions in ${n(s.files)} files` +
      ` (${n(s.unchangedFiles)} unchanged since the last build); ${n(s.rejected)} entries rejected`,
  );
  if (s.rejects.length > 0)
    parts.push(
      `rejects and problems by reason\n${s.rejects.map((r) => `  ${n(r.count)} ${r.code}, as ${r.example.slice(0, 160)}`).join('\n')}`,
    );
  const gains = s.gains.map((g) => `${n(g.count)} ${g.measure}`).join(', ');
  parts.push(
    `gains: ${gains || 'none'}; scores: ${n(s.scores)}\n` +
      `topics: ${n(s.topics.curated)} curated, ${n(s.topics.discovered)} discovered; ${n(s.topics.papersWithout)} papers have no curated one` +
      (s.terms.read < s.papers
        ? `\nnew terms: found in ${n(s.terms.read)} of the ${n(s.terms.window)} papers${s.terms.through ? ` before ${s.terms.through}` : ''}, looked for in all`
        : ''),
  );
  if (s.corrections.made > 0)
    parts.push(
      `${n(s.corrections.made)} corrections of readers worked in, ${n(s.corrections.lost)} of them lost their paper or number`,
    );
  parts.push(
    grid([
      ['table', 'rows', 'files', 'size'],
      ...s.tables.map((t) => [t.table, n(t.rows), n(t.files), size(t.bytes)]),
    ]),
  );
  parts.push(
    `feeds: ${n(s.feeds.entries)} entries in feeds/all.atom, ${n(s.feeds.files - 1)} feeds of areas; ` +
      (s.feeds.siteUrl === null
        ? 'links are relative to the feed (--site-url makes them absolute)'
        : `links to ${s.feeds.siteUrl}`),
  );
  if (s.skipped.length > 0)
    parts.push(
      `${n(s.skipped.length)} files left aside (read-me, licence, hidden): ${s.skipped.slice(0, 5).join(', ')}${s.skipped.length > 5 ? ', …' : ''}`,
    );
  if (s.problems.length > 0) {
    const shown = s.problems.slice(0, SHOWN_PROBLEMS).map((p) => `  ${describeProblem(p)}`);
    const more = s.problems.length - shown.length;
    if (more > 0) shown.push(`  and ${n(more)} more (npm run report shows them)`);
    parts.push(`${n(s.problems.length)} problems with input\n${shown.join('\n')}`);
  }
  const times = Object.entries(s.seconds).map(([stage, t]) => `${stage} ${t.toFixed(1)} s`);
  parts.push(`${times.join(', ')}; peak memory ${size(s.peakMemory)}`);
  parts.push(`${s.out}/manifest.json ${s.changed ? 'is the new dataset' : 'is unchanged'}: ${s.content}`);
  return parts.join('\n\n');
}
