/** Pairs of topics as rows of a chart's table and of its files. */
import type { Column } from '../../charts/columns.ts';
import { count, factor, number } from '../../charts/geometry/format.ts';
import type { Lift } from '../../core/stats/lift.ts';
import { topicLabel } from '../data.svelte.ts';
import { app, href, type Move } from '../state.svelte.ts';

export type Pair = { one: string; two: string; lift: Lift };

/** The list of the papers that have both topics, among those that the filter's further topics leave. */
export const papersOfBoth = (one: string, two: string): Move => ({
  view: 'papers',
  filter: { topics: [one], also: [...new Set([...app.filter.also, two])], areas: [] },
});

export const PAIR_COLUMNS: Column<Pair>[] = [
  { key: 'one', label: 'Topic', cell: ({ one }) => topicLabel(one) },
  {
    key: 'two',
    label: 'Goes with',
    cell: ({ two }) => topicLabel(two),
    to: ({ two }) => href({ view: 'topic', id: two }),
  },
  {
    key: 'both',
    label: 'Papers with both',
    figure: true,
    cell: ({ lift }) => count(lift.both),
    value: ({ lift }) => lift.both,
    to: ({ one, two }) => href(papersOfBoth(one, two)),
  },
  {
    key: 'expected',
    label: 'Expected',
    figure: true,
    cell: ({ lift }) => number(lift.expected, 1),
    value: ({ lift }) => lift.expected,
  },
  {
    key: 'lift',
    label: 'Lift',
    figure: true,
    cell: ({ lift }) => factor(lift.lift),
    value: ({ lift }) => lift.lift,
  },
  {
    key: 'low',
    label: '95% from',
    figure: true,
    cell: ({ lift }) => factor(lift.low),
    value: ({ lift }) => lift.low,
  },
  {
    key: 'high',
    label: 'to',
    name: '95% to',
    figure: true,
    cell: ({ lift }) => factor(lift.high),
    value: ({ lift }) => lift.high,
  },
];
