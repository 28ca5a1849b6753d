/**
 * Some row groups and columns of Parquet files as a file of its own: the bytes as they stand, under a new footer. Of a
 * paged column only the pages that hold what is asked for; the others' rows stand as nulls, at their places.
 */
import { gzipSync } from 'fflate';
import type { FileMetaData, RowGroup } from 'hyparquet';
import { readOffsetIndex } from 'hyparquet/src/indexes.js';
import {
  footerOf,
  MARK,
  pageHeaderOf,
  writtenOf,
  type Chunk,
  type Page,
  type WrittenColumn,
} from '../core/parquet/footer.ts';
import { sameLevels } from '../core/parquet/levels.ts';

type Column = RowGroup['columns'][number];

export function metaOf({ meta_data: of }: Column) {
  if (!of) throw new Error('A column chunk lies in another file.');
  return of;
}

export const columnsOf = (group: RowGroup, names: readonly string[]): Column[] =>
  group.columns.filter((column) => names.includes(metaOf(column).path_in_schema[0] ?? ''));

export const nameOf = (column: Column): string => metaOf(column).path_in_schema[0] ?? '';

/** Where the whole of a column chunk lies. */
export function chunkOf(column: Column): Chunk {
  const of = metaOf(column);
  return {
    start: Number(of.dictionary_page_offset ?? of.data_page_offset),
    length: Number(of.total_compressed_size),
  };
}

/** Where the index of a column's pages lies, where each can be taken alone: texts, as the build cuts them. */
export function pageIndexOf(column: Column): Chunk | null {
  const { codec, dictionary_page_offset } = metaOf(column);
  const { offset_index_offset: start, offset_index_length: length } = column;
  if (codec !== 'GZIP' || dictionary_page_offset !== undefined || start === undefined || length === undefined)
    return null;
  return { start: Number(start), length };
}

export function pagesIn(index: Uint8Array): Page[] {
  const view = new DataView(index.buffer, index.byteOffset, index.length);
  return readOffsetIndex({ view, offset: 0 }).page_locations.map((page) => ({
    start: Number(page.offset),
    length: page.compressed_page_size,
    firstRow: Number(page.first_row_index),
  }));
}

/** Of `rows` (rising) of a group, the pages that hold them. */
export function pagesOfRows(pages: readonly Page[], rows: readonly number[]): Page[] {
  const found = new Set<Page>();
  let at = 0;
  for (const row of rows) {
    while ((pages[at + 1]?.firstRow ?? Infinity) <= row) at++;
    const page = pages[at];
    if (page) found.add(page);
  }
  return [...found];
}

/** A column's bytes as they stand, or the pages of it that were taken. */
export type Cut = Uint8Array | { pages: readonly Page[]; taken: ReadonlyMap<Page, Uint8Array> };
/** Row groups of one file or of several alike; a cut each column, in the order of the columns. */
export type Part = { group: RowGroup; cuts: readonly Cut[] };

/** A Parquet file of the parts, with the columns of `names`. */
export function partsAsFile(
  schema: FileMetaData['schema'],
  names: readonly string[],
  parts: readonly Part[],
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [MARK];
  let at = MARK.length;
  const groups = parts.map(({ group, cuts }) => {
    const rows = Number(group.num_rows);
    const columns = columnsOf(group, names).map((column, i): WrittenColumn => {
      const cut = cuts[i];
      if (!cut) throw new Error(`no bytes of the column ${nameOf(column)}`);
      const written = writtenOf(metaOf(column), at);
      const bytes = cut instanceof Uint8Array ? [cut] : withNulls(cut.pages, cut.taken, rows);
      const length = bytes.reduce((sum, piece) => sum + piece.length, 0);
      pieces.push(...bytes);
      at += length;
      return { ...written, compressed: length };
    });
    return { rows, columns };
  });
  pieces.push(footerOf(schema, names, groups));
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let next = 0;
  for (const piece of pieces) {
    whole.set(piece, next);
    next += piece.length;
  }
  return whole;
}

/** The pages taken, and between them one page of nulls for all that were not. */
function withNulls(pages: readonly Page[], taken: ReadonlyMap<Page, Uint8Array>, rows: number): Uint8Array[] {
  const made: Uint8Array[] = [];
  let missing = 0;
  for (const [i, page] of pages.entries()) {
    const bytes = taken.get(page);
    const held = (pages[i + 1]?.firstRow ?? rows) - page.firstRow;
    if (!bytes) missing += held;
    else {
      if (missing > 0) made.push(...nullPage(missing));
      missing = 0;
      made.push(bytes);
    }
  }
  if (missing > 0) made.push(...nullPage(missing));
  return made;
}

function nullPage(rows: number): Uint8Array[] {
  const levels = sameLevels(rows, 0);
  const packed = gzipSync(levels, { mtime: 0 });
  return [pageHeaderOf(rows, levels.length, packed.length), packed];
}
