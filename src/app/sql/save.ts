/** A query's whole result as a file; what is shown may be its first rows only. */
import { csvOf, jsonOf, type Cells } from '../../charts/export/cells.ts';
import { download, textFile } from '../../charts/export/download.ts';
import { theEngine } from '../data.svelte.ts';
import { pageShare } from '../share/page-share.ts';
import { cellValue } from './cell.ts';
import { allRows, COUNTED_ROWS, type Result } from './console.svelte.ts';

export type SaveAs = 'csv' | 'json' | 'parquet';

const name = (ending: string) => `papertide-query-${pageShare.source().version.slice(0, 10)}.${ending}`;

/** Runs the query again where not every row is at hand. @throws when it fails or has too many rows for a text file. */
export async function saveResult(result: Result, as: SaveAs): Promise<void> {
  if (as === 'parquet') {
    const { query } = result.checked;
    if (query === null) throw new Error('Only the rows of a query can be saved as Parquet.');
    // The page's own engine: the console's has its files locked. The text has passed the console's check.
    const bytes = await (await theEngine()).parquet(query);
    download(name('parquet'), new Blob([bytes], { type: 'application/vnd.apache.parquet' }));
    return;
  }
  const rows =
    result.counted && result.total <= result.rows.length ? result.rows : await allRows(result.checked);
  if (rows === null) {
    throw new Error(
      `The result has more than ${COUNTED_ROWS.toLocaleString()} rows; save it as Parquet, or narrow the query.`,
    );
  }
  const keys = unique(result.columns.map((column) => column.name));
  const cells: Cells = {
    columns: keys.map((key) => ({ key, label: key })),
    rows: rows.map((row) => row.map(cellValue)),
  };
  const text =
    as === 'csv'
      ? csvOf(cells)
      : jsonOf(cells, {
          title: 'Result of a query',
          subtitle: result.checked.query ?? result.checked.text,
          url: location.href,
          source: { ...pageShare.source(), filter: '' },
        });
  download(name(as), textFile(text, as === 'csv' ? 'text/csv' : 'application/json'));
}

/** A query may give two columns one name; a file's keys must differ. */
function unique(names: readonly string[]): string[] {
  const used = new Map<string, number>();
  return names.map((one) => {
    const times = (used.get(one) ?? 0) + 1;
    used.set(one, times);
    return times === 1 ? one : `${one}_${times}`;
  });
}
