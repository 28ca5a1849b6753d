/** Areas by month as rows of a chart's table and of its files, newest first. */
import type { Column } from '../../charts/columns.ts';
import { count, period as periodName, share } from '../../charts/geometry/format.ts';
import { toIso } from '../../questions/period.ts';
import type { TrendPoint, TrendSeries } from '../../views/trend-series.ts';

type Row = { name: string; start: number; points: TrendPoint[] };

export function heatTable(months: readonly TrendSeries[]): { columns: Column<Row>[]; rows: Row[] } {
  const rows = (months[0]?.points ?? []).map(({ period }, i): Row => ({
    name: periodName(period.name, 'month') + (period.complete ? '' : ' (incomplete)'),
    start: period.start,
    points: months.flatMap(({ points }) => points[i] ?? []),
  }));
  const columns: Column<Row>[] = [
    { key: 'month', label: 'Month', cell: ({ name }) => name, value: ({ start }) => toIso(start) },
    {
      key: 'n',
      label: 'All papers',
      figure: true,
      cell: ({ points }) => count(points[0]?.n ?? 0),
      value: ({ points }) => points[0]?.n ?? 0,
    },
    ...months.flatMap(({ id, label }, i): Column<Row>[] => [
      {
        key: `k ${id}`,
        label,
        figure: true,
        cell: ({ points }) => count(points[i]?.k ?? 0),
        value: ({ points }) => points[i]?.k ?? 0,
      },
      {
        key: `s ${id}`,
        label: 'share',
        name: `${label}, share`,
        figure: true,
        value: ({ points }) => points[i]?.value ?? null,
        cell: ({ points }) => (points[i]?.value == null ? '–' : share(points[i].value)),
      },
    ]),
  ];
  return { columns, rows: rows.reverse() };
}
