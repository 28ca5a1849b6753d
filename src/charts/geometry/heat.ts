/** Shares of several series over time as cells: one row a series, one column a period. */
import type { TrendPoint, TrendSeries } from '../../views/trend-series.ts';
import { share } from './format.ts';
import { textWidth } from './labels.ts';
import { timeTicks, type TimeTick } from './timeaxis.ts';

/** By share, on one scale for all rows; or each row against its own mean. */
export const HEAT_SCALES = ['share', 'own'] as const;
export type HeatScale = (typeof HEAT_SCALES)[number];

export type HeatCell = {
  x: number;
  point: TrendPoint;
  /** Strength of the colour in [0, 1]; null where the period has no papers. */
  level: number | null;
  tone: 'up' | 'down';
  /** Share over the row's mean; null where either is nothing. */
  times: number | null;
  text: string;
};
export type HeatRow = { id: string; label: string; y: number; mean: number; cells: HeatCell[] };
export type HeatGeometry = {
  width: number;
  height: number;
  margin: { top: number; right: number; bottom: number; left: number };
  cell: { width: number; height: number };
  rows: HeatRow[];
  xTicks: (TimeTick & { x: number })[];
  hatched: { x: number; width: number }[];
  /** Narrow cells hold their figures without the sign: "12" is 12%. */
  bare: boolean;
  /** The share that has the strongest colour, on the scale of shares. */
  most: number;
};

const FONT = 13;
const ROW = 26;
/** A figure is written where it fits. */
const TEXT_FROM = 26;
const BARE_FROM = 14;
/** At least twice the mean, and at most half of it, have the strongest colour. */
const OCTAVES = 1;

const leftOf = (labels: readonly string[], width: number): number =>
  Math.min(Math.ceil(Math.max(0, ...labels.map((label) => textWidth(label, FONT)))) + 18, width * 0.36);

/** Whether that many columns are wide enough to be told apart and pointed at. */
export const heatFits = (labels: readonly string[], columns: number, width: number): boolean =>
  (width - leftOf(labels, width)) / Math.max(1, columns) >= 12;

export function heatGeometry(
  series: readonly TrendSeries[],
  { width, scale }: { width: number; scale: HeatScale },
): HeatGeometry {
  const periods = series[0]?.points.map(({ period }) => period) ?? [];
  const margin = {
    top: 4,
    right: 2,
    bottom: 24,
    left: leftOf(
      series.map(({ label }) => label),
      width,
    ),
  };
  const cell = { width: (width - margin.left - margin.right) / Math.max(1, periods.length), height: ROW };
  const most = Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value ?? 0))) || 1;
  const xOf = (i: number) => margin.left + i * cell.width;
  return {
    width,
    height: margin.top + series.length * ROW + margin.bottom,
    margin,
    cell,
    bare: cell.width >= BARE_FROM && cell.width < TEXT_FROM,
    most,
    rows: series.map(({ id, label, points }, row): HeatRow => {
      // Of the papers, not of the periods: a thin month weighs little.
      const n = points.reduce((sum, point) => sum + point.n, 0);
      const mean =
        n === 0 ? 0 : points.reduce((sum, { value, n: papers }) => sum + (value ?? 0) * papers, 0) / n;
      return {
        id,
        label,
        mean,
        y: margin.top + row * ROW,
        cells: points.map((point, i): HeatCell => {
          const times = point.value === null || mean === 0 ? null : point.value / mean;
          const octaves = surely(point, mean);
          const level =
            scale === 'share' ? (point.value ?? 0) / most : Math.min(1, Math.abs(octaves) / OCTAVES);
          return {
            x: xOf(i),
            point,
            level: point.value === null ? null : level,
            tone: scale === 'own' && octaves < 0 ? 'down' : 'up',
            times,
            text: point.value === null ? '' : fitting(figure(point.value), cell.width),
          };
        }),
      };
    }),
    xTicks: periods.length === 0 ? [] : ticksOf(periods, xOf, cell.width),
    hatched: periods.flatMap(({ complete }, i) => (complete ? [] : [{ x: xOf(i), width: cell.width }])),
  };
}

/**
 * How far a cell lies from the row's mean at least, in doublings: the near end of its interval over the mean, 0 where
 * the interval holds the mean, so that months of few papers do not shout.
 */
function surely({ value, low, high }: TrendPoint, mean: number): number {
  if (value === null || mean === 0) return 0;
  const near = Math.max(low ?? value, Math.min(high ?? value, mean));
  return Math.log2(Math.max(near / mean, 1e-6));
}

/** The figure as far as a cell has room for it. */
const fitting = (text: string, width: number): string =>
  width >= TEXT_FROM ? text : width >= BARE_FROM ? text.replace('%', '') : '';

/** Few characters in a small cell: whole percents, "<1" for what would round to nothing. */
const figure = (value: number): string =>
  value > 0 && value < 0.005
    ? '<1%'
    : value === 0
      ? '0%'
      : share(Math.round(value * 100) / 100).replace('.0', '');

/** Ticks stand at the left edge of the column whose period they begin. */
function ticksOf(periods: readonly TrendPoint['period'][], xOf: (i: number) => number, width: number) {
  const [first, last] = [periods[0]?.name ?? 0, periods.at(-1)?.name ?? 0];
  const ticks = timeTicks(first, last, periods.length * width, 52);
  return ticks.flatMap((tick) => {
    const at = periods.findIndex(({ name }) => name >= tick.day);
    return at < 0 ? [] : [{ ...tick, x: xOf(at) }];
  });
}

export type HeatHit = { row: number; column: number };

/** The cell under the pointer; null outside. */
export function hitHeat(geometry: HeatGeometry, px: number, py: number): HeatHit | null {
  const row = Math.floor((py - geometry.margin.top) / geometry.cell.height);
  const column = Math.floor((px - geometry.margin.left) / geometry.cell.width);
  return geometry.rows[row]?.cells[column] ? { row, column } : null;
}

/** The cell that an arrow key leads to; null where the key leads nowhere. */
export function stepHeat(geometry: HeatGeometry, at: HeatHit | null, key: string): HeatHit | null {
  const last = (geometry.rows[0]?.cells.length ?? 0) - 1;
  const known = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
  if (!known || last < 0) return null;
  if (!at) return { row: 0, column: last };
  const { row, column } = at;
  if (key === 'Home') return { row, column: 0 };
  if (key === 'End') return { row, column: last };
  if (key === 'ArrowLeft') return { row, column: Math.max(0, column - 1) };
  if (key === 'ArrowRight') return { row, column: Math.min(last, column + 1) };
  if (key === 'ArrowUp') return { row: Math.max(0, row - 1), column };
  return { row: Math.min(geometry.rows.length - 1, row + 1), column };
}
