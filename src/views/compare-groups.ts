/** Claims by topic, baseline, benchmark, year or source: the distributions side by side, each with what it can tell. */
import { MEDIAN_MINIMUM, medianInterval, type Median } from '../core/stats/median.ts';
import { quantile } from '../core/stats/quantiles.ts';
import type { NotEnough } from '../core/stats/result.ts';
import type { CompareRow, Grouping } from '../questions/compare.ts';
import { baselineKey, baselineLabel, UNNAMED, UNNAMED_LABEL } from './baseline-names.ts';
import { claimsOf, type Claim, type Kind } from './gains-claim.ts';
import { isGain, onePerPaper } from './paper-median.ts';

export { MEDIAN_MINIMUM };
export type CompareClaim = Claim & { row: CompareRow };

export type Group = {
  /** Topic id, pooled baseline or benchmark, year, source; UNNAMED where none is named. */
  key: string;
  label: string;
  /** How the group is spelled in the data: what a filter must hold to find its papers. */
  spellings: string[];
  claims: CompareClaim[];
  papers: number;
  /** Over one value a paper; prices are left out. */
  median: Median | NotEnough;
  /** True where the median's interval is no narrower than all values: with few papers it is their range. */
  ranged: boolean;
  /** The middle half of the papers; null below the minimum. */
  half: { low: number; high: number } | null;
  /** From the lowest to the highest tenth of the papers; null below the minimum. */
  tenths: { low: number; high: number } | null;
  max: number | null;
  /** Baselines named in the group with their papers, most named first. */
  baselines: { label: string; papers: number }[];
  /** Claims that name no particular baseline. */
  unnamed: number;
};

/** Names under which a row stands: a benchmark list ("A, B") is one number on each. */
function keysOf(row: CompareRow, by: Grouping): { key: string; spelling: string | null }[] {
  if (by === 'baseline') return [{ key: baselineKey(row.key), spelling: row.key }];
  if (by === 'benchmark') {
    const names = new Set(
      (row.key ?? '').split(/,\s+(?:and\s+)?|;\s*/).map((name) => name.replace(/^and\s+/, '').trim()),
    );
    return [...names].map((name) => ({ key: benchmarkKey(name), spelling: name || null }));
  }
  return [{ key: row.key ?? UNNAMED, spelling: row.key }];
}

export const benchmarkKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/\s+(?:benchmark|dataset)s?$/, '')
    .replace(/[\s\-–—_]+/g, '');

function pooledBaselines(claims: readonly CompareClaim[]): Group['baselines'] {
  const groups = new Map<string, { spellings: Map<string, number>; papers: Set<string> }>();
  for (const { row, paper_id } of claims) {
    const key = baselineKey(row.baseline);
    if (key === UNNAMED || row.baseline === null) continue;
    const group = groups.get(key) ?? { spellings: new Map<string, number>(), papers: new Set<string>() };
    group.spellings.set(row.baseline, (group.spellings.get(row.baseline) ?? 0) + 1);
    group.papers.add(paper_id);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ spellings, papers }) => ({ label: baselineLabel(spellings), papers: papers.size }))
    .sort((a, b) => b.papers - a.papers || (a.label < b.label ? -1 : 1));
}

/** `labelOf` names topics; other groups are shown as they are spelled. Groups come in no particular order. */
export function compareGroups(
  rows: readonly CompareRow[],
  kind: Kind,
  by: Grouping,
  labelOf: (key: string) => string = (key) => key,
): Group[] {
  const made = new Map<
    string,
    { claims: CompareClaim[]; spellings: Map<string, number>; full: Set<string> }
  >();
  for (const claim of claimsOf(rows, kind).claims) {
    for (const { key, spelling } of keysOf(claim.row, by)) {
      const group = made.get(key) ?? { claims: [], spellings: new Map<string, number>(), full: new Set() };
      group.claims.push(claim);
      if (spelling !== null) group.spellings.set(spelling, (group.spellings.get(spelling) ?? 0) + 1);
      // A filter compares the stored text, which for a list of benchmarks is the whole list.
      if (claim.row.key !== null) group.full.add(claim.row.key);
      made.set(key, group);
    }
  }
  return [...made].map(([key, { claims, spellings, full }]) => {
    const papers = onePerPaper(claims);
    const values = papers.map(({ value }) => value);
    const told = values.length >= MEDIAN_MINIMUM;
    const median = medianInterval(values);
    const gains = claims.filter(isGain);
    return {
      key,
      label: key === UNNAMED ? unnamedLabel(by) : by === 'topic' ? labelOf(key) : baselineLabel(spellings),
      spellings: [...full].sort(),
      claims,
      papers: new Set(claims.map(({ paper_id }) => paper_id)).size,
      median,
      ranged:
        median.kind === 'median' && median.low === Math.min(...values) && median.high === Math.max(...values),
      half: told ? { low: quantile(values, 0.25) ?? 0, high: quantile(values, 0.75) ?? 0 } : null,
      tenths: told ? { low: quantile(values, 0.1) ?? 0, high: quantile(values, 0.9) ?? 0 } : null,
      max: gains.length > 0 ? gains.reduce((most, { high }) => Math.max(most, high), -Infinity) : null,
      baselines: pooledBaselines(claims),
      unnamed: claims.filter(({ row }) => baselineKey(row.baseline) === UNNAMED).length,
    };
  });
}

const unnamedLabel = (by: Grouping): string => (by === 'baseline' ? UNNAMED_LABEL : `no ${by} named`);

export const SORTS = ['n', 'median', 'name'] as const;
export type Sort = (typeof SORTS)[number];

const middle = (group: Group): number => (group.median.kind === 'median' ? group.median.median : -Infinity);

/**
 * The order of the rows. By median: groups too small for one come after, by size. The group that names nothing is no
 * rival of the others and stands last; years keep their order whatever is asked.
 */
export function sortGroups(groups: readonly Group[], sort: Sort, by: Grouping): Group[] {
  const order = (a: Group, b: Group): number => {
    if (a.key === UNNAMED || b.key === UNNAMED) return Number(a.key === UNNAMED) - Number(b.key === UNNAMED);
    if (by === 'year') return a.key < b.key ? -1 : 1;
    if (sort === 'name') return a.label.localeCompare(b.label);
    if (sort === 'median' && middle(a) !== middle(b)) return middle(b) - middle(a);
    return b.papers - a.papers || b.claims.length - a.claims.length || (a.key < b.key ? -1 : 1);
  };
  return [...groups].sort(order);
}

export const ROWS_AT_FIRST = 12;

/** The largest groups, in the order asked for; the one that names nothing is kept beside them. */
export function topGroups(groups: readonly Group[], sort: Sort, by: Grouping, most = ROWS_AT_FIRST): Group[] {
  const largest = new Set(
    sortGroups(groups, 'n', by === 'year' ? 'source' : by)
      .filter(({ key }) => key !== UNNAMED)
      .slice(0, most)
      .map(({ key }) => key),
  );
  return sortGroups(
    groups.filter(({ key }) => key === UNNAMED || largest.has(key)),
    sort,
    by,
  );
}

/** What must be said before medians are compared: against how many different things the claims are made. */
export type Against = { claims: number; unnamed: number; baselines: number };
export function againstWhat(groups: readonly Group[]): Against {
  const claims = new Map(groups.flatMap((group) => group.claims.map((claim) => [claim.metric_id, claim])));
  const keys = [...claims.values()].map(({ row }) => baselineKey(row.baseline));
  const named = keys.filter((key) => key !== UNNAMED);
  return { claims: keys.length, unnamed: keys.length - named.length, baselines: new Set(named).size };
}
