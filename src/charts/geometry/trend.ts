/** Series of shares or counts over time → scales, paths, ticks, labels. */
import { area, line } from 'd3';
import type { TrendBurst } from '../../views/trend-bursts.ts';
import type { Shown, TrendPoint, TrendSeries } from '../../views/trend-series.ts';
import { compact, share } from './format.ts';
import { placeLabels, textWidth } from './labels.ts';
import { linear } from './linear.ts';
import { timeTicks, type TimeTick } from './timeaxis.ts';

export type TrendLine = {
  id: string;
  label: string;
  /** Place among the series: decides colour and dash. */
  order: number;
  /** Of the complete periods; `tail` leads on to incomplete ones. */
  path: string;
  tail: string;
  /** The 95% interval; empty for counts. */
  band: string;
  points: { x: number; y: number | null; point: TrendPoint }[];
};

export type TrendGeometry = {
  width: number;
  height: number;
  margin: { top: number; right: number; bottom: number; left: number };
  lines: TrendLine[];
  labels: { id: string; order: number; text: string; x: number; y: number; from: { x: number; y: number } }[];
  xTicks: (TimeTick & { x: number })[];
  yTicks: { y: number; label: string }[];
  /** Bars below the axis, a row for each series that has any. */
  bursts: { key: string; order: number; x: number; width: number; y: number; burst: TrendBurst }[];
  /** Where periods are incomplete. */
  hatched: { x: number; width: number }[];
};

export type TrendSize = {
  width: number;
  height: number;
  shown: Shown;
  /** Labels at the end of the lines; without them a legend stands elsewhere. */
  direct: boolean;
  /** Greatest value of the y-axis, to share it between small charts. */
  most?: number;
  bursts?: readonly TrendBurst[];
};

const FONT = 13;
const LABEL_HEIGHT = 17;
const BURST_ROW = 7;

/** The greatest value drawn. The bands' ends count, as far as they do not flatten the lines; a lone one counts more. */
export function greatest(series: readonly TrendSeries[]): number {
  let value = 0;
  let high = 0;
  for (const { points } of series) {
    for (const point of points) {
      value = Math.max(value, point.value ?? 0);
      high = Math.max(high, point.high ?? 0);
    }
  }
  return Math.max(value * 1.04, Math.min(high, value * (series.length > 1 ? 1.35 : 3))) || 1;
}

export function trendGeometry(series: readonly TrendSeries[], size: TrendSize): TrendGeometry {
  const { width, height, shown, direct } = size;
  const periods = series[0]?.points.map(({ period }) => period) ?? [];
  // Every series has its row from the start: bursts come later, and the lines must not jump for them.
  const bursting = size.bursts ? series.map(({ id }) => id) : [];
  const longest = Math.max(0, ...series.map(({ label }) => textWidth(label, FONT, 'bold')));
  const margin = {
    top: 10,
    right: direct ? Math.min(Math.ceil(longest) + 22, width * 0.3) : 10,
    bottom: 26 + bursting.length * BURST_ROW,
    left: 40,
  };
  const from = periods[0]?.start ?? 0;
  const to = (periods.at(-1)?.end ?? 1) + 1;
  const x = linear([from, to], [margin.left, width - margin.right]);
  const y = linear([0, size.most ?? greatest(series)], [height - margin.bottom, margin.top]);
  const ticks = y.ticks(height < 180 ? 3 : 5).filter((tick) => shown === 'share' || Number.isInteger(tick));

  const drawn = line<TrendLine['points'][number]>()
    .defined((p) => p.y !== null)
    .x((p) => p.x)
    .y((p) => p.y ?? 0);
  const banded = area<TrendLine['points'][number]>()
    .defined((p) => p.point.low !== null)
    .x((p) => p.x)
    .y0((p) => y(p.point.low ?? 0))
    .y1((p) => Math.max(margin.top, y(p.point.high ?? 0)));

  const lines = series.map(({ id, label, points }, order): TrendLine => {
    const placed = points.map((point) => ({
      x: x((point.period.start + point.period.end + 1) / 2),
      y: point.value === null ? null : y(point.value),
      point,
    }));
    const whole = lastComplete(points) + 1;
    return {
      id,
      label,
      order,
      path: drawn(placed.slice(0, whole)) ?? '',
      tail: whole > 0 && whole < placed.length ? (drawn(placed.slice(whole - 1)) ?? '') : '',
      band: shown === 'share' ? (banded(placed.slice(0, Math.max(whole, 1))) ?? '') : '',
      points: placed,
    };
  });

  return {
    width,
    height,
    margin,
    lines,
    labels: direct ? endLabels(lines, width, height, margin) : [],
    xTicks: timeTicks(from, to, width - margin.left - margin.right).map((tick) => ({
      ...tick,
      x: x(tick.day),
    })),
    yTicks: ticks.map((tick) => ({
      y: y(tick),
      label: shown === 'share' ? tickShare(tick, ticks) : compact(tick),
    })),
    bursts: (size.bursts ?? []).flatMap((burst) => {
      const row = bursting.indexOf(burst.id);
      const [low, high] = [Math.max(from, burst.from), Math.min(to, burst.to + 1)];
      if (row < 0 || low >= high) return [];
      const order = series.findIndex(({ id }) => id === burst.id);
      const y = height - margin.bottom + 4 + row * BURST_ROW;
      return [{ key: `${burst.id} ${burst.from}`, order, x: x(low), width: x(high) - x(low), y, burst }];
    }),
    hatched: periods
      .filter((period, i) => !period.complete && (i === 0 || i === periods.length - 1))
      .map((period) => ({ x: x(period.start), width: x(period.end + 1) - x(period.start) })),
  };
}

/** Ticks share their number of digits: 0%, 2.5%, 5.0% reads worse than 0%, 3%, 5%, so whole ones stay whole. */
function tickShare(tick: number, ticks: readonly number[]): string {
  const whole = ticks.every((t) => Math.abs(t * 100 - Math.round(t * 100)) < 1e-9);
  return whole ? `${Math.round(tick * 100)}%` : share(tick);
}

function lastComplete(points: readonly TrendPoint[]): number {
  for (let i = points.length - 1; i >= 0; i--) if (points[i]?.period.complete) return i;
  return points.length - 1;
}

function endLabels(
  lines: readonly TrendLine[],
  width: number,
  height: number,
  margin: TrendGeometry['margin'],
) {
  const ends = lines.flatMap((l) => {
    const end = l.points.findLast((p) => p.y !== null);
    return end && end.y !== null ? [{ line: l, x: end.x, y: end.y }] : [];
  });
  const placed = placeLabels(
    ends.map(({ line: { id }, y }) => ({ id, y, height: LABEL_HEIGHT })),
    0,
    height - margin.bottom + 8,
  );
  const room = margin.right - 20;
  return placed.flatMap(({ id, y }) => {
    const end = ends.find((e) => e.line.id === id);
    if (!end) return [];
    const { label, order } = end.line;
    const fits = Math.floor(room / textWidth('m', FONT, 'bold'));
    const text = label.length > fits ? `${label.slice(0, Math.max(3, fits - 1)).trimEnd()}…` : label;
    return [{ id, order, text, x: width - margin.right + 18, y, from: { x: end.x, y: end.y } }];
  });
}

export type Hit = { series: number; period: number };

/** The point nearest to the pointer: the period by x, then the series by y. */
export function hitTrend(geometry: TrendGeometry, px: number, py: number): Hit | null {
  const first = geometry.lines[0];
  if (!first) return null;
  let period = 0;
  first.points.forEach((p, i) => {
    if (Math.abs(p.x - px) < Math.abs((first.points[period]?.x ?? Infinity) - px)) period = i;
  });
  let series = 0;
  let best = Infinity;
  geometry.lines.forEach((l, i) => {
    const y = l.points[period]?.y;
    if (y === null || y === undefined || Math.abs(y - py) >= best) return;
    best = Math.abs(y - py);
    series = i;
  });
  return { series, period };
}

/** The point that an arrow key leads to; null where it leads nowhere. */
export function stepTrend(geometry: TrendGeometry, at: Hit | null, key: string): Hit | null {
  const first = geometry.lines[0];
  if (!first || first.points.length === 0) return null;
  const lastPeriod = first.points.length - 1;
  if (!at)
    return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
      ? { series: 0, period: lastPeriod }
      : null;
  if (key === 'ArrowLeft') return { ...at, period: Math.max(0, at.period - 1) };
  if (key === 'ArrowRight') return { ...at, period: Math.min(lastPeriod, at.period + 1) };
  if (key === 'Home') return { ...at, period: 0 };
  if (key === 'End') return { ...at, period: lastPeriod };
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  // Up and down go by height at this period, as the eye does.
  const byHeight = geometry.lines
    .map((l, i) => ({ i, y: l.points[at.period]?.y ?? Infinity }))
    .sort((a, b) => a.y - b.y || a.i - b.i)
    .map(({ i }) => i);
  const next = byHeight[byHeight.indexOf(at.series) + (key === 'ArrowUp' ? -1 : 1)];
  return { ...at, series: next ?? at.series };
}
