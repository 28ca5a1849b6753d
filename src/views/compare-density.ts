/** How densely a group's papers lie along a log axis. */
import { logDensity, type Density } from '../core/stats/density.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { Group } from './compare-groups.ts';
import type { Kind } from './gains-claim.ts';
import { onePerPaper } from './paper-median.ts';

export type GroupDensity = { key: string; density: Density | NotEnough };

/** Only multiples have a density in doublings; points and percent on many scales have none. */
export const hasDensity = (kind: Kind): boolean => kind === 'factor' || kind === 'ratio';

/** Over one value a paper, prices left out, as the median is. */
export const groupDensity = (group: Group): GroupDensity => ({
  key: group.key,
  density: logDensity(onePerPaper(group.claims).map(({ value }) => value)),
});
