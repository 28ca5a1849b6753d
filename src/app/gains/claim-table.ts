/** Claims as the rows of a chart's data table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { date } from '../../charts/geometry/format.ts';
import { valueText } from '../../charts/geometry/log-axis.ts';
import type { GainDetailRow } from '../../questions/gains-detail.ts';
import { toIso } from '../../questions/period.ts';
import type { Claim, Kind } from '../../views/gains-claim.ts';
import { KIND_LABELS, writtenText } from '../../views/gains-words.ts';
import { measuredOn } from '../../views/metric-words.ts';

/** More rows than this make the data table slow; it says which it holds. */
export const TABLE_ROWS = 1000;

export function claimColumns(kind: Kind, detailOf: (id: string) => GainDetailRow | null): Column<Claim>[] {
  return [
    { key: 'date', label: 'Listed', cell: (row) => date(row.day), value: (row) => toIso(row.day) },
    {
      key: 'value',
      label: KIND_LABELS[kind],
      figure: true,
      cell: (row) => valueText(kind, row.value),
      value: (row) => row.value,
    },
    { key: 'written', label: 'As written', cell: writtenText },
    { key: 'title', label: 'Paper', cell: (row) => detailOf(row.metric_id)?.title ?? row.paper_id },
    { key: 'baseline', label: 'Baseline', cell: (row) => detailOf(row.metric_id)?.baseline ?? '–' },
    { key: 'benchmark', label: 'Benchmark', cell: (row) => detailOf(row.metric_id)?.benchmark ?? '–' },
  ];
}

/** A claim in a sentence, for the live region. */
export function claimSpoken(claim: Claim, detail: GainDetailRow | null, drawn: string): string {
  return [
    writtenText(claim) + drawn + (claim.worse ? ', a price' : ''),
    detail?.title,
    detail?.baseline ? `against ${detail.baseline}` : null,
    measuredOn(detail?.benchmark),
    date(claim.day),
  ]
    .filter(Boolean)
    .join(', ');
}
