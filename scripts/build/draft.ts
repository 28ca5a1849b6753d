/** Reading the Parquet that DuckDB writes as a draft. */
import { readSync } from 'node:fs';
import { parquetMetadata, type ColumnMetaData, type FileMetaData } from 'hyparquet';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';

export function bytesIn(file: number, start: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length);
  const read = readSync(file, bytes, 0, length, start);
  if (read !== length)
    throw new Error(`the draft ends at ${start + read}, and ${length} bytes were asked for`);
  return bytes;
}

export function footerIn(file: number, size: number): FileMetaData {
  const length = bytesIn(file, size - 8, 4).readUInt32LE();
  return parquetMetadata(new Uint8Array(bytesIn(file, size - 8 - length, length + 8)).buffer);
}

/** 1 where a value is there, and those that are, one after the other, each with its length before it. */
export type Values = { there: Uint8Array; plain: Uint8Array };

/** What the pages of an optional column of texts hold, unpacked and plain. */
export function valuesIn(bytes: Buffer<ArrayBuffer>, of: ColumnMetaData): Values {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const there = new Uint8Array(Number(of.num_values));
  const plain: Uint8Array[] = [];
  let rows = 0;
  for (let at = 0; at < bytes.length;) {
    const reader = { view, offset: at };
    const head = deserializeTCompactProtocol(reader) as {
      field_1: number;
      field_3: number;
      field_5?: { field_1: number; field_2: number };
    };
    // PageType DATA_PAGE, Encoding PLAIN.
    if (head.field_1 !== 0 || head.field_5?.field_2 !== 0 || of.type !== 'BYTE_ARRAY')
      throw new Error(`the draft holds a page of ${of.path_in_schema.join('.')} that is no plain text`);
    at = reader.offset + head.field_3;
    const values = head.field_5.field_1;
    readRleBitPackedHybrid(reader, 1, there.subarray(rows, rows + values));
    plain.push(bytes.subarray(reader.offset, at));
    rows += values;
  }
  if (rows !== there.length) throw new Error(`the draft holds ${rows} of ${there.length} values`);
  return { there, plain: plain.length === 1 && plain[0] ? plain[0] : Buffer.concat(plain) };
}
