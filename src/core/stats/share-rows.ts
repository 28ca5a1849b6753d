import type { ShareRow } from './result.ts';
import { stratumOf } from './strata.ts';

const DAYS_A_MONTH = 365.25 / 12;

/** Time in months since 2000-01-01 of an ISO day, with months of 30.44 days: the `t` of every trend and fit. */
export function monthsOf(isoDay: string): number {
  const days = (Date.parse(`${isoDay}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000;
  if (Number.isNaN(days)) throw new RangeError(`monthsOf: "${isoDay}" is no ISO day`);
  return days / DAYS_A_MONTH;
}

/** The ISO day of a time in months, for an axis of dates. */
export const dayOf = (t: number): string =>
  new Date(Date.UTC(2000, 0, 1) + Math.round(t * DAYS_A_MONTH) * 86_400_000).toISOString().slice(0, 10);

/**
 * The cube's rows as rows of k and n for each topic, one a week and stratum. The cube holds no row where a topic has
 * no paper: those are zeros here, since a week without the topic is evidence too. n is the papers of topic '*', whose
 * rows must be among those given. `order` is sourceOrder's. Leave out an incomplete last week before.
 */
export function shareRowsOf(
  cube: readonly { topic: string; week: string; sources: string; papers: number }[],
  order: readonly string[],
): Map<string, ShareRow[]> {
  const strata = new Map<string, string>();
  const stratumFor = (sources: string): string => {
    const known = strata.get(sources);
    if (known !== undefined) return known;
    const stratum = stratumOf(sources, order);
    strata.set(sources, stratum);
    return stratum;
  };
  const places = new Map<string, number>();
  const cells: { t: number; stratum: string; n: number }[] = [];
  for (const { topic, week, sources, papers } of cube) {
    if (topic !== '*') continue;
    const stratum = stratumFor(sources);
    const key = `${week}|${stratum}`;
    const cell = cells[places.get(key) ?? -1];
    if (cell) cell.n += papers;
    else {
      places.set(key, cells.length);
      cells.push({ t: monthsOf(week), stratum, n: papers });
    }
  }
  const counts = new Map<string, Float64Array>();
  for (const { topic, week, sources, papers } of cube) {
    const place = places.get(`${week}|${stratumFor(sources)}`);
    if (place === undefined) {
      throw new RangeError(`shareRowsOf: topic "${topic}" has papers in ${week} of ${sources}, "*" has none`);
    }
    const k = counts.get(topic) ?? new Float64Array(cells.length);
    k[place] = (k[place] ?? 0) + papers;
    counts.set(topic, k);
  }
  counts.delete('*');
  return new Map(
    [...counts].map(([topic, k]) => [topic, cells.map((cell, i) => ({ ...cell, k: k[i] ?? 0 }))]),
  );
}
