import type { WrittenDate } from './issue.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const pad = (n: number, width = 2) => String(n).padStart(width, '0');

/** Month names are known by their first three letters: digests abbreviate and misspell ("Febuary", "Sept."). */
export function monthOf(name: string): number | null {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return at < 0 ? null : at + 1;
}

/** ISO day, or null where the calendar has no such day or the year cannot be a digest's. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1990 && year <= 2100)) return null;
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** Days since 1970 of an ISO day. */
export const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

const isoOf = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);

const MONTH_NAME = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)';
const YEAR = '((?:19|20)\\d\\d)(?!\\d)';
const NUMERIC = new RegExp(`(?<!\\d)${YEAR}([-/._])(\\d{1,2})\\2(\\d{1,2})(?!\\d)`);
const MONTH_FIRST = new RegExp(`(?<![a-z])${MONTH_NAME}[ -]{0,3}${DAY}(?:[ ,-]{1,4}${YEAR})?`, 'i');
const DAY_FIRST = new RegExp(`(?<!\\d)${DAY}(?: of)?[ -]{1,3}${MONTH_NAME}(?:[ ,-]{1,4}${YEAR})?`, 'i');

/** The first date in a short text: `2025-08-08`, `Aug 8`, `August 8th, 2025`, `8 Aug 2025`. */
export function dateIn(text: string): WrittenDate | null {
  const numeric = NUMERIC.exec(text);
  if (numeric)
    return {
      year: Number(numeric[1]),
      month: Number(numeric[3]),
      day: Number(numeric[4]),
      written: numeric[0],
    };
  const found = (m: RegExpExecArray | null, month: number, day: number): WrittenDate | null =>
    m && {
      year: m[3] ? Number(m[3]) : null,
      month: monthOf(m[month] ?? '') ?? 0,
      day: Number(m[day]),
      written: m[0].trim(),
    };
  const a = MONTH_FIRST.exec(text);
  const b = DAY_FIRST.exec(text);
  // "8 Aug 2025" also reads as "Aug 20": the reading with a year is the right one.
  if (b && (!a || (b[3] && !a[3]))) return found(b, 2, 1);
  return found(a, 1, 2);
}

/** True if the text is a date and nothing else, give or take punctuation and a weekday. */
export function isDateLine(text: string): boolean {
  if (text.length > 40) return false;
  const date = dateIn(text);
  if (!date) return false;
  const rest = text.replace(date.written, '').replace(/\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/gi, '');
  return !/[\p{L}\p{N}]/u.test(rest);
}

/** A span of days as a heading gives it: only its last day counts, `from` tells whether it crosses a year's end. */
export type WrittenRange = { fromMonth: number; last: WrittenDate };

const RANGE = new RegExp(
  `(?<![a-z])${MONTH_NAME} {0,2}${DAY}(?:[ ,]{1,3}${YEAR})? {0,2}(?:-|–|—|to|through) {0,2}` +
    `(?:${MONTH_NAME} {0,2})?${DAY}(?:[ ,]{1,3}${YEAR})?`,
  'i',
);

/** "December 29 - January 4", "May 22-28", "Jan 30–Feb 5, 2023"; a year elsewhere in the text is its year. */
export function rangeIn(text: string): WrittenRange | null {
  const m = RANGE.exec(text);
  if (!m) return null;
  const fromMonth = monthOf(m[1] ?? '') ?? 0;
  const rest = text.slice(0, m.index) + text.slice(m.index + m[0].length);
  const year = m[6] ?? new RegExp(`(?<!\\d)${YEAR}`).exec(rest)?.[1] ?? null;
  const month = m[4] ? (monthOf(m[4]) ?? 0) : fromMonth;
  return { fromMonth, last: { year: year ? Number(year) : null, month, day: Number(m[5]), written: m[0] } };
}

const stemOf = (name: string) => name.replace(/(\.[A-Za-z][A-Za-z0-9]{0,7}){1,2}$/, '');

/**
 * The date in a path, the file's name before its folders: `x_2025-08-08.txt`, `20250808.md`, `2024/09/05.md`,
 * `2025-W32.json` (the week's Sunday), `2025-08.json` (the month's last day).
 */
export function dateInPath(path: string): string | null {
  const parts = path.split('/');
  const name = stemOf(parts.pop() ?? '');
  for (const text of [name, [...parts, name].join('/')]) {
    const day = dateIn(text);
    const iso = day?.year ? isoDay(day.year, day.month, day.day) : null;
    if (iso) return iso;
    const packed = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/.exec(text);
    const fromPacked = packed && isoDay(Number(packed[1]), Number(packed[2]), Number(packed[3]));
    if (fromPacked) return fromPacked;
    const week = /(?<!\d)((?:19|20)\d\d)-?W(\d\d?)(?!\d)/i.exec(text);
    const fromWeek = week && endOfIsoWeek(Number(week[1]), Number(week[2]));
    if (fromWeek) return fromWeek;
    const month = /(?<!\d)((?:19|20)\d\d)[-_/](\d\d)(?!\d|[-_/]\d)/.exec(text);
    const fromMonth = month && endOfMonth(Number(month[1]), Number(month[2]));
    if (fromMonth) return fromMonth;
  }
  return null;
}

/** Sunday of an ISO 8601 week: 4 January is always in week 1. */
function endOfIsoWeek(year: number, week: number): string | null {
  const fourth = isoDay(year, 1, 4);
  if (!fourth || week < 1 || week > 53) return null;
  const at = dayNumber(fourth);
  return isoOf(at - ((at + 3) % 7) + 7 * (week - 1) + 6);
}

function endOfMonth(year: number, month: number): string | null {
  if (month < 1 || month > 12) return null;
  const first = month < 12 ? isoDay(year, month + 1, 1) : isoDay(year + 1, 1, 1);
  return first ? isoOf(dayNumber(first) - 1) : null;
}

/** A year that stands alone in the path (`2025.md`, `2025/08.md`), the file's name first; null if there is none. */
export function yearInPath(path: string): number | null {
  for (const part of path.split('/').reverse()) {
    const m = /(?<!\d)((?:19|20)\d\d)(?!\d)/.exec(part);
    if (m) return Number(m[1]);
  }
  return null;
}
