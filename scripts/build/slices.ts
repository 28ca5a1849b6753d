/** Texts cut into the bodies of pages: the levels that tell which are there, then those that are. */
import { levelsOf } from '../../src/core/parquet/levels.ts';
import type { Values } from './draft.ts';

export type Slice = { firstRow: number; rows: number; body: Uint8Array };

/** Every `rows` rows a slice. */
export function slicesOf({ there, plain }: Values, rows: number): Slice[] {
  const slices: Slice[] = [];
  const view = new DataView(plain.buffer, plain.byteOffset, plain.length);
  let at = 0;
  for (let firstRow = 0; firstRow < there.length; firstRow += rows) {
    const levels = there.subarray(firstRow, firstRow + rows);
    const start = at;
    for (const one of levels) if (one) at += 4 + view.getUint32(at, true);
    const body = Buffer.concat([levelsOf(levels), plain.subarray(start, at)]);
    slices.push({ firstRow, rows: levels.length, body });
  }
  return slices;
}
