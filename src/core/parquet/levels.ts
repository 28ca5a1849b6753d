/** Which rows of an optional column hold a value: Parquet's hybrid of runs and bits, one bit wide, its length before it. */

const bytesOf = (packed: readonly number[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(4 + packed.length);
  new DataView(whole.buffer).setUint32(0, packed.length, true);
  whole.set(packed, 4);
  return whole;
};

/** 1 where a value is there, else 0. */
export function levelsOf(there: Uint8Array): Uint8Array<ArrayBuffer> {
  const values = there.reduce((sum, one) => sum + one, 0);
  if (values === there.length) return sameLevels(there.length, 1);
  if (values === 0) return sameLevels(there.length, 0);
  const bits = new Array<number>((there.length + 7) >> 3).fill(0);
  for (const [i, one] of there.entries()) bits[i >> 3] = (bits[i >> 3] ?? 0) | (one << (i & 7));
  return bytesOf([...varint((bits.length << 1) | 1), ...bits]);
}

/** All rows alike. */
export const sameLevels = (rows: number, there: 0 | 1): Uint8Array<ArrayBuffer> =>
  bytesOf([...varint(rows << 1), there]);

function varint(value: number): number[] {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}
