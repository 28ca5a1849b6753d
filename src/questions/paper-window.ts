/** Days that hold the first papers of a list, by the cube's counts, so that a large table is not read to its end. */
import type { Filter } from './filter.ts';
import { toDay, toIso } from './period.ts';
import { ALL, areaKey, matchingSets, type TrendCube } from './trend-cube.ts';

/** Below this many papers a bound spares nothing. */
const WORTH = 50_000;
/** A week's papers in the cube are those of its days; a filter may keep fewer, and then the next window is wider. */
const WIDER = 8;

/**
 * Windows of days, each within the next, to ask for the first `wanted` papers in: if one holds as many, they are the
 * first of all. The last is the filter's own. `newest` first, else the oldest.
 */
export function paperWindows(
  cube: TrendCube | null,
  filter: Filter,
  newest: boolean,
  wanted: number,
): { from: string | null; to: string | null }[] {
  const whole = { from: filter.from, to: filter.to };
  if (!cube || cube.weeks === 0) return [whole];
  const counts = weekCounts(cube, filter);
  const total = counts.reduce((sum, n) => sum + n, 0);
  const windows: { from: string | null; to: string | null }[] = [];
  for (let goal = wanted + 1; goal * 2 < total && total >= WORTH; goal *= WIDER) {
    let [papers, weeks] = [0, 0];
    while (weeks < counts.length && papers < goal)
      papers += counts[newest ? counts.length - 1 - weeks++ : weeks++] ?? 0;
    const first = cube.firstWeek;
    const bound = newest ? first + (counts.length - weeks) * 7 : first + weeks * 7 - 1;
    windows.push(
      newest ? { ...whole, from: later(whole.from, bound) } : { ...whole, to: earlier(whole.to, bound) },
    );
  }
  return [...windows, whole];
}

const later = (iso: string | null, day: number) => (iso !== null && toDay(iso) > day ? iso : toIso(day));
const earlier = (iso: string | null, day: number) => (iso !== null && toDay(iso) < day ? iso : toIso(day));

/** At most so many papers of each week within the filter's days are kept by its topics, areas and sources. */
function weekCounts(cube: TrendCube, filter: Filter): number[] {
  const sets = matchingSets(cube, filter.sources);
  const keys = [...filter.topics, ...filter.areas.map(areaKey)];
  const topics = (keys.length > 0 ? keys : [ALL])
    .map((key) => cube.topics.indexOf(key))
    .filter((i) => i >= 0);
  const low = filter.from === null ? -Infinity : toDay(filter.from) - 6;
  const high = filter.to === null ? Infinity : toDay(filter.to);
  return Array.from({ length: cube.weeks }, (_, week) => {
    const monday = cube.firstWeek + week * 7;
    if (monday < low || monday > high) return 0;
    let papers = 0;
    for (const set of sets)
      for (const topic of topics)
        papers += cube.papers[(set * cube.topics.length + topic) * cube.weeks + week] ?? 0;
    return papers;
  });
}
