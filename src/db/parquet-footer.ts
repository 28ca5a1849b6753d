/**
 * Some row groups and columns of a Parquet file as a file of their own: the bytes as they stand, under a new footer.
 * Thrift's compact protocol, as far as flat tables need it (parquet.thrift, Apache Parquet 2.10).
 */
import type { FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import {
  CompressionCodecs,
  ConvertedTypes,
  Encodings,
  FieldRepetitionTypes,
  ParquetTypes,
} from 'hyparquet/src/constants.js';

const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

function numberOf(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0) throw new Error(`Parquet's ${name} is not known here.`);
  return at;
}

/** Bytes of Thrift's compact protocol; a struct is a function that writes its fields, in rising order of ids. */
class Thrift {
  readonly bytes: number[] = [];
  private last = 0;

  private varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.bytes.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.bytes.push(rest);
  }
  private head(id: number, type: number): void {
    this.bytes.push(((id - this.last) << 4) | type);
    this.last = id;
  }
  private listHead(length: number, type: number): void {
    if (length < 15) this.bytes.push((length << 4) | type);
    else {
      this.bytes.push(0xf0 | type);
      this.varint(length);
    }
  }
  private word(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.varint(bytes.length);
    for (const byte of bytes) this.bytes.push(byte);
  }
  struct(fields: (to: Thrift) => void): void {
    const before = this.last;
    this.last = 0;
    fields(this);
    this.bytes.push(0);
    this.last = before;
  }
  int(id: number, value: number | bigint | undefined, type: typeof I32 | typeof I64 = I32): void {
    if (value === undefined) return;
    this.head(id, type);
    // Zigzag: nothing here is below zero.
    this.varint(Number(value) * 2);
  }
  text(id: number, value: string): void {
    this.head(id, BINARY);
    this.word(value);
  }
  structs<T>(id: number, items: readonly T[], one: (to: Thrift, item: T) => void): void {
    this.head(id, LIST);
    this.listHead(items.length, STRUCT);
    for (const item of items) this.struct((to) => one(to, item));
  }
  inner(id: number, fields: (to: Thrift) => void): void {
    this.head(id, STRUCT);
    this.struct(fields);
  }
  ints(id: number, items: readonly number[]): void {
    this.head(id, LIST);
    this.listHead(items.length, I32);
    for (const item of items) this.varint(item * 2);
  }
  texts(id: number, items: readonly string[]): void {
    this.head(id, LIST);
    this.listHead(items.length, BINARY);
    for (const item of items) this.word(item);
  }
}

/** Where a column's bytes begin in its file, and how many there are. */
export type Chunk = { start: number; length: number };

type Column = RowGroup['columns'][number];

export function chunkOf({ meta_data: of }: Column): Chunk {
  if (!of) throw new Error('A column chunk lies in another file.');
  return {
    start: Number(of.dictionary_page_offset ?? of.data_page_offset),
    length: Number(of.total_compressed_size),
  };
}

export const columnsOf = (group: RowGroup, names: readonly string[]): Column[] =>
  group.columns.filter((column) => names.includes(column.meta_data?.path_in_schema[0] ?? ''));

/** Row groups of one file or of several alike; `bytes` are those of each column chunk, in the order of the columns. */
export type Part = { group: RowGroup; bytes: readonly Uint8Array[] };

/** A Parquet file of the parts, with the columns of `names`. */
export function partsAsFile(
  schema: FileMetaData['schema'],
  names: readonly string[],
  parts: readonly Part[],
): Uint8Array<ArrayBuffer> {
  const columns = schema.slice(1).filter(({ name }) => names.includes(name));
  let at = 4;
  const groups = parts.map(({ group, bytes }) => {
    const chunks = columnsOf(group, names).map((column, i) => {
      const from = at;
      at += bytes[i]?.length ?? 0;
      return { column, from };
    });
    return { group, chunks };
  });
  const footer = new Thrift();
  footer.struct((file) => {
    file.int(1, 1);
    file.structs(
      2,
      [{ name: schema[0]?.name ?? 'schema', num_children: columns.length }, ...columns],
      element,
    );
    file.int(
      3,
      parts.reduce((sum, { group }) => sum + Number(group.num_rows), 0),
      I64,
    );
    file.structs(4, groups, (to, { group, chunks }) => {
      to.structs(1, chunks, (chunk, { column, from }) => {
        chunk.int(2, from, I64);
        chunk.inner(3, (of) => metaData(of, column, from));
      });
      to.int(
        2,
        chunks.reduce((sum, { column }) => sum + Number(column.meta_data?.total_uncompressed_size), 0),
        I64,
      );
      to.int(3, group.num_rows, I64);
    });
  });
  const whole = new Uint8Array(at + footer.bytes.length + 8);
  const mark = new TextEncoder().encode('PAR1');
  whole.set(mark);
  let next = 4;
  for (const { bytes } of parts)
    for (const chunk of bytes) {
      whole.set(chunk, next);
      next += chunk.length;
    }
  whole.set(footer.bytes, next);
  new DataView(whole.buffer).setUint32(next + footer.bytes.length, footer.bytes.length, true);
  whole.set(mark, whole.length - 4);
  return whole;
}

function element(to: Thrift, of: SchemaElement): void {
  if (of.type) to.int(1, numberOf(ParquetTypes, of.type));
  if (of.repetition_type) to.int(3, numberOf(FieldRepetitionTypes, of.repetition_type));
  to.text(4, of.name);
  to.int(5, of.num_children);
  if (of.converted_type) to.int(6, numberOf(ConvertedTypes, of.converted_type));
}

function metaData(to: Thrift, { meta_data: of }: Column, from: number): void {
  if (!of) throw new Error('A column chunk lies in another file.');
  const { start } = chunkOf({ meta_data: of } as Column);
  to.int(1, numberOf(ParquetTypes, of.type));
  to.ints(
    2,
    of.encodings.map((name) => numberOf(Encodings, name)),
  );
  to.texts(3, of.path_in_schema);
  to.int(4, numberOf(CompressionCodecs, of.codec));
  to.int(5, of.num_values, I64);
  to.int(6, of.total_uncompressed_size, I64);
  to.int(7, of.total_compressed_size, I64);
  to.int(9, Number(of.data_page_offset) - start + from, I64);
  if (of.dictionary_page_offset !== undefined)
    to.int(11, Number(of.dictionary_page_offset) - start + from, I64);
}
