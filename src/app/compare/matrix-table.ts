/** Cells of a matrix as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { count } from '../../charts/geometry/format.ts';
import { rangeText, valueText } from '../../charts/geometry/log-axis.ts';
import type { MatrixCell } from '../../views/compare-matrix.ts';
import type { Kind } from '../../views/gains-claim.ts';

export const matrixColumns = (kind: Kind, column: string): Column<MatrixCell>[] => [
  { key: 'baseline', label: 'Baseline', cell: (cell) => cell.baseline },
  { key: 'column', label: column, cell: (cell) => cell.name },
  {
    key: 'papers',
    label: 'Papers',
    figure: true,
    cell: ({ papers }) => count(papers),
    value: ({ papers }) => papers,
  },
  {
    key: 'claims',
    label: 'Claims',
    figure: true,
    cell: ({ claims }) => count(claims.length),
    value: ({ claims }) => claims.length,
  },
  {
    key: 'median',
    label: 'Median',
    figure: true,
    cell: ({ median }) => (median.kind === 'median' ? valueText(kind, median.median) : 'too few'),
    value: ({ median }) => (median.kind === 'median' ? median.median : null),
  },
  {
    key: 'interval',
    label: '95% interval',
    figure: true,
    cell: ({ median }) => (median.kind === 'median' ? rangeText(kind, median.low, median.high) : '–'),
  },
];
