/** A group of the comparison as a filter: what its row narrows the page to. */
import type { Filter } from '../../questions/filter.ts';
import { UNNAMED } from '../../views/baseline-names.ts';
import type { Group } from '../../views/compare-groups.ts';
import { filterSpellings, type Grouping } from '../../views/compare-words.ts';

/** Null for the group that names nothing: there is no name to filter by. `held` gives the dates that hold already. */
export function narrowTo(
  group: Group,
  by: Grouping,
  held: Pick<Filter, 'from' | 'to'>,
): Partial<Filter> | null {
  if (group.key === UNNAMED) return null;
  if (by === 'topic') return { topics: [group.key], areas: [] };
  if (by === 'baseline') return { baselines: filterSpellings(group) };
  if (by === 'benchmark') return { benchmarks: filterSpellings(group) };
  if (by === 'source') return { sources: [group.key] };
  const [first, last] = [`${group.key}-01-01`, `${group.key}-12-31`];
  const { from, to } = held;
  return { from: from && from > first ? from : first, to: to && to < last ? to : last };
}
