/** A topic's shares by period as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { count, period as periodName, share } from '../../charts/geometry/format.ts';
import { toIso, type Unit } from '../../questions/period.ts';
import type { TrendPoint } from '../../views/trend-series.ts';

export const shareColumns = (unit: Unit): Column<TrendPoint>[] => [
  {
    key: 'period',
    label: 'Period',
    cell: ({ period }) => periodName(period.name, unit),
    value: ({ period }) => toIso(period.start),
  },
  { key: 'k', label: 'Papers', figure: true, cell: ({ k }) => count(k), value: ({ k }) => k },
  { key: 'n', label: 'All papers', figure: true, cell: ({ n }) => count(n), value: ({ n }) => n },
  {
    key: 's',
    label: 'Share',
    figure: true,
    cell: ({ k, n }) => (n ? share(k / n) : '–'),
    value: ({ k, n }) => (n ? k / n : null),
  },
];
