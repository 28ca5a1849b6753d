/** The columns of the tables behind the coverage charts. */
import type { Column } from '../../charts/columns.ts';
import { count, date, period as periodName, share } from '../../charts/geometry/format.ts';
import { toIso } from '../../questions/period.ts';
import type { SourceCell, SourceRow } from '../../views/coverage.ts';
import type { TrendPoint } from '../../views/trend-series.ts';

export type Line = { source: string; cell: SourceCell };
export const lines = (all: readonly SourceRow[]): Line[] =>
  all.flatMap(({ id, cells }) => cells.map((cell) => ({ source: id, cell })));
export const WEEK_COLUMNS: Column<Line>[] = [
  { key: 'source', label: 'Source', cell: ({ source }) => source },
  {
    key: 'from',
    label: 'From',
    cell: ({ cell }) => date(cell.from),
    value: ({ cell }) => toIso(cell.from),
  },
  { key: 'to', label: 'To', cell: ({ cell }) => date(cell.to), value: ({ cell }) => toIso(cell.to) },
  {
    key: 'papers',
    label: 'Papers',
    figure: true,
    cell: ({ cell }) => count(cell.papers),
    value: ({ cell }) => cell.papers,
  },
];
const days = (value: number | null) => (value === null ? '–' : count(value));
export const LAG_COLUMNS: Column<Line>[] = [
  { key: 'source', label: 'Source', cell: ({ source }) => source },
  {
    key: 'quarter',
    label: 'Quarter',
    cell: ({ cell }) => periodName(cell.name, 'quarter'),
    value: ({ cell }) => toIso(cell.from),
  },
  {
    key: 'papers',
    label: 'Papers',
    figure: true,
    cell: ({ cell }) => count(cell.papers),
    value: ({ cell }) => cell.papers,
  },
  {
    key: 'median',
    label: 'Median, days',
    figure: true,
    cell: ({ cell }) => days(cell.value),
    value: ({ cell }) => cell.value,
  },
  {
    key: 'low',
    label: 'Quarter below',
    figure: true,
    cell: ({ cell }) => days(cell.low),
    value: ({ cell }) => cell.low,
  },
  {
    key: 'high',
    label: 'Quarter above',
    figure: true,
    cell: ({ cell }) => days(cell.high),
    value: ({ cell }) => cell.high,
  },
];

export type SharePoint = { source: string; point: TrendPoint };
export const SHARE_COLUMNS: Column<SharePoint>[] = [
  { key: 'source', label: 'Source', cell: ({ source }) => source },
  {
    key: 'quarter',
    label: 'Quarter',
    cell: ({ point }) => periodName(point.period.name, 'quarter'),
    value: ({ point }) => toIso(point.period.start),
  },
  {
    key: 'k',
    label: 'Papers',
    figure: true,
    cell: ({ point }) => count(point.k),
    value: ({ point }) => point.k,
  },
  {
    key: 'n',
    label: 'All papers',
    figure: true,
    cell: ({ point }) => count(point.n),
    value: ({ point }) => point.n,
  },
  {
    key: 'share',
    label: 'Share',
    figure: true,
    cell: ({ point: { value } }) => (value === null ? '–' : share(value)),
    value: ({ point }) => point.value,
  },
  {
    key: 'low',
    label: '95% interval, low end',
    figure: true,
    cell: ({ point: { low } }) => (low === null ? '–' : share(low)),
    value: ({ point }) => point.low,
  },
  {
    key: 'high',
    label: 'high end',
    name: '95% interval, high end',
    figure: true,
    cell: ({ point: { high } }) => (high === null ? '–' : share(high)),
    value: ({ point }) => point.high,
  },
];
