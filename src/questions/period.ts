/** Calendar arithmetic on day numbers (days since 1970-01-01, UTC) and ISO days. */

export const UNITS = ['week', 'month', 'quarter'] as const;
export type Unit = (typeof UNITS)[number];

const DAY = 86_400_000;

export const toIso = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const toDay = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);

/** A calendar day that exists, written `2025-08-08`. */
export const isIsoDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && toIso(toDay(text)) === text;

/** The Monday of the day's week. Day 0 was a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/**
 * The period that a week belongs to, as a running number. A week counts to the month or quarter that holds its
 * Thursday (as ISO 8601 counts weeks to years), so that every paper stands in exactly one period.
 */
export function periodOfWeek(monday: number, unit: Unit): number {
  if (unit === 'week') return Math.floor((monday + 3) / 7);
  const thursday = new Date((monday + 3) * DAY);
  const month = thursday.getUTCFullYear() * 12 + thursday.getUTCMonth();
  return unit === 'month' ? month : Math.floor(month / 3);
}

/** First of the calendar month that a running month or quarter number begins with, or a week's Monday. */
export function startOfPeriod(period: number, unit: Unit): number {
  if (unit === 'week') return period * 7 - 3;
  const month = unit === 'month' ? period : period * 3;
  return Math.floor(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY);
}

/** The day `months` calendar months before, its day of the month clipped to what the month has. */
export function monthsBefore(day: number, months: number): number {
  const date = new Date(day * DAY);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() - months;
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  return Math.floor(Date.UTC(Math.floor(month / 12), month % 12, Math.min(date.getUTCDate(), last)) / DAY);
}
