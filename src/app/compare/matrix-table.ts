/** Cells of a matrix as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { rangeText } from '../../charts/geometry/log-axis.ts';
import type { MatrixCell } from '../../views/compare-matrix.ts';
import type { Kind } from '../../views/gains-claim.ts';
import { claimsColumn, medianColumn, papersColumn } from './figure-columns.ts';

export const matrixColumns = (kind: Kind, column: string): Column<MatrixCell>[] => [
  { key: 'baseline', label: 'Baseline', cell: (cell) => cell.baseline },
  { key: 'column', label: column, cell: (cell) => cell.name },
  papersColumn,
  claimsColumn,
  medianColumn(kind),
  {
    key: 'interval',
    label: '95% interval',
    figure: true,
    cell: ({ median }) => (median.kind === 'median' ? rangeText(kind, median.low, median.high) : '–'),
  },
];
