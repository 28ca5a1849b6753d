/** Thrift's compact protocol, written as far as Parquet's footers, pages and indexes need it (parquet.thrift, Apache Parquet 2.10). */

const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;
export const LONG = I64;

/** Bytes that grow; a struct is a function that writes its fields, in rising order of ids. */
export class Thrift {
  private bytes = new Uint8Array(1024);
  private length = 0;
  private last = 0;

  /** What was written, without a copy. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  private byte(value: number): void {
    if (this.length === this.bytes.length) this.room(1);
    this.bytes[this.length++] = value;
  }
  private room(more: number): void {
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    wider.set(this.bytes);
    this.bytes = wider;
  }
  private varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }
  private head(id: number, type: number): void {
    this.byte(((id - this.last) << 4) | type);
    this.last = id;
  }
  private listHead(length: number, type: number): void {
    if (length < 15) this.byte((length << 4) | type);
    else {
      this.byte(0xf0 | type);
      this.varint(length);
    }
  }
  private blob(bytes: Uint8Array): void {
    this.varint(bytes.length);
    if (this.length + bytes.length > this.bytes.length) this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }
  struct(fields: (to: Thrift) => void): this {
    const before = this.last;
    this.last = 0;
    fields(this);
    this.byte(0);
    this.last = before;
    return this;
  }
  /** Nothing where there is no value. None here is below zero. */
  int(id: number, value: number | bigint | undefined, type: typeof I32 | typeof I64 = I32): void {
    if (value === undefined) return;
    this.head(id, type);
    this.varint(Number(value) * 2);
  }
  text(id: number, value: string): void {
    this.binary(id, new TextEncoder().encode(value));
  }
  binary(id: number, value: Uint8Array): void {
    this.head(id, BINARY);
    this.blob(value);
  }
  inner(id: number, fields: (to: Thrift) => void): void {
    this.head(id, STRUCT);
    this.struct(fields);
  }
  structs<T>(id: number, items: readonly T[], one: (to: Thrift, item: T) => void): void {
    this.head(id, LIST);
    this.listHead(items.length, STRUCT);
    for (const item of items) this.struct((to) => one(to, item));
  }
  ints(id: number, items: readonly number[], type: typeof I32 | typeof I64 = I32): void {
    this.head(id, LIST);
    this.listHead(items.length, type);
    for (const item of items) this.varint(item * 2);
  }
  binaries(id: number, items: readonly Uint8Array[]): void {
    this.head(id, LIST);
    this.listHead(items.length, BINARY);
    for (const item of items) this.blob(item);
  }
}
