/** Sets of row numbers as conditions by which a scan skips blocks: it does so for ranges in the text, not for joins. */

/** DuckDB reads by so many rows: a gap below it saves nothing. */
export const BLOCK = 2048;
/** Beyond so many ranges most blocks are read anyway. */
const MOST_RANGES = 200;

/** A condition that holds for the rows of these blocks of `BLOCK` row numbers; for all rows where they are scattered. */
export function near(column: string, blocks: readonly (number | bigint)[]): string {
  const ranges: [number, number][] = [];
  for (const block of [...new Set(blocks.map(Number))].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && block - last[1] <= 2) last[1] = block;
    else ranges.push([block, block]);
  }
  if (ranges.length === 0) return 'false';
  if (ranges.length > MOST_RANGES) return 'true';
  const parts = ranges.map(([low, high]) => `${column} BETWEEN ${low * BLOCK} AND ${(high + 1) * BLOCK - 1}`);
  return `(${parts.join(' OR ')})`;
}

/** The blocks of the numbers `id` that a query gives. */
export const blocksOf = (query: string): string =>
  `SELECT DISTINCT id // ${BLOCK} AS block FROM (${query}) WHERE id IS NOT NULL`;

type Unit = 'day' | 'week' | 'month';
const DAY = 86_400_000;
const iso = (millis: number) => new Date(millis).toISOString().slice(0, 10);

/** First day of a day's week (its Monday) or month. */
export function startOf(day: string, unit: Unit): string {
  if (unit === 'day') return day;
  if (unit === 'month') return `${day.slice(0, 7)}-01`;
  const millis = Date.parse(day);
  return iso(millis - ((new Date(millis).getUTCDay() + 6) % 7) * DAY);
}

function endOf(start: string, unit: Unit): string {
  if (unit === 'day') return start;
  if (unit === 'week') return iso(Date.parse(start) + 6 * DAY);
  const [year, month] = start.split('-').map(Number);
  return iso(Date.UTC(year ?? 0, month ?? 1, 0));
}

/** A condition that holds for the days of the periods that begin at `starts`, and for no others. */
export function onDays(column: string, starts: readonly string[], unit: Unit = 'day'): string {
  const ranges: [string, string][] = [];
  for (const start of [...new Set(starts)].sort()) {
    const last = ranges.at(-1);
    if (last && Date.parse(start) - Date.parse(last[1]) <= DAY) last[1] = endOf(start, unit);
    else ranges.push([start, endOf(start, unit)]);
  }
  const parts = ranges.map(([low, high]) => `${column} BETWEEN DATE '${low}' AND DATE '${high}'`);
  return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`;
}
