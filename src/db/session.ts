/** One reader's own queries: rows as they come, and an end to a query that runs too long. */
import { plainValue, type ArrowTable } from './rows.ts';

export type ResultColumn = {
  name: string;
  /** As Arrow names it: `Utf8`, `Int32`, `Date32<DAY>` … */ type: string;
};
export type Batch = { columns: ResultColumn[]; rows: unknown[][]; count: number };

export type Session = {
  /**
   * Runs `text`; `onbatch` hears of every batch, with the rows of the first `keep` rows only, and ends the query by
   * false. The first batch may hold no row: it brings the columns.
   */
  stream(text: string, keep: number, onbatch: (batch: Batch) => boolean): Promise<void>;
  /** Reads a statement and looks up its names without running it; throws the engine's message. */
  prepare(text: string): Promise<void>;
  /** One statement for its effect. */
  apply(text: string): Promise<void>;
  /** Asks the engine to end what runs; it does when it next looks, between two steps of the plan. */
  cancel(): Promise<unknown>;
};

/** What is used of the engine's connections. */
export type Connection = {
  send(
    text: string,
  ): Promise<AsyncIterable<unknown> & { schema: ArrowTable['schema']; open(): Promise<unknown> }>;
  query(text: string): Promise<unknown>;
  prepare(text: string): Promise<{ close(): Promise<void> }>;
  cancelSent(): Promise<boolean>;
  close(): Promise<void>;
};

/** A 64-bit integer that a number cannot hold stays exact as text. */
const cell = (value: unknown, type: { toString(): string; scale?: number }): unknown =>
  typeof value === 'bigint' && !Number.isSafeInteger(Number(value)) ? String(value) : plainValue(value, type);

export function openSession(connect: () => Promise<Connection>): Session {
  // One a query: a reader asks for the next rows ahead, and on a shared connection would take those of another query.
  let now: Connection | null = null;
  const on = async <T>(task: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await connect();
    try {
      return await task(connection);
    } finally {
      void connection.close().catch(() => undefined);
    }
  };
  return {
    stream: (text, keep, onbatch) =>
      on(async (connection) => {
        now = connection;
        const reader = await connection.send(text);
        await reader.open();
        const fields = reader.schema.fields;
        const columns = fields.map(({ name, type }) => ({ name, type: type.toString() }));
        let kept = 0;
        if (!onbatch({ columns, rows: [], count: 0 })) return;
        for await (const batch of reader as AsyncIterable<ArrowTable>) {
          const wanted = Math.min(batch.numRows, keep - kept);
          const parts = fields.map((_, i) => batch.getChildAt(i));
          const rows = Array.from({ length: wanted }, (_, row) =>
            fields.map(({ type }, i) => cell(parts[i]?.get(row) ?? null, type)),
          );
          kept += wanted;
          if (!onbatch({ columns, rows, count: batch.numRows })) {
            await connection.cancelSent();
            return;
          }
        }
      }),
    prepare: (text) => on(async (connection) => (await connection.prepare(text)).close()),
    apply: (text) => on(async (connection) => void (await connection.query(text))),
    cancel: async () => now?.cancelSent(),
  };
}
