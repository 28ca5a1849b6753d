/** Baselines against topics, benchmarks, sources or years: what is reported where the two meet. */
import { MEDIAN_MINIMUM, medianInterval, type Median } from '../core/stats/median.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { CompareRow, Grouping } from '../questions/compare.ts';
import { baselineKey, UNNAMED } from './baseline-names.ts';
import { compareGroups, sortGroups, type CompareClaim, type Group } from './compare-groups.ts';
import type { Kind } from './gains-claim.ts';
import { onePerPaper } from './paper-median.ts';

export type MatrixCell = {
  row: number;
  column: number;
  /** Names of the row and of the column. */
  baseline: string;
  name: string;
  claims: CompareClaim[];
  /** Papers with a gain here; prices alone make none. */
  papers: number;
  /** Over one value a paper; below the minimum there is none, and nothing is pooled in its place. */
  median: Median | NotEnough;
};

export type Matrix = {
  /** Baselines, most papers first. Claims that name none have no row. */
  rows: Group[];
  columns: Group[];
  cells: MatrixCell[];
  /** Baselines and columns that are named but not shown. */
  hiddenRows: number;
  hiddenColumns: number;
  /** Cells with papers, and those of them with too few for a median. */
  filled: number;
  sparse: number;
  /** Claims that name no particular baseline, out of all: they are in no cell. */
  unnamed: number;
  claims: number;
};

export const MATRIX_ROWS = 12;
export const MATRIX_COLUMNS = 8;

/** `rows` are claims by `by` (compareClaims); `labelOf` names topics. */
export function baselineMatrix(
  rows: readonly CompareRow[],
  kind: Kind,
  by: Exclude<Grouping, 'baseline'>,
  labelOf: (key: string) => string,
  most: { rows: number; columns: number } = { rows: MATRIX_ROWS, columns: MATRIX_COLUMNS },
): Matrix {
  const once = new Map(rows.map((row) => [row.metric_id, { ...row, key: row.baseline }]));
  const all = compareGroups([...once.values()], kind, 'baseline');
  const named = sortGroups(all, 'n', 'baseline').filter(({ key }) => key !== UNNAMED);
  const against = rows.filter((row) => baselineKey(row.baseline) !== UNNAMED);
  const across = sortGroups(compareGroups(against, kind, by, labelOf), 'n', by).filter(
    ({ key }) => key !== UNNAMED,
  );
  const shown = { rows: named.slice(0, most.rows), columns: across.slice(0, most.columns) };
  const place = new Map(shown.rows.map(({ key }, i) => [key, i]));
  const cells = shown.columns.flatMap(({ claims }, column) => {
    const parts = new Map<number, CompareClaim[]>();
    for (const claim of claims) {
      const row = place.get(baselineKey(claim.row.baseline));
      if (row !== undefined) parts.set(row, [...(parts.get(row) ?? []), claim]);
    }
    return [...parts].map(([row, held]): MatrixCell => {
      const values = onePerPaper(held).map(({ value }) => value);
      return {
        row,
        column,
        baseline: shown.rows[row]?.label ?? '',
        name: shown.columns[column]?.label ?? '',
        claims: held,
        papers: values.length,
        median: medianInterval(values),
      };
    });
  });
  const filled = cells.filter(({ papers }) => papers > 0);
  const claimed = all.flatMap(({ claims }) => claims);
  return {
    ...shown,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    hiddenRows: named.length - shown.rows.length,
    hiddenColumns: across.length - shown.columns.length,
    filled: filled.length,
    sparse: filled.filter(({ papers }) => papers < MEDIAN_MINIMUM).length,
    unnamed: all.find(({ key }) => key === UNNAMED)?.claims.length ?? 0,
    claims: claimed.length,
  };
}
