/** SQL with its values bound, never spliced. Fragments nest: a query inside a query brings its own values. */

import type { TableName } from '../core/tables/schema.ts';
import { LoadError } from './fetch.ts';

export type Value = string | number | boolean | null;

/**
 * No other rows of a table can bear on the answer than those of these days (ISO, both ends included; null: open),
 * papers and topics, and no other columns: whoever holds the table in parts may leave the rest away.
 */
export type TableReach = {
  columns: readonly string[];
  from?: string | null;
  to?: string | null;
  papers?: readonly string[];
  topics?: readonly string[];
};
export type Reach = { readonly [T in TableName]?: TableReach };

/** `Row` is what running it yields; it lives in the type only. */
export type Query<Row = unknown> = {
  readonly text: string;
  readonly values: readonly Value[];
  readonly row?: Row;
  readonly reach?: Reach;
};

export const within = <Row>(reach: Reach | undefined, query: Query<Row>): Query<Row> =>
  reach ? { ...query, reach } : query;

const isQuery = (part: Value | Query): part is Query => part !== null && typeof part === 'object';

/** Template tag: a value becomes `?`, a query becomes its text. */
export function sql<Row = unknown>(strings: TemplateStringsArray, ...parts: (Value | Query)[]): Query<Row> {
  const texts = parts.map((part) => (isQuery(part) ? part.text : '?'));
  return {
    text: String.raw({ raw: strings }, ...texts),
    values: parts.flatMap((part) => (isQuery(part) ? part.values : [part])),
  };
}

/** Fragments with `by` between them; `empty` stands where there are none. */
export function join(parts: readonly Query[], by: 'AND' | 'OR' | ',', empty: string): Query {
  if (parts.length === 0) return { text: empty, values: [] };
  return {
    text: parts.map((part) => part.text).join(by === ',' ? ', ' : ` ${by} `),
    values: parts.flatMap((part) => part.values),
  };
}

/** `?, ?, ?` for an IN; the caller sees to it that the list is not empty. */
export const list = (values: readonly Value[]): Query => ({
  text: values.map(() => '?').join(', '),
  values,
});

/** Text that is ours, never a reader's: a column or an order chosen from a fixed set. */
export const raw = (text: string): Query => ({ text, values: [] });

/** What runs text with values and gives plain rows: the browser's engine, or the same engine under Node. */
export type Runner = (text: string, values: readonly Value[]) => Promise<unknown[]>;

/** A query that the engine refused, with the SQL that it was. */
export class QueryError extends Error {
  constructor(
    message: string,
    readonly sql: string,
    readonly values: readonly Value[],
    options?: ErrorOptions,
  ) {
    super(`${message}\n${sql}`, options);
    this.name = 'QueryError';
  }
}

/** Runs a query; rows hold only strings, numbers, booleans, nulls and arrays or objects of them. */
export async function run<Row>(runner: Runner, query: Query<Row>): Promise<Row[]> {
  try {
    return (await runner(query.text, query.values)) as Row[];
  } catch (error) {
    // The engine is gone, or a file of it: the query is not to blame.
    if (error instanceof LoadError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new QueryError(message, query.text, query.values, { cause: error });
  }
}
