/** Groups of a comparison as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { rangeText } from '../../charts/geometry/log-axis.ts';
import type { Group } from '../../views/compare-groups.ts';
import { groupAgainst } from '../../views/compare-words.ts';
import type { Kind } from '../../views/gains-claim.ts';
import { claimsColumn, medianColumn, papersColumn } from './figure-columns.ts';

export const groupColumns = (name: string, kind: Kind): Column<Group>[] => [
  { key: 'group', label: name, cell: ({ label }) => label },
  claimsColumn,
  papersColumn,
  medianColumn(kind),
  {
    key: 'interval',
    label: '95% interval or range',
    figure: true,
    cell: ({ median, ranged }) =>
      median.kind === 'median' ? `${ranged ? 'range ' : ''}${rangeText(kind, median.low, median.high)}` : '–',
  },
  { key: 'against', label: 'Compared with (papers)', cell: (group) => groupAgainst(group, 8) },
];
