import type { ShareRow } from './result.ts';

/** Share rows as dense tables: cell (s, i) of stratum s and time i stands at `s * times.length + i`. */
export type Cells = { strata: string[]; times: number[]; k: Float64Array; n: Float64Array };

/**
 * Rows of the same stratum and time are added up, and strata and times are sorted, so that neither the order of
 * the rows nor how a period is split over rows changes any result. Throws on a count or a time that cannot be.
 */
export function cellsOf(rows: readonly ShareRow[]): Cells {
  const strata = new Map<string, number>();
  const times = new Map<number, number>();
  for (const { t, k, n, stratum = '' } of rows) {
    if (!Number.isFinite(t) || !(k >= 0 && k <= n && n < Infinity)) {
      throw new RangeError(`share row: k is ${k} of n ${n} at t ${t}, stratum "${stratum}"`);
    }
    strata.set(stratum, 0);
    times.set(t, 0);
  }
  const names = [...strata.keys()].sort();
  const order = [...times.keys()].sort((a, b) => a - b);
  for (const [i, name] of names.entries()) strata.set(name, i);
  for (const [i, t] of order.entries()) times.set(t, i);
  const size = names.length * order.length;
  const cells: Cells = { strata: names, times: order, k: new Float64Array(size), n: new Float64Array(size) };
  for (const { t, k, n, stratum = '' } of rows) {
    const at = (strata.get(stratum) ?? 0) * order.length + (times.get(t) ?? 0);
    cells.k[at] = (cells.k[at] ?? 0) + k;
    cells.n[at] = (cells.n[at] ?? 0) + n;
  }
  return cells;
}

/** Sum of one stratum's row of a dense table. */
export function rowSum(table: Float64Array, stratum: number, width: number): number {
  let sum = 0;
  for (let i = stratum * width; i < (stratum + 1) * width; i++) sum += table[i] ?? 0;
  return sum;
}
