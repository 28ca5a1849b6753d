/** Any table's rows as a chart: which kind, and of which columns, follows from the columns' types. */

export type QuickColumn = { name: string; type: 'number' | 'time' | 'text' | 'other' };
export type QuickSeries = { name: string; points: { x: number; y: number; label: string }[] };
export type QuickChart = {
  kind: 'line' | 'bar' | 'scatter';
  x: string;
  y: string;
  /** Whether `x` counts days since 1970. */
  dated: boolean;
  /** A bar's `x` is its place from 0. */
  series: QuickSeries[];
  /** Rows that the chart leaves out: no number, or beyond what it holds. */
  left: number;
  why: string | null;
};

export const MOST_BARS = 40;
export const MOST_SERIES = 8;
const DAY = 86_400_000;

const asNumber = (value: unknown): number | null => {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};
const asDay = (value: unknown): number | null => {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : time / DAY;
};

/** A chart of the rows, or the reason that there is none. */
export function quickChart(
  columns: readonly QuickColumn[],
  rows: readonly (readonly unknown[])[],
): QuickChart | string {
  if (rows.length === 0) return 'There are no rows to draw.';
  const of = (type: QuickColumn['type']) => columns.flatMap((c, i) => (c.type === type ? [i] : []));
  const [numbers, times, texts] = [of('number'), of('time'), of('text')];
  const name = (i: number | undefined) => columns[i ?? -1]?.name ?? '';
  if (numbers.length === 0) return 'A chart needs a column of numbers.';
  const [time] = times;
  if (time !== undefined) return lines(time, true);
  const [text] = texts;
  const [x, y] = numbers;
  if (text !== undefined && distinct(text) === rows.length) return bars(text);
  if (x !== undefined && y !== undefined) {
    // A column that only rises is counted along: years, steps, bins.
    if (text === undefined && rises(x)) return lines(x, false);
    return scatter(x, y);
  }
  return text === undefined ? 'A chart needs a second column: a date, a name or a number.' : bars(text);

  function distinct(i: number) {
    return new Set(rows.map((row) => row[i])).size;
  }
  function rises(i: number) {
    return rows.every((row, n) => {
      const [before, now] = [asNumber(rows[n - 1]?.[i]), asNumber(row[i])];
      return now !== null && (n === 0 || (before !== null && before < now));
    });
  }
  function bars(label: number): QuickChart {
    const [value] = numbers;
    const kept = rows.filter((row) => asNumber(row[value ?? 0]) !== null).slice(0, MOST_BARS);
    const points = kept.map((row, i) => ({
      x: i,
      y: asNumber(row[value ?? 0]) ?? 0,
      label: row[label] === null ? 'null' : String(row[label]),
    }));
    const left = rows.length - kept.length;
    return {
      kind: 'bar',
      x: name(label),
      y: name(value),
      dated: false,
      series: [{ name: name(value), points }],
      left,
      why: left > 0 ? `the first ${MOST_BARS} rows with a number` : null,
    };
  }
  function scatter(a: number, b: number): QuickChart {
    const label = texts[0];
    const points = rows.flatMap((row) => {
      const [px, py] = [asNumber(row[a]), asNumber(row[b])];
      if (px === null || py === null) return [];
      return { x: px, y: py, label: label === undefined ? '' : String(row[label] ?? '') };
    });
    const left = rows.length - points.length;
    return {
      kind: 'scatter',
      x: name(a),
      y: name(b),
      dated: false,
      series: [{ name: name(b), points }],
      left,
      why: left > 0 ? 'rows with both numbers' : null,
    };
  }
  /** One line a text, or one a column of numbers. */
  function lines(along: number, dated: boolean): QuickChart {
    const place = dated ? asDay : asNumber;
    const values = numbers.filter((i) => i !== along);
    const [by] = texts;
    const series = new Map<string, QuickSeries['points']>();
    let [left, crowded] = [0, false];
    for (const row of rows) {
      const at = place(row[along]);
      for (const value of by === undefined ? values.slice(0, MOST_SERIES) : values.slice(0, 1)) {
        const key = by === undefined ? name(value) : String(row[by] ?? 'null');
        const y = asNumber(row[value]);
        const known = series.get(key);
        if (at === null || y === null) left++;
        else if (known) known.push({ x: at, y, label: key });
        else if (series.size < MOST_SERIES) series.set(key, [{ x: at, y, label: key }]);
        else [left, crowded] = [left + 1, true];
      }
    }
    for (const points of series.values()) points.sort((one, other) => one.x - other.x);
    return {
      kind: 'line',
      x: name(along),
      y: by === undefined ? [...series.keys()].join(', ') : `${name(values[0])} of each ${name(by)}`,
      dated,
      series: [...series].map(([key, points]) => ({ name: key, points })),
      left,
      why: left === 0 ? null : crowded ? `the first ${MOST_SERIES} lines` : 'rows with a number',
    };
  }
}
