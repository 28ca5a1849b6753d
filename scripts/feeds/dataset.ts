/** What feeds are made of, asked of a dataset's tables: of its Parquet files, or of the database that a build works in. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Manifest, TableName } from '../../src/core/tables/schema.ts';

export type TopicRow = { topic_id: string; label: string; area: string; kind: string };
export type CubeRow = { topic: string; week: string; sources: string; papers: number };
/** A paper's largest claim of a measure, under its main topic. */
export type ClaimRow = {
  topic_id: string;
  measure: string;
  metric_id: string;
  paper_id: string;
  date: string;
  factor: number;
  qualifier: string;
  baseline: string | null;
};

export type Ask = <Row>(text: string) => Promise<Row[]>;
/** `ask` knows the tables topics, trend_cube, metrics, paper_topics and, with ids and titles at least, papers. */
/** When and what the papers are of. */
export type About = Pick<Manifest, 'first' | 'last' | 'sources' | 'areas'>;
export type Dataset = { about: About; topics: TopicRow[]; ask: Ask };

export const datasetOf = async (about: About, ask: Ask): Promise<Dataset> => ({
  about,
  ask,
  topics: await ask<TopicRow>('SELECT topic_id, label, area, kind FROM topics ORDER BY topic_id'),
});

const within = (from: string, to: string) =>
  `NOT starts_with(topic, 'area:') AND week BETWEEN DATE '${from}' AND DATE '${to}'`;

/** Cells of weeks from one Monday to another one, both included, summed by month: `week` is the first of it with papers. */
export const cubeRows = ({ ask }: Pick<Dataset, 'ask'>, from: string, to: string): Promise<CubeRow[]> =>
  ask<CubeRow>(`
    SELECT topic, min(week)::VARCHAR AS week, sources, sum(papers)::INTEGER AS papers
    FROM trend_cube WHERE ${within(from, to)}
    GROUP BY topic, sources, date_trunc('month', week + 3) ORDER BY topic, week, sources`);

/** Tells those cells from other ones without reading them all out. */
export async function cubeState({ ask }: Dataset, from: string, to: string): Promise<string> {
  const [row] = await ask<{ state: string }>(`
    SELECT concat(count(*), '-', sum(hash(topic, week, sources, papers)::UHUGEINT)) AS state
    FROM trend_cube WHERE ${within(from, to)}`);
  return row?.state ?? '';
}

/** The Monday of the first week; null where no paper is. */
export async function firstWeek({ ask }: Pick<Dataset, 'ask'>): Promise<string | null> {
  const [row] = await ask<{ first: string | null }>('SELECT min(week)::VARCHAR AS first FROM trend_cube');
  return row?.first ?? null;
}

/** Claims of the topics and measures whose largest one so far came up after the day `since`. */
export const claimRows = ({ ask }: Dataset, since: string): Promise<ClaimRow[]> =>
  ask<ClaimRow>(`
    WITH claims AS (
      SELECT t.topic_id, m.measure, m.metric_id, m.paper_id, m.date, m.factor_high AS factor, m.qualifier, m.baseline
      FROM metrics m
      JOIN (SELECT paper_id, topic_id FROM paper_topics WHERE main) t ON t.paper_id = m.paper_id
      WHERE m.kind = 'gain' AND m.sense = 'better' AND m.factor_high IS NOT NULL
        AND m.measure IN ('speed', 'memory', 'size', 'compute')
    ),
    risen AS (
      SELECT topic_id, measure FROM claims GROUP BY topic_id, measure
      HAVING max(factor) > coalesce(max(factor) FILTER (date <= DATE '${since}'), -1)
    )
    SELECT topic_id, measure, metric_id, paper_id, date::VARCHAR AS date, factor, qualifier, baseline
    FROM claims SEMI JOIN risen USING (topic_id, measure)
    QUALIFY row_number() OVER (PARTITION BY paper_id, measure ORDER BY factor DESC, metric_id) = 1
    ORDER BY topic_id, measure, date, metric_id`);

export async function titlesOf({ ask }: Dataset, papers: readonly string[]): Promise<Map<string, string>> {
  if (papers.length === 0) return new Map();
  const ids = papers.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ');
  const rows = await ask<{ paper_id: string; title: string }>(
    `SELECT paper_id, title FROM papers WHERE paper_id IN (${ids})`,
  );
  return new Map(rows.map(({ paper_id, title }) => [paper_id, title]));
}

/** Throws where there is no dataset. */
export function needDataset(folder: string): void {
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`There is no dataset in ${folder}. Build one first: npm run build:data`);
}

/** `work` gets the dataset that lies in `folder`. Throws when there is none. */
export async function withDataset<T>(
  folder: string,
  work: (dataset: Dataset, manifest: Manifest) => Promise<T>,
): Promise<T> {
  needDataset(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const needed: TableName[] = ['topics', 'trend_cube', 'metrics', 'paper_topics', 'papers'];
    for (const table of needed) {
      const paths = manifest.tables[table].files.map(
        (f) => `'${join(folder, f.file).replaceAll("'", "''")}'`,
      );
      await connection.run(`CREATE VIEW ${table} AS SELECT * FROM read_parquet([${paths.join(', ')}])`);
    }
    const ask: Ask = async <Row>(text: string) =>
      (await connection.runAndReadAll(text)).getRowObjectsJS() as unknown as Row[];
    return await work(await datasetOf(manifest, ask), manifest);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
