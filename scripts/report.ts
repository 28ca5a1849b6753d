/**
 * `npm run report [-- DIR] [--json]`: what a built dataset covers and what it lacks: sources and their missing weeks,
 * rejects, papers without abstract or id, what was merged, papers without topic or gain.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { TABLE_NAMES, type Manifest } from '../src/core/tables/schema.ts';
import { marksByMeasure } from '../src/core/corrections.ts';
import { describeProblem } from '../src/core/problem.ts';
import { CORRECTIONS, readCorrectionFiles } from './build/corrections.ts';
import { ROOT } from './build/options.ts';

type Run = <Row>(text: string) => Promise<Row[]>;

/** One row each, in the words that the report prints. */
const QUESTIONS = {
  sources: `
    WITH weeks AS (
      SELECT source, date_trunc('week', date)::DATE AS week, sum(entries) AS entries
      FROM digests GROUP BY ALL
    ),
    covered AS (
      SELECT source, min(week) AS first, max(week) AS last, count(*) AS weeks, date_diff('week', min(week), max(week)) + 1 AS span
      FROM weeks GROUP BY source
    )
    SELECT
      c.source,
      count(*)::INTEGER AS digests,
      sum(d.entries)::INTEGER AS entries,
      sum(d.rejected)::INTEGER AS rejected,
      min(d.date)::VARCHAR AS first,
      max(d.date)::VARCHAR AS last,
      any_value(c.weeks)::INTEGER AS weeks,
      any_value(c.span - c.weeks)::INTEGER AS missing_weeks
    FROM covered c JOIN digests d ON d.source = c.source
    GROUP BY c.source ORDER BY c.source`,
  missing_weeks: `
    WITH weeks AS (SELECT DISTINCT source, date_trunc('week', date)::DATE AS week FROM digests),
    wanted AS (
      SELECT source, unnest(generate_series(min(week), max(week), INTERVAL 7 DAY))::DATE AS week FROM weeks GROUP BY source
    )
    SELECT source, week::VARCHAR AS week FROM wanted ANTI JOIN weeks USING (source, week) ORDER BY source, week`,
  rejects: `
    SELECT split_part(reason, ':', 1) AS code, count(*)::INTEGER AS count,
      count(DISTINCT file)::INTEGER AS files
    FROM rejects GROUP BY code ORDER BY count DESC, code`,
  reject_examples: `
    SELECT file, line, reason, excerpt FROM rejects
    QUALIFY row_number() OVER (PARTITION BY split_part(reason, ':', 1) ORDER BY file, line) <= 3
    ORDER BY split_part(reason, ':', 1), file, line`,
  papers: `
    SELECT
      count(*)::INTEGER AS papers,
      (count(*) FILTER (coalesce(abstract, '') = ''))::INTEGER AS without_abstract,
      (count(*) FILTER (starts_with(paper_id, 'title:')))::INTEGER AS without_id,
      (count(*) FILTER (authors = '' OR authors IS NULL))::INTEGER AS without_authors,
      (count(*) FILTER (gains = 0))::INTEGER AS without_gain,
      (count(*) FILTER (gains + scores = 0))::INTEGER AS without_metric,
      (count(*) FILTER (NOT EXISTS (FROM paper_topics t JOIN topics k USING (topic_id) WHERE t.paper_id = p.paper_id AND k.kind = 'curated')))::INTEGER AS without_topic
    FROM papers p`,
  merged: `
    SELECT
      CASE split_part(paper_id, ':', 1)
        WHEN 'arxiv' THEN 'arXiv id (or the title of a paper that has it)'
        WHEN 'doi' THEN 'DOI (or the title of a paper that has it)'
        ELSE 'title' END AS by,
      count(*)::INTEGER AS papers,
      sum(mentions)::INTEGER AS mentions,
      (count(*) FILTER (sources LIKE '%+%'))::INTEGER AS across_sources
    FROM papers WHERE mentions > 1
    GROUP BY 1 ORDER BY papers DESC`,
  most_mentioned: `
    SELECT paper_id, title, mentions, sources FROM papers ORDER BY mentions DESC, paper_id LIMIT 10`,
} as const;

type Report = Record<keyof typeof QUESTIONS, Record<string, string | number | null>[]>;

/** Throws when `folder` holds no dataset. */
export async function reportOn(folder: string): Promise<Report> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file))
    throw new Error(`There is no dataset in ${folder}. Build one first: npm run build:data`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const run: Run = async <Row>(text: string) =>
      (await connection.runAndReadAll(text)).getRowObjectsJS() as unknown as Row[];
    for (const table of TABLE_NAMES) {
      const files = manifest.tables[table].files.map(
        (f) => `'${join(folder, f.file).replaceAll("'", "''")}'`,
      );
      await run(`CREATE VIEW ${table} AS SELECT * FROM read_parquet([${files.join(', ')}])`);
    }
    const report = {} as Report;
    for (const [name, text] of Object.entries(QUESTIONS)) report[name as keyof Report] = await run(text);
    return report;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const cell = (value: string | number | null | undefined) =>
  typeof value === 'number' ? value.toLocaleString('en') : (value ?? '').replace(/\s+/g, ' ').slice(0, 90);

function table(rows: readonly Record<string, string | number | null>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names.map((n) => n.replaceAll('_', ' ')), ...rows.map((r) => names.map((n) => cell(r[n])))];
  const widths = names.map((_, c) => Math.max(...lines.map((l) => l[c]?.length ?? 0)));
  return lines.map((l) => `  ${l.map((t, c) => t.padEnd(widths[c] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}

/** Runs of weeks as "2024-01-01 to 2024-01-15". */
function runsOf(weeks: string[]): string {
  const runs: [string, string][] = [];
  for (const week of weeks) {
    const last = runs.at(-1);
    if (last && Date.parse(week) - Date.parse(last[1]) === 7 * 86_400_000) last[1] = week;
    else runs.push([week, week]);
  }
  return runs.map(([a, b]) => (a === b ? a : `${a} to ${b}`)).join(', ');
}

export function reportText(report: Report): string {
  const [p] = report.papers;
  const all = Number(p?.['papers'] ?? 0);
  const share = (name: string) => {
    const n = Number(p?.[name] ?? 0);
    return `  ${n.toLocaleString('en')} ${name.replaceAll('_', ' ')} (${((100 * n) / Math.max(1, all)).toFixed(1)}%)`;
  };
  const bySource = new Map<string, string[]>();
  for (const { source, week } of report.missing_weeks)
    bySource.set(String(source), [...(bySource.get(String(source)) ?? []), String(week)]);
  const parts = [
    `Sources\n${table(report.sources)}`,
    bySource.size === 0
      ? 'No week is missing between the first and the last of any source.'
      : `Missing weeks (by their Mondays)\n${[...bySource].map(([s, w]) => `  ${s}: ${runsOf(w)}`).join('\n')}`,
    `${all.toLocaleString('en')} papers\n${['without_abstract', 'without_id', 'without_authors', 'without_topic', 'without_gain', 'without_metric'].map(share).join('\n')}`,
    report.merged.length === 0
      ? 'No paper was merged.'
      : `Papers merged from several mentions\n${table(report.merged)}`,
    `Most mentioned\n${table(report.most_mentioned)}`,
    report.rejects.length === 0
      ? 'Nothing was rejected.'
      : `Rejects and problems\n${table(report.rejects)}\n\n${table(report.reject_examples)}`,
  ];
  return parts.join('\n\n');
}

/** What readers' corrections say of the extraction; empty where there are none. */
export function marksText(folder = CORRECTIONS): string {
  const { corrections, problems } = readCorrectionFiles(folder);
  if (corrections.length + problems.length === 0) return '';
  const rows = marksByMeasure(corrections).map(({ measure, right, wrong, missed, precision }) => ({
    measure,
    right,
    wrong,
    missed,
    precision: precision.kind === 'share' ? percent(precision.share) : 'no marks',
    interval: precision.kind === 'share' ? `${percent(precision.low)} to ${percent(precision.high)}` : '',
  }));
  return [
    `Readers' marks on what was extracted (a changed number counts as wrong; intervals are Wilson's, 95%)`,
    table(rows),
    ...problems.map((problem) => `  ${describeProblem(problem)}`),
  ].join('\n');
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

if (process.argv[1]?.endsWith('report.ts')) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  try {
    const report = await reportOn(resolve(positionals[0] ?? join(ROOT, 'public/data')));
    console.log(
      values.json
        ? JSON.stringify(
            { ...report, marks: marksByMeasure(readCorrectionFiles(CORRECTIONS).corrections) },
            null,
            2,
          )
        : [reportText(report), marksText()].filter(Boolean).join('\n\n'),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
