/** Weeks of the cube → the complete months that the dashboard counts in, so that feed and page give the same figures. */
import { monthsOf, shareRowsOf } from '../../src/core/stats/share-rows.ts';
import { sourceOrder } from '../../src/core/stats/strata.ts';
import type { ShareRow } from '../../src/core/stats/result.ts';
import type { Manifest } from '../../src/core/tables/schema.ts';
import type { CubeRow } from './dataset.ts';

type Sources = Manifest['sources'];

const DAY = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** A week belongs to the month of its Thursday. */
const monthOf = (monday: string): string => iso(at(monday) + 3 * DAY).slice(0, 7);

export type Month = { name: string; first: string; last: string; t: number };
export type Months = { months: Month[]; rows: Map<string, ShareRow[]> };
/** First and last Monday. */
export type Weeks = { from: string; to: string };

/** The day this many calendar months earlier, its day of the month clipped to what that month has. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 - months, Math.min(date, last)));
}

/**
 * The months whose weeks all lie between the week that begins at `start` and the day `end`: of the last `span` calendar
 * months or (null) of all.
 */
export function completeMonths(start: string, end: string, span: number | null): Month[] {
  const low = span === null ? start : mondayOf(monthsBefore(end, span));
  const months: Month[] = [];
  for (let ms = Math.max(at(start), at(low)); ms + 6 * DAY <= at(end); ms += 7 * DAY) {
    const monday = iso(ms);
    const begins = monthOf(iso(ms - 7 * DAY)) !== monthOf(monday);
    const open = months.at(-1);
    if (begins)
      months.push({ name: monthOf(monday), first: monday, last: iso(ms + 6 * DAY), t: monthsOf(monday) });
    else if (open) open.last = iso(ms + 6 * DAY);
  }
  const open = months.at(-1);
  if (open && monthOf(iso(at(open.last) + DAY)) === open.name) months.pop();
  return months;
}

/** The weeks of months that follow each other; null where there is none. */
export function weeksOf(months: readonly Month[]): Weeks | null {
  const [first, last] = [months[0], months.at(-1)];
  return first && last ? { from: first.first, to: mondayOf(last.last) } : null;
}

/** Rows of k and n a month and stratum for each topic. Weeks without papers are zeros. */
export function monthRows(months: readonly Month[], cube: readonly CubeRow[], sources: Sources): Months {
  const firsts = new Map(months.map(({ name, first }) => [name, first]));
  const summed = cube.flatMap((row): CubeRow[] => {
    const month = firsts.get(monthOf(row.week));
    return month === undefined ? [] : [{ ...row, week: month }];
  });
  return { months: [...months], rows: shareRowsOf(summed, sourceOrder(sources)) };
}

const mondayOf = (day: string): string => iso(at(day) - ((new Date(at(day)).getUTCDay() + 6) % 7) * DAY);
