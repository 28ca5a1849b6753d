import { dayNumber, isoDay, type WrittenRange } from './dates.ts';

/**
 * Years of the last days of a file's weeks. Headings give a year, or none, or one that is meant for the week's first
 * day ("December 29 - January 4 - 2025" at the top of 2025's file). Sure are the weeks that name a year and do not
 * cross into January; if there are none, the first week stands in `base`. From the sure ones outward, each other week
 * takes the year that puts it next to its neighbour.
 */
export function yearsOfWeeks(weeks: WrittenRange[], base: number | null): (number | null)[] {
  const crosses = (w: WrittenRange) => w.fromMonth > w.last.month;
  const years: (number | null)[] = weeks.map((w) =>
    w.last.year !== null && !crosses(w) ? w.last.year : null,
  );
  if (weeks.length > 0 && !years.some((y) => y !== null)) years[0] = weeks[0]?.last.year ?? base;

  const place = (at: number, neighbour: number) => {
    const week = weeks[at];
    const near = weeks[neighbour];
    const nearYear = years[neighbour] ?? null;
    if (!week || !near || nearYear === null || (years[at] ?? null) !== null) return;
    const day = isoDay(nearYear, near.last.month, near.last.day);
    const stated = week.last.year;
    const candidates = stated === null ? [nearYear, nearYear - 1, nearYear + 1] : [stated, stated + 1];
    const distance = (year: number) => {
      const iso = isoDay(year, week.last.month, week.last.day);
      return iso && day ? Math.abs(dayNumber(iso) - dayNumber(day)) : Infinity;
    };
    years[at] = candidates.reduce((best, y) => (distance(y) < distance(best) ? y : best));
  };
  for (let i = 1; i < weeks.length; i++) place(i, i - 1);
  for (let i = weeks.length - 2; i >= 0; i--) place(i, i + 1);
  return years;
}
