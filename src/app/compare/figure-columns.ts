/** Columns that every comparison's table has: how many claims of how many papers, and their median. */
import type { Column } from '../../charts/columns.ts';
import { count } from '../../charts/geometry/format.ts';
import { valueText } from '../../charts/geometry/log-axis.ts';
import type { Group } from '../../views/compare-groups.ts';
import type { Kind } from '../../views/gains-claim.ts';

export const claimsColumn: Column<{ claims: readonly unknown[] }> = {
  key: 'claims',
  label: 'Claims',
  figure: true,
  cell: ({ claims }) => count(claims.length),
  value: ({ claims }) => claims.length,
};

export const papersColumn: Column<{ papers: number }> = {
  key: 'papers',
  label: 'Papers',
  figure: true,
  cell: ({ papers }) => count(papers),
  value: ({ papers }) => papers,
};

export const medianColumn = (kind: Kind): Column<Pick<Group, 'median'>> => ({
  key: 'median',
  label: 'Median',
  figure: true,
  cell: ({ median }) => (median.kind === 'median' ? valueText(kind, median.median) : 'too few'),
  value: ({ median }) => (median.kind === 'median' ? median.median : null),
});
