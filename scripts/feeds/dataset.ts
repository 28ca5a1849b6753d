/** A built dataset as rows, read from its Parquet files. */
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
  title: string;
  date: string;
  factor: number;
  qualifier: string;
  baseline: string | null;
};
export type Dataset = { manifest: Manifest; topics: TopicRow[]; cube: CubeRow[]; claims: ClaimRow[] };

const TOPICS = `SELECT topic_id, label, area, kind FROM topics ORDER BY topic_id`;

const CUBE = `
  SELECT topic, week::VARCHAR AS week, sources, papers::INTEGER AS papers
  FROM trend_cube
  WHERE NOT starts_with(topic, 'area:')
  ORDER BY topic, week, sources`;

const CLAIMS = `
  SELECT
    t.topic_id, m.measure, m.metric_id, m.paper_id, p.title, m.date::VARCHAR AS date,
    m.factor_high AS factor, m.qualifier, m.baseline
  FROM metrics m
  JOIN paper_topics t ON t.paper_id = m.paper_id AND t.main
  JOIN papers p ON p.paper_id = m.paper_id
  WHERE m.kind = 'gain' AND m.sense = 'better' AND m.factor_high IS NOT NULL
    AND m.measure IN ('speed', 'memory', 'size', 'compute')
  QUALIFY row_number() OVER (PARTITION BY m.paper_id, m.measure ORDER BY m.factor_high DESC, m.metric_id) = 1
  ORDER BY t.topic_id, m.measure, m.date, m.metric_id`;

/** Throws when `folder` holds no dataset. */
export async function readDataset(folder: string): Promise<Dataset> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file))
    throw new Error(`There is no dataset in ${folder}. Build one first: npm run build:data`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
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
    const rows = async <Row>(text: string) =>
      (await connection.runAndReadAll(text)).getRowObjectsJS() as unknown as Row[];
    return {
      manifest,
      topics: await rows<TopicRow>(TOPICS),
      cube: await rows<CubeRow>(CUBE),
      claims: await rows<ClaimRow>(CLAIMS),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
