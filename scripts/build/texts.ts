/** The titles and texts that are read of papers, streamed from the mentions that hold them. */
import { blocksOf, near } from './ranges.ts';
import type { WorkDb } from './workdb.ts';

export type Texts = { keys: string[]; titles: string[]; texts: (string | null)[] };

/**
 * For each row of a scratch table with `text_key`, `title_id`, `text_id` and `field` (or those columns of a query).
 * Title and text mostly stand in one mention: then no text passes a join's hash table.
 */
export async function* textsOf(db: WorkDb, table: string, key = 'u.text_key'): AsyncGenerator<Texts> {
  const blocks = await db.rows<{ block: bigint }>(
    blocksOf(`SELECT unnest([title_id, text_id]) AS id FROM ${table}`),
  );
  const where = near(
    'mention_id',
    blocks.map((b) => b.block),
  );
  const text = "CASE u.field WHEN 'summary' THEN m.summary WHEN 'abstract' THEN m.abstract END";
  const mention = (columns: string) => `(SELECT mention_id, ${columns} FROM mention WHERE ${where})`;
  const result = await db.connection.stream(`
    SELECT ${key}, m.title, ${text}
    FROM ${mention('title, abstract, summary')} m
    JOIN (SELECT * FROM ${table} WHERE coalesce(text_id, title_id) = title_id) u ON u.title_id = m.mention_id
    UNION ALL
    SELECT ${key}, t.title, ${text}
    FROM ${mention('abstract, summary')} m
    JOIN (SELECT * FROM ${table} WHERE text_id <> title_id) u ON u.text_id = m.mention_id
    JOIN ${mention('title')} t ON t.mention_id = u.title_id`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [keys, titles, texts] = chunk.getColumns() as [string[], string[], (string | null)[]];
    yield { keys, titles, texts };
  }
}
