/** The footer of a Parquet file of flat columns, and the indexes of its pages. */
import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet';
import {
  CompressionCodecs,
  ConvertedTypes,
  Encodings,
  FieldRepetitionTypes,
  ParquetTypes,
} from 'hyparquet/src/constants.js';
import { LONG, Thrift } from './thrift.ts';

/** Where bytes begin in their file, and how many there are. */
export type Chunk = { start: number; length: number };

export type WrittenColumn = {
  name: string;
  type: string;
  codec: string;
  encodings: readonly string[];
  values: number;
  compressed: number;
  uncompressed: number;
  /** Of the first page with values. */
  start: number;
  dictionary?: number | undefined;
  /** Least and greatest value. */
  span?: { min: string | number; max: string | number } | undefined;
  /** Where the index of its pages lies. */
  offsetIndex?: Chunk;
};
export type WrittenGroup = { rows: number; columns: readonly WrittenColumn[] };

export const MARK = new TextEncoder().encode('PAR1');

/** Footer, its length and the closing mark. */
export function footerOf(
  schema: FileMetaData['schema'],
  names: readonly string[],
  groups: readonly WrittenGroup[],
): Uint8Array<ArrayBuffer> {
  const columns = schema.slice(1).filter(({ name }) => names.includes(name));
  const root = { name: schema[0]?.name ?? 'schema', num_children: columns.length };
  const footer = new Thrift()
    .struct((file) => {
      file.int(1, 1);
      file.structs(2, [root, ...columns], element);
      file.int(
        3,
        groups.reduce((sum, { rows }) => sum + rows, 0),
        LONG,
      );
      file.structs(4, groups, (to, { rows, columns }) => {
        to.structs(1, columns, chunk);
        to.int(
          2,
          columns.reduce((sum, { uncompressed }) => sum + uncompressed, 0),
          LONG,
        );
        to.int(3, rows, LONG);
      });
    })
    .done();
  const whole = new Uint8Array(footer.length + 8);
  whole.set(footer);
  new DataView(whole.buffer).setUint32(footer.length, footer.length, true);
  whole.set(MARK, footer.length + 4);
  return whole;
}

function element(to: Thrift, of: SchemaElement): void {
  if (of.type) to.int(1, numberOf(ParquetTypes, of.type));
  if (of.repetition_type) to.int(3, numberOf(FieldRepetitionTypes, of.repetition_type));
  to.text(4, of.name);
  to.int(5, of.num_children);
  if (of.converted_type) to.int(6, numberOf(ConvertedTypes, of.converted_type));
}

function chunk(to: Thrift, of: WrittenColumn): void {
  to.int(2, of.dictionary ?? of.start, LONG);
  to.inner(3, (meta) => {
    meta.int(1, numberOf(ParquetTypes, of.type));
    meta.ints(
      2,
      of.encodings.map((name) => numberOf(Encodings, name)),
    );
    meta.binaries(3, [new TextEncoder().encode(of.name)]);
    meta.int(4, numberOf(CompressionCodecs, of.codec));
    meta.int(5, of.values, LONG);
    meta.int(6, of.uncompressed, LONG);
    meta.int(7, of.compressed, LONG);
    meta.int(9, of.start, LONG);
    meta.int(11, of.dictionary, LONG);
    const { span } = of;
    if (!span) return;
    meta.inner(12, (statistics) => {
      statistics.binary(5, plain(span.max));
      statistics.binary(6, plain(span.min));
    });
  });
  to.int(4, of.offsetIndex?.start, LONG);
  to.int(5, of.offsetIndex?.length);
}

export type Page = Chunk & { firstRow: number };

export const offsetIndexOf = (pages: readonly Page[]): Uint8Array =>
  new Thrift()
    .struct((index) =>
      index.structs(1, pages, (to, { start, length, firstRow }) => {
        to.int(1, start, LONG);
        to.int(2, length);
        to.int(3, firstRow, LONG);
      }),
    )
    .done();

/** As PLAIN writes it: a text, or a 32-bit number. */
function plain(value: string | number): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return bytes;
}

const DAY = 86_400_000;

/** A column chunk that stands already, its bytes from `at` on; with its span where `spans` says so. */
export function writtenOf(of: ColumnMetaData, at: number, spans = false): WrittenColumn {
  const first = of.dictionary_page_offset ?? of.data_page_offset;
  const { min_value: min, max_value: max } = of.statistics ?? {};
  const value = (found: unknown) =>
    found instanceof Date ? found.getTime() / DAY : (found as string | number);
  return {
    name: of.path_in_schema[0] ?? '',
    type: of.type,
    codec: of.codec,
    encodings: of.encodings,
    values: Number(of.num_values),
    compressed: Number(of.total_compressed_size),
    uncompressed: Number(of.total_uncompressed_size),
    start: Number(of.data_page_offset - first) + at,
    dictionary: of.dictionary_page_offset === undefined ? undefined : at,
    span: spans && min !== undefined && max !== undefined ? { min: value(min), max: value(max) } : undefined,
  };
}

/** Of a page of the first kind, whose levels and values lie packed together. */
export const pageHeaderOf = (values: number, uncompressed: number, compressed: number): Uint8Array =>
  new Thrift()
    .struct((page) => {
      page.int(1, 0);
      page.int(2, uncompressed);
      page.int(3, compressed);
      page.inner(5, (data) => {
        data.int(1, values);
        data.int(2, numberOf(Encodings, 'PLAIN'));
        data.int(3, numberOf(Encodings, 'RLE'));
        data.int(4, numberOf(Encodings, 'RLE'));
      });
    })
    .done();

export function numberOf(names: readonly (string | undefined)[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0) throw new Error(`Parquet's ${name} is not known here.`);
  return at;
}
