/** Changes of topics between two quarters as rows of a table. */
import type { Column } from '../../charts/columns.ts';
import { count } from '../../charts/geometry/format.ts';
import { isSure, type TopicChange } from '../../views/quarter-change.ts';
import { chanceText, signedPoints } from '../../views/written.ts';
import { href } from '../state.svelte.ts';

export const CHANGE_COLUMNS: Column<TopicChange>[] = [
  {
    key: 'topic',
    label: 'Topic',
    cell: ({ label }) => label,
    to: ({ id }) => href({ view: 'topic', id }),
  },
  {
    key: 'now',
    label: 'Papers',
    figure: true,
    cell: ({ change: c }) => (c.kind === 'change' ? `${count(c.after.k)} of ${count(c.after.n)}` : '–'),
  },
  {
    key: 'then',
    label: 'Before',
    figure: true,
    cell: ({ change: c }) => (c.kind === 'change' ? `${count(c.before.k)} of ${count(c.before.n)}` : '–'),
  },
  {
    key: 'difference',
    label: 'Change, points',
    figure: true,
    cell: ({ change: c }) => (c.kind === 'change' ? signedPoints(c.difference) : '–'),
  },
  {
    key: 'interval',
    label: '95% interval',
    figure: true,
    cell: ({ change: c }) =>
      c.kind === 'change' ? `${signedPoints(c.low)} to ${signedPoints(c.high)}` : '–',
  },
  {
    key: 'q',
    label: 'q (chance over all topics)',
    figure: true,
    cell: ({ q }) => (q === null ? '–' : chanceText(q)),
  },
  {
    key: 'verdict',
    label: 'Verdict',
    cell: ({ change, ...rest }) =>
      change.kind !== 'change'
        ? `not enough evidence: ${change.reason}`
        : isSure({ ...rest, change })
          ? change.difference > 0
            ? 'rose'
            : 'fell'
          : 'no change that can be told',
  },
];
