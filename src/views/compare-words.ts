/** What a comparison says, and what must be said with it. */
import type { Measure } from '../core/paper.ts';
import type { Grouping } from '../questions/compare.ts';
import { UNNAMED } from './baseline-names.ts';
import type { Against, Group } from './compare-groups.ts';
import { gainNoun } from './gains-words.ts';

export { GROUPINGS, type CompareRow, type Grouping } from '../questions/compare.ts';

export const GROUPING_LABELS: Record<Grouping, string> = {
  topic: 'Topic',
  baseline: 'Baseline',
  benchmark: 'Benchmark',
  year: 'Year',
  source: 'Source',
};

/** `write` gives a value as the axis writes it. */
export function compareTitle(
  measure: Measure,
  by: Grouping,
  groups: readonly Group[],
  write: (value: number) => string,
): string {
  const begin = `Reported ${gainNoun(measure)} by ${by}`;
  const told = groups
    .flatMap((group) =>
      group.median.kind === 'median' && group.key !== UNNAMED
        ? [{ label: group.label, median: group.median.median }]
        : [],
    )
    .sort((a, b) => a.median - b.median);
  if (by === 'year' && told.length > 1 && told.length < 7) {
    const years = [...told].sort((a, b) => (a.label < b.label ? -1 : 1));
    return `${begin}: medians of ${years.map(({ label, median }) => `${write(median)} (${label})`).join(', ')}`;
  }
  const [low, high] = [told[0], told.at(-1)];
  if (!low || !high) return begin;
  if (told.length === 1) return `${begin}: ${low.label} has a median of ${write(low.median)}`;
  return `${begin}: medians from ${write(low.median)} (${low.label}) to ${write(high.median)} (${high.label})`;
}

/** The caveat under every comparison of claims. Empty where all claims are against one thing. */
export function againstText({ claims, unnamed, baselines }: Against, by: Grouping): string {
  if (claims === 0) return '';
  const some = (n: number) => n.toLocaleString();
  const none =
    unnamed === claims
      ? claims === 1
        ? 'the claim names no particular baseline'
        : `none of the ${some(claims)} claims names a particular baseline`
      : `${some(unnamed)} of ${some(claims)} claims name no particular baseline`;
  if (baselines === 0) return `${none.charAt(0).toUpperCase()}${none.slice(1)}.`;
  const kinds = `${some(baselines)} different baseline${baselines === 1 ? '' : 's'}`;
  if (by === 'baseline') return `Each row is one baseline, as far as papers name it: ${none}.`;
  if (baselines === 1 && unnamed === 0) return '';
  return `Claims against different baselines stand in one row: ${kinds} in all, and ${none}. The medians compare what is reported, not the methods.`;
}

/** One row's baselines in a few words. */
export function groupAgainst(group: Group, most = 3): string {
  const named = group.baselines.slice(0, most).map(({ label, papers }) => `${label} (${papers})`);
  const rest = group.baselines.length - named.length;
  return named.length === 0 ? 'none named' : named.join(', ') + (rest > 0 ? `, ${rest} more` : '');
}

/** The spellings a filter needs: it does not mind case. Empty for the group that names nothing. */
export const filterSpellings = (group: Group): string[] =>
  group.key === UNNAMED ? [] : [...new Set(group.spellings.map((s) => s.toLowerCase()))];
