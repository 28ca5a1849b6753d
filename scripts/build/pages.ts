/**
 * Parquet whose texts are read by the screenful. DuckDB writes a page a column and row group, so that one abstract comes
 * with thousands. Here the texts of its draft are cut into pages of some rows, each packed by itself, and the index that
 * Parquet knows tells where they lie; all other columns stand as DuckDB packs them.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ColumnMetaData, RowGroup } from 'hyparquet';
import {
  footerOf,
  MARK,
  offsetIndexOf,
  pageHeaderOf,
  writtenOf,
  type Page,
  type WrittenColumn,
} from '../../src/core/parquet/footer.ts';
import { bytesIn, footerIn, valuesIn } from './draft.ts';
import { slicesOf } from './slices.ts';
import type { TablePlan } from './tables.ts';
import { writeAll } from './write-all.ts';

/** How DuckDB packs rows, and how it writes a draft: nothing packed, no value told by its place in a dictionary. */
const PACKED = 'FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1, WRITE_BLOOM_FILTER false';
const DRAFT = 'FORMAT parquet, COMPRESSION uncompressed, PARQUET_VERSION V1, DICTIONARY_SIZE_LIMIT 0';

/** Rows of a text's page: at half of it a list of papers reads a third less, and texts take a twentieth more. */
const PAGE_ROWS = 64;
/** Above it packing takes longer and saves a fiftieth. */
const LEVEL = 4;
const pack = promisify(gzip);

/** The rows of a query as the Parquet file `to`, in the layout that the plan tells. */
export async function writeRows(
  run: (text: string) => Promise<unknown>,
  { rowGroup, byRange }: Pick<TablePlan, 'rowGroup' | 'byRange'>,
  rows: string,
  to: string,
): Promise<void> {
  const copy = (from: string, file: string, how: string) =>
    run(`COPY (${from}) TO '${file.replaceAll("'", "''")}' (${how}, ROW_GROUP_SIZE ${rowGroup})`);
  if (!byRange || byRange.texts.length === 0) {
    await copy(rows, to, PACKED);
    if (byRange) slimFooter(to, byRange.keys);
    return;
  }
  const [draft, others] = [`${to}-plain`, `${to}-others`];
  const { keys, texts } = byRange;
  await copy(rows, draft, DRAFT);
  const without = texts.map((name) => `"${name}"`).join(', ');
  await copy(
    `SELECT * EXCLUDE (${without}) FROM read_parquet('${draft.replaceAll("'", "''")}')`,
    others,
    PACKED,
  );
  await writePaged(draft, others, to, texts, keys);
  rmSync(draft);
  rmSync(others);
}

/**
 * `texts` of the file `draft`, paged, with the columns of the file `others`, as they are; both hold the same rows in the
 * same row groups. The footer tells the spans of `keys` alone.
 */
async function writePaged(
  draft: string,
  others: string,
  to: string,
  texts: readonly string[],
  keys: readonly string[],
): Promise<void> {
  const [plain, packed, out] = [openSync(draft, 'r'), openSync(others, 'r'), openSync(to, 'w')];
  try {
    const [whole, rest] = [footerIn(plain, fstatSync(plain).size), footerIn(packed, fstatSync(packed).size)];
    let at = 0;
    const put = (bytes: Uint8Array) => {
      const start = at;
      writeAll(out, bytes, at);
      at += bytes.length;
      return { start, length: bytes.length };
    };
    put(MARK);
    const groups: { rows: number; columns: (WrittenColumn & { pages?: Page[] })[] }[] = [];
    for (const [i, group] of whole.row_groups.entries()) {
      const columns = [];
      for (const of of metaOf(group)) {
        const name = of.path_in_schema[0] ?? '';
        if (texts.includes(name)) {
          const made = await paged(
            bytesIn(plain, Number(of.data_page_offset), Number(of.total_compressed_size)),
            of,
            at,
          );
          put(Buffer.concat(made.bytes));
          columns.push(made.column);
        } else {
          const same = metaOf(rest.row_groups[i]).find((one) => one.path_in_schema[0] === name);
          if (!same || same.num_values !== of.num_values)
            throw new Error(`the drafts of ${to} hold different rows`);
          const column = writtenOf(same, at, keys.includes(name));
          put(
            bytesIn(packed, Number(same.dictionary_page_offset ?? same.data_page_offset), column.compressed),
          );
          columns.push(column);
        }
      }
      groups.push({ rows: Number(group.num_rows), columns });
    }
    for (const { columns } of groups)
      for (const column of columns) if (column.pages) column.offsetIndex = put(offsetIndexOf(column.pages));
    put(footerOf(whole.schema, namesIn(whole.schema), groups));
  } finally {
    for (const file of [plain, packed, out]) closeSync(file);
  }
}

/** Leaves of the statistics in a file's footer those of `keys`: a drill-down reads footers before all else. */
function slimFooter(path: string, keys: readonly string[]): void {
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    const { schema, row_groups, metadata_length } = footerIn(file, size);
    const groups = row_groups.map((group) => ({
      rows: Number(group.num_rows),
      columns: metaOf(group).map((of) =>
        writtenOf(
          of,
          Number(of.dictionary_page_offset ?? of.data_page_offset),
          keys.includes(of.path_in_schema[0] ?? ''),
        ),
      ),
    }));
    const from = size - 8 - metadata_length;
    ftruncateSync(file, from);
    writeAll(file, footerOf(schema, namesIn(schema), groups), from);
  } finally {
    closeSync(file);
  }
}

const namesIn = (schema: readonly { name: string }[]) => schema.slice(1).map(({ name }) => name);

const metaOf = (group: RowGroup | undefined): ColumnMetaData[] =>
  (group?.columns ?? []).map(({ meta_data: of }) => {
    if (!of) throw new Error('a column of the draft lies in another file');
    return of;
  });

/** The pages of a column from `at` on. */
async function paged(draft: Buffer<ArrayBuffer>, of: ColumnMetaData, at: number) {
  const slices = slicesOf(valuesIn(draft, of), PAGE_ROWS);
  const packed = await Promise.all(slices.map(({ body }) => pack(body, { level: LEVEL })));
  const pages: Page[] = [];
  const bytes: Uint8Array[] = [];
  let [start, uncompressed] = [at, 0];
  for (const [i, { body, rows, firstRow }] of slices.entries()) {
    const small = packed[i];
    if (!small) throw new Error('a page was not packed');
    // The tenth byte tells the system that it was packed on: the same file for the same zlib.
    small[9] = 255;
    const head = pageHeaderOf(rows, body.length, small.length);
    const length = head.length + small.length;
    pages.push({ start, length, firstRow });
    bytes.push(head, small);
    start += length;
    uncompressed += head.length + body.length;
  }
  const column: WrittenColumn & { pages: Page[] } = {
    ...{ name: of.path_in_schema[0] ?? '', type: of.type, codec: 'GZIP', encodings: ['PLAIN', 'RLE'] },
    ...{ values: Number(of.num_values), compressed: start - at, uncompressed, start: at, pages },
  };
  return { column, bytes };
}
