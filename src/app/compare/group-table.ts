/** Groups of a comparison as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { count } from '../../charts/geometry/format.ts';
import { rangeText, valueText } from '../../charts/geometry/log-axis.ts';
import type { Group } from '../../views/compare-groups.ts';
import { groupAgainst } from '../../views/compare-words.ts';
import type { Kind } from '../../views/gains-claim.ts';

export const groupColumns = (name: string, kind: Kind): Column<Group>[] => [
  { key: 'group', label: name, cell: ({ label }) => label },
  {
    key: 'claims',
    label: 'Claims',
    figure: true,
    cell: ({ claims }) => count(claims.length),
    value: ({ claims }) => claims.length,
  },
  {
    key: 'papers',
    label: 'Papers',
    figure: true,
    cell: ({ papers }) => count(papers),
    value: ({ papers }) => papers,
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
    label: '95% interval or range',
    figure: true,
    cell: ({ median, ranged }) =>
      median.kind === 'median' ? `${ranged ? 'range ' : ''}${rangeText(kind, median.low, median.high)}` : '–',
  },
  { key: 'against', label: 'Compared with (papers)', cell: (group) => groupAgainst(group, 8) },
];
