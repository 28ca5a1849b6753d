/** Bursts and growth as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { change, count, date, number } from '../../charts/geometry/format.ts';
import { mendText } from '../../core/text/mend.ts';
import type { FirstPaperRow } from '../../questions/first-papers.ts';
import { toIso } from '../../questions/period.ts';
import { isBurst, type EmergingRow } from '../../views/emerging.ts';
import { chanceText } from '../../views/written.ts';
import { areaLabel } from '../data.svelte.ts';
import { href } from '../state.svelte.ts';

const none = '–';
const chance = (value: number | null | undefined) => (value == null ? none : chanceText(value));

export function emergingColumns(firstOf: ReadonlyMap<string, FirstPaperRow>): Column<EmergingRow>[] {
  const day = (at: number | undefined) => (at === undefined ? none : date(toIso(at)));
  const iso = (at: number | undefined) => (at === undefined ? null : toIso(at));
  return [
    { key: 'topic', label: 'Topic', cell: ({ label }) => label, to: ({ id }) => href({ view: 'topic', id }) },
    {
      key: 'kind',
      label: 'Area',
      cell: ({ kind, area }) => (kind === 'discovered' ? 'new term' : areaLabel(area ?? '')),
    },
    {
      key: 'first',
      label: 'First paper',
      cell: ({ id }) => mendText(firstOf.get(id)?.title ?? none),
    },
    {
      key: 'first_seen',
      label: 'First listed',
      cell: ({ id }) => (firstOf.has(id) ? date(firstOf.get(id)?.first_seen ?? '') : none),
      value: ({ id }) => firstOf.get(id)?.first_seen ?? null,
    },
    {
      key: 'papers',
      label: 'Papers',
      figure: true,
      cell: ({ papers }) => count(papers),
      value: ({ papers }) => papers,
    },
    {
      key: 'from',
      label: 'Burst from',
      cell: ({ burst }) => day(burst?.from),
      value: ({ burst }) => iso(burst?.from),
    },
    {
      key: 'to',
      label: 'to',
      name: 'Burst to',
      cell: ({ burst }) => day(burst?.to),
      value: ({ burst }) => iso(burst?.to),
    },
    {
      key: 'k',
      label: 'Papers in it',
      figure: true,
      cell: ({ burst }) => (burst ? count(burst.k) : none),
      value: ({ burst }) => burst?.k ?? null,
    },
    {
      key: 'expected',
      label: 'Expected',
      figure: true,
      cell: ({ burst }) => (burst ? number(burst.expected, 1) : none),
      value: ({ burst }) => burst?.expected ?? null,
    },
    {
      key: 'weight',
      label: 'Weight',
      figure: true,
      cell: ({ burst }) => (burst ? number(burst.weight, 1) : none),
      value: ({ burst }) => burst?.weight ?? null,
    },
    {
      key: 'p',
      label: 'p',
      figure: true,
      cell: ({ burst }) => chance(burst?.p),
      value: ({ burst }) => burst?.p ?? null,
    },
    {
      key: 'q',
      label: 'q',
      figure: true,
      cell: ({ burstQ }) => chance(burstQ),
      value: ({ burstQ }) => burstQ,
    },
    { key: 'holds', label: 'Burst holds', cell: (row) => (isBurst(row) ? 'yes' : 'no') },
    {
      key: 'growth',
      label: 'Change a month',
      figure: true,
      cell: ({ trend }) => (trend.kind === 'trend' ? change(trend.perMonth) : none),
      value: ({ trend }) => (trend.kind === 'trend' ? trend.perMonth : null),
    },
    {
      key: 'low',
      label: '95% from',
      figure: true,
      cell: ({ trend }) => (trend.kind === 'trend' ? change(trend.low) : none),
      value: ({ trend }) => (trend.kind === 'trend' ? trend.low : null),
    },
    {
      key: 'high',
      label: 'to',
      name: '95% to',
      figure: true,
      cell: ({ trend }) => (trend.kind === 'trend' ? change(trend.high) : none),
      value: ({ trend }) => (trend.kind === 'trend' ? trend.high : null),
    },
    {
      key: 'growth_q',
      label: 'q of the change',
      figure: true,
      cell: ({ q }) => chance(q),
      value: ({ q }) => q,
    },
  ];
}
