/** Spellings of baselines or benchmarks → the names they stand for, each with the spellings that a filter needs. */
import type { ClaimedNameRow, NamedColumn } from '../questions/claimed-names.ts';
import { baselineKey, baselineLabel, UNNAMED } from './baseline-names.ts';

export type PooledName = {
  key: string;
  label: string;
  claims: number;
  /** In lower case, as the filter compares them; sorted. */
  spellings: string[];
};

/** Most claims first. Spellings that name nothing in particular ("prior work") are left out: they are no choice. */
export function poolNames(column: NamedColumn, names: readonly ClaimedNameRow[]): PooledName[] {
  const pools = new Map<string, Map<string, number>>();
  for (const { name, claims } of names) {
    const key = column === 'baseline' ? baselineKey(name) : name.toLowerCase();
    if (key === UNNAMED) continue;
    const pool = pools.get(key) ?? new Map<string, number>();
    pool.set(name, (pool.get(name) ?? 0) + claims);
    pools.set(key, pool);
  }
  return [...pools]
    .map(([key, pool]) => ({
      key,
      label: baselineLabel(pool),
      claims: [...pool.values()].reduce((sum, n) => sum + n, 0),
      spellings: [...new Set([...pool.keys()].map((name) => name.toLowerCase()))].sort(),
    }))
    .sort((a, b) => b.claims - a.claims || (a.key < b.key ? -1 : 1));
}
