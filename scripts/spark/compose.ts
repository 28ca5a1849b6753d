/** The whole job as one text for `spark-sql -f`: scripts/spark/*.sql, the roll-ups that DuckDB runs too, and the writing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tables, type TableName } from '../../src/core/tables/schema.ts';
import { sqlText } from '../build/merge.ts';
import { ROOT } from '../build/options.ts';
import { TABLE_PLANS } from '../build/tables.ts';

export type Job = {
  /** Mentions, digests and rejects as Parquet, and the curated topics. */
  input: string;
  /** Scratch and output folders that all workers reach by the same path. */
  work: string;
  output: string;
  /** Node as the workers start it, and the two line filters. */
  node: string;
  extract: string;
  terms: string;
  /** Extraction tasks. */
  tasks: number;
};

/** Spark's names of the schema's types. */
const SPARK_TYPES: Record<string, string> = {
  VARCHAR: 'STRING',
  INTEGER: 'INT',
  DOUBLE: 'DOUBLE',
  DATE: 'DATE',
  BOOLEAN: 'BOOLEAN',
};
const sparkType = (type: string): string => {
  const name = SPARK_TYPES[type];
  if (!name) throw new Error(`no Spark type for ${type}`);
  return name;
};
const struct = (fields: Record<string, string>) =>
  `STRUCT<${Object.entries(fields)
    .map(([name, type]) => `${name}: ${sparkType(type)}`)
    .join(', ')}>`;

/** A metric as the extractor writes it: the schema's columns but for those of its paper, and its number in the text. */
const OF_THE_PAPER = ['metric_id', 'paper_id', 'date', 'field', 'digest_id'];
const METRIC_FIELDS = {
  ...Object.fromEntries(Object.entries(tables.metrics).filter(([name]) => !OF_THE_PAPER.includes(name))),
  n: 'INTEGER',
};

/** What extract.mjs and terms.mjs write a line of, as from_json reads it. */
export const EXTRACTION =
  `paper_id STRING, gains INT, scores INT, metrics ARRAY<${struct(METRIC_FIELDS)}>, ` +
  `topics ARRAY<${struct({ topic_id: 'VARCHAR', weight: 'DOUBLE', main: 'BOOLEAN', phrases: 'VARCHAR' })}>`;
export const FOUND =
  `term ${struct({ topic_id: 'VARCHAR', label: 'VARCHAR', scope: 'VARCHAR' })}, ` +
  `held ${struct({ topic_id: 'VARCHAR', paper_id: 'VARCHAR', weight: 'DOUBLE', phrase: 'VARCHAR' })}`;

/** Throws where a value would end a quoted SQL text: paths are the caller's. */
function quoted(name: string, value: string): string {
  if (/['\\\n]/.test(value)) throw new Error(`${name} holds a quote, a backslash or a line break: ${value}`);
  return value;
}

export function jobSql(job: Job): string {
  const values: Record<string, string> = {
    in: quoted('the input folder', job.input),
    work: quoted('the scratch folder', job.work),
    out: quoted('the output folder', job.output),
    node: quoted('the path of node', job.node),
    extract: quoted('the extractor', job.extract),
    terms: quoted('the finder of terms', job.terms),
    tasks: String(job.tasks),
    extraction: EXTRACTION,
    found: FOUND,
  };
  const parts = ['identity', 'extract', 'tables'].map((name) =>
    readFileSync(join(ROOT, 'scripts/spark', `${name}.sql`), 'utf8'),
  );
  const rollups = ['trend_cube', 'metric_cube'].map(
    (name) => `
INSERT OVERWRITE DIRECTORY '\${work}/${name}' USING parquet
${sqlText(name)};
CREATE OR REPLACE TEMPORARY VIEW ${name} USING parquet OPTIONS (path '\${work}/${name}');
`,
  );
  const text = [...parts, ...rollups, ...TABLE_PLANS.map(({ table }) => writing(table))].join('\n');
  return text.replace(/\$\{(\w+)\}/g, (all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`scripts/spark: no value for ${all}`);
    return value;
  });
}

/** A large table is parted into years, each in the order of the single-machine build; a small one is one file. */
function writing(table: TableName): string {
  const plan = TABLE_PLANS.find((p) => p.table === table);
  if (!plan) throw new Error(`no plan for the table ${table}`);
  const columns = Object.entries(tables[table]).map(
    ([name, type]) => `CAST(${name} AS ${sparkType(type)}) AS ${name}`,
  );
  const extra = plan.orderBy
    .split(', ')
    .map((part) => part.split(' ')[0] ?? '')
    .filter((name) => /^\w+$/.test(name) && !(name in tables[table]));
  const inner = [...columns, ...extra];
  const part =
    plan.day && Number.isFinite(plan.oneFile)
      ? `CASE WHEN (SELECT count(*) FROM ${table}) > ${plan.oneFile} THEN year(${plan.day}) ELSE 0 END`
      : '0';
  return `
CREATE TABLE out_${table} USING parquet
OPTIONS (compression 'zstd')
PARTITIONED BY (part)
LOCATION '\${out}/${table}'
AS SELECT ${Object.keys(tables[table]).join(', ')}, part
FROM (SELECT ${inner.join(', ')}, ${part} AS part FROM ${table})
DISTRIBUTE BY part
SORT BY part, ${plan.orderBy};
`;
}
