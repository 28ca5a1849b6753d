/** Arrow tables → plain rows, without importing Arrow: the shapes below are all that is read of it. */

type Field = { name: string; type: { toString(): string; scale?: number } };
export type ArrowTable = {
  numRows: number;
  schema: { fields: Field[] };
  getChildAt(index: number): { get(row: number): unknown } | null;
};

const DAY = 86_400_000;
const isoDay = (millis: number) => new Date(millis).toISOString().slice(0, 10);

/** 128-bit little-endian words, as Arrow gives decimals, to a number (exact up to 2^53). */
function decimal(words: Uint32Array, scale: number): number {
  let value = 0n;
  for (let i = words.length - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[i] ?? 0);
  const bits = BigInt(words.length * 32);
  if (words.length > 0 && value >> (bits - 1n)) value -= 1n << bits;
  return Number(value) / 10 ** scale;
}

/** One cell without BigInt, Date, Vector or struct proxy. Dates become ISO days, timestamps ISO instants. */
export function plainValue(value: unknown, type: Field['type']): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  const name = type.toString();
  if (name.startsWith('Date')) {
    if (value instanceof Date) return isoDay(value.getTime());
    // Arrow has given days in some versions and milliseconds in others; no day number reaches a million.
    if (typeof value === 'number') return isoDay(Math.abs(value) < 1_000_000 ? value * DAY : value);
  }
  if (value instanceof Date) return value.toISOString();
  if (name.startsWith('Timestamp') && typeof value === 'number') return new Date(value).toISOString();
  if (value instanceof Uint32Array && name.startsWith('Decimal')) return decimal(value, type.scale ?? 0);
  return typeof value === 'object' ? plainObject(value) : value;
}

function plainObject(value: object): unknown {
  if (value instanceof Uint8Array) return value;
  if (Symbol.iterator in value && 'length' in value) {
    return Array.from(value as Iterable<unknown>, deep);
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') return deep((value.toJSON as () => unknown)());
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, deep(part)]));
}

function deep(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return isoDay(value.getTime());
  return value !== null && typeof value === 'object' ? plainObject(value) : (value ?? null);
}

export function plainRows(table: ArrowTable): Record<string, unknown>[] {
  const columns = table.schema.fields.map((field, index) => ({ field, column: table.getChildAt(index) }));
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      columns.map(({ field, column }) => [field.name, plainValue(column?.get(row) ?? null, field.type)]),
    ),
  );
}
