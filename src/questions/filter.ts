/** What a reader has chosen. It holds for every view; dates are ISO days, both ends included. */
import { join, list, sql, type Query } from '../db/query.ts';
import { searchConditions, searchWords, type SearchIn } from './search.ts';

export { searchWords };

export type Filter = {
  from: string | null;
  to: string | null;
  topics: string[];
  /** Topics that a paper has as well: each of them narrows, where `topics` widen each other. */
  also: string[];
  areas: string[];
  sources: string[];
  measures: string[];
  benchmarks: string[];
  baselines: string[];
  /** How a claim is hedged: 'up_to', 'none' … */
  qualifiers: string[];
  factor: FactorRange;
  text: string;
  /** Claims that the reader marked wrong and leaves out; no part of an address. */
  without: readonly ClaimPlace[];
};

/** Where a claim stands: what a correction knows of it. */
export type ClaimPlace = { paper_id: string; kind: 'gain' | 'score'; start: number; length: number };

/** Multiples of improvement, both ends included; null leaves an end open. A claim of 2 to 5x is within 4 and more. */
export type FactorRange = { from: number | null; to: number | null };

export const noFilter: Filter = {
  from: null,
  to: null,
  topics: [],
  also: [],
  areas: [],
  sources: [],
  measures: [],
  benchmarks: [],
  baselines: [],
  qualifiers: [],
  factor: { from: null, to: null },
  text: '',
  without: [],
};

/** Conditions on `metrics g` alone. */
function metricConditions(filter: Filter): Query[] {
  const conditions: Query[] = [];
  if (filter.measures.length > 0) conditions.push(sql`g.measure IN (${list(filter.measures)})`);
  if (filter.benchmarks.length > 0) {
    conditions.push(sql`lower(g.benchmark) IN (${list(filter.benchmarks.map((b) => b.toLowerCase()))})`);
  }
  if (filter.baselines.length > 0) {
    conditions.push(sql`lower(g.baseline) IN (${list(filter.baselines.map((b) => b.toLowerCase()))})`);
  }
  if (filter.qualifiers.length > 0) conditions.push(sql`g.qualifier IN (${list(filter.qualifiers)})`);
  // A range of factors is met where it overlaps the claim's own.
  const { from, to } = filter.factor;
  if (from !== null) conditions.push(sql`g.factor_high >= CAST(${from} AS DOUBLE)`);
  if (to !== null) conditions.push(sql`g.factor_low <= CAST(${to} AS DOUBLE)`);
  return conditions;
}

/** Claims that are left out: they hold none back where no claim is asked for. */
const leftOut = ({ without }: Filter): Query[] =>
  without.map(
    ({ paper_id, kind, start, length }) =>
      sql`NOT (g.paper_id = ${paper_id} AND g.kind = ${kind} AND g.start = ${start}::INT AND g.length = ${length}::INT)`,
  );

/** Conditions on `papers p` alone. Topics and areas widen each other; every other kind narrows. */
function paperConditions(filter: Filter, where: SearchIn = 'texts'): Query[] {
  const conditions: Query[] = [];
  if (filter.from) conditions.push(sql`p.first_seen >= CAST(${filter.from} AS DATE)`);
  if (filter.to) conditions.push(sql`p.first_seen <= CAST(${filter.to} AS DATE)`);
  const about: Query[] = [];
  if (filter.topics.length > 0) about.push(sql`pt.topic_id IN (${list(filter.topics)})`);
  if (filter.areas.length > 0) {
    about.push(sql`pt.topic_id IN (SELECT topic_id FROM topics WHERE area IN (${list(filter.areas)}))`);
  }
  const named = about.length > 0 ? [sql`(${join(about, 'OR', 'true')})`] : [];
  for (const which of [...named, ...filter.also.map((topic) => sql`pt.topic_id = ${topic}`)]) {
    // The days stand here too: in a large dataset they spare the files of other years.
    const those = [which];
    if (filter.from) those.push(sql`pt.date >= CAST(${filter.from} AS DATE)`);
    if (filter.to) those.push(sql`pt.date <= CAST(${filter.to} AS DATE)`);
    const all = join(those, 'AND', 'true');
    conditions.push(sql`p.paper_id IN (SELECT pt.paper_id FROM paper_topics pt WHERE ${all})`);
  }
  if (filter.sources.length > 0) {
    const any = filter.sources.map((source) => sql`contains('+' || p.sources || '+', ${`+${source}+`})`);
    conditions.push(sql`(${join(any, 'OR', 'true')})`);
  }
  conditions.push(...searchConditions(filter.text, where));
  return conditions;
}

/** On `metrics g` alone: the claims that the reader has not left out. */
export const notLeftOut = (filter: Filter): Query => join(leftOut(filter), 'AND', 'true');

/** For `FROM papers p`: the papers that the filter keeps. A chosen measure keeps papers that have such a metric. */
export function whereFilter(filter: Filter, where: SearchIn = 'texts'): Query {
  const conditions = paperConditions(filter, where);
  const metric = metricConditions(filter);
  if (metric.length > 0) {
    metric.push(...leftOut(filter));
    if (filter.from) metric.push(sql`g.date >= CAST(${filter.from} AS DATE)`);
    if (filter.to) metric.push(sql`g.date <= CAST(${filter.to} AS DATE)`);
    conditions.push(
      sql`p.paper_id IN (SELECT g.paper_id FROM metrics g WHERE ${join(metric, 'AND', 'true')})`,
    );
  }
  return join(conditions, 'AND', 'true');
}

/** For `FROM metrics g JOIN papers p USING (paper_id)`: the metrics themselves that the filter keeps. */
export const whereMetrics = (filter: Filter): Query =>
  join([...paperConditions(filter), ...metricConditions(filter), ...leftOut(filter)], 'AND', 'true');

/** The part of a filter that the trend cube cannot answer: it knows topics, areas, sources and weeks, nothing of text, metrics, or topics together. */
export function beyondCube(filter: Filter): Filter {
  const { text, also, measures, benchmarks, baselines, qualifiers, factor, without } = filter;
  const metrics = { measures, benchmarks, baselines, qualifiers, factor };
  return { ...noFilter, text, also, ...metrics, without: metricConditions(filter).length > 0 ? without : [] };
}

/** Whether the trend cube alone can answer. */
export const cubeAnswers = (filter: Filter): boolean =>
  searchWords(filter.text).length === 0 && filter.also.length === 0 && metricConditions(filter).length === 0;
