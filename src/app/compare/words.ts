/** A group in a sentence, for the live region. */
import { plural } from '../../charts/geometry/format.ts';
import { rangeText, valueText } from '../../charts/geometry/log-axis.ts';
import type { Median } from '../../core/stats/median.ts';
import type { NotEnough } from '../../core/stats/result.ts';
import type { Group } from '../../views/compare-groups.ts';
import type { Kind } from '../../views/gains-claim.ts';

/** "median 2.1× (1.8–2.6×)", or why there is none. */
export const medianSaid = (median: Median | NotEnough, kind: Kind): string =>
  median.kind === 'median'
    ? `median ${valueText(kind, median.median)} (${rangeText(kind, median.low, median.high)})`
    : 'too few papers for a median';

export const groupSpoken = (group: Group, kind: Kind): string =>
  `${group.label}: ${medianSaid(group.median, kind)}, ${plural(group.papers, 'paper')}`;
