/** Gains over time: claims as marks, the spread by quarter, the record line, a fitted line. Numbers in, pixels out. */
import { Delaunay, line } from 'd3';
import type { Claim } from '../../views/gains-claim.ts';
import type { GainsSeries, Quarter } from '../../views/gains-series.ts';
import { placeLabels, textWidth } from './labels.ts';
import { axisEnds, beyond, valueAxis, valueText, type ValueAxis } from './log-axis.ts';
import { timeTicks, type TimeTick } from './timeaxis.ts';

export type Mark = {
  claim: Claim;
  x: number;
  y: number;
  /** Ends of a range or a pair; both equal to `y` for a single number. */
  y0: number;
  y1: number;
  beyond: 'above' | 'below' | null;
  /** Radius where marks of one chart differ in it. */
  r?: number;
};

export type PlacedQuarter = {
  quarter: Quarter;
  x0: number;
  x1: number;
  /** The middle half. */ top: number;
  bottom: number;
  median: number;
};

export type ScatterLabel = { id: 'median' | 'record' | 'fit'; text: string; x: number; y: number };

/** A straight line on the axis, with its interval where there is one. */
export type FitLine = { day: number; value: number; low?: number; high?: number }[];

export type Scatter = {
  width: number;
  height: number;
  margin: { top: number; right: number; bottom: number; left: number };
  axis: ValueAxis;
  marks: Mark[];
  quarters: PlacedQuarter[];
  /** Steps from record to record, on to the right end; empty for fewer than two. */
  record: string;
  records: Mark[];
  fit: string;
  fitBand: string;
  labels: ScatterLabel[];
  xTicks: (TimeTick & { x: number })[];
  above: number;
  below: number;
};

export type ScatterSize = {
  width: number;
  height: number;
  /** Day numbers of the time axis' ends. */
  from: number;
  to: number;
  fit?: FitLine;
};

/** Room for what lies beyond the axis. */
const STRIP = 20;
const LABEL_HEIGHT = 16;
const NARROW = 620;

export function scatterGeometry(series: GainsSeries, size: ScatterSize): Scatter {
  const { width, height } = size;
  const { claims, kind } = series;
  const direct = width >= NARROW && series.quarters.some(({ told }) => told);
  const values = claims.flatMap(({ low, high, value }) => [Math.min(low, high), Math.max(low, high), value]);

  // The strip at the top is there only when something lies beyond; the axis' ends do not depend on pixels.
  const ends = axisEnds(values, kind);
  const above = claims.filter(({ value }) => beyond(ends, value) === 'above').length;
  const below = claims.filter(({ value }) => beyond(ends, value) === 'below').length;
  const best = series.records.kind === 'records' ? series.records.records.at(-1) : undefined;
  const recordText = best ? `record ${valueText(kind, best.value)}` : '';
  const margin = {
    top: 10 + (above > 0 ? STRIP : 0),
    right: direct ? Math.max(textWidth('fitted line', 13), textWidth(recordText, 13)) + 24 : 10,
    bottom: 24 + (below > 0 ? STRIP : 0),
    left: 0,
  };
  const axis = valueAxis(kind, ends, [height - margin.bottom, margin.top], 30);
  margin.left = Math.max(34, ...axis.ticks.map(({ label }) => textWidth(label, 12) + 12));

  const span = Math.max(1, size.to - size.from);
  const inner = width - margin.left - margin.right;
  const x = (day: number) =>
    margin.left + Math.max(0, Math.min(1, (day - size.from) / span)) * Math.max(0, inner);
  const y = (value: number) => {
    const beyond = axis.beyond(value);
    return axis.at(value) + (beyond === 'above' ? -STRIP * 0.6 : beyond === 'below' ? STRIP * 0.6 : 0);
  };
  const place = (claim: Claim): Mark => ({
    claim,
    x: x(claim.day),
    y: y(claim.value),
    y0: axis.at(claim.low),
    y1: axis.at(claim.high),
    beyond: axis.beyond(claim.value),
  });

  const quarters = series.quarters
    .filter(({ told }) => told)
    .map((quarter) => ({
      quarter,
      x0: x(Math.max(quarter.from, size.from)),
      x1: x(Math.min(quarter.to, size.to)),
      top: axis.at(quarter.q3),
      bottom: axis.at(quarter.q1),
      median: axis.at(quarter.median),
    }));
  const records =
    series.records.kind === 'records' ? series.records.records.map(({ claim }) => place(claim)) : [];
  const path = line<[number, number]>();
  const steps = records.flatMap((mark, i): [number, number][] => [
    [mark.x, mark.y],
    [records[i + 1]?.x ?? x(size.to), mark.y],
  ]);
  const fit = (size.fit ?? []).map((at) => [x(at.day), axis.at(at.value)] as [number, number]);
  const edge = (of: 'low' | 'high') =>
    (size.fit ?? []).map((at) => [x(at.day), axis.at(at[of] ?? at.value)] as [number, number]);
  const banded = (size.fit ?? []).every((at) => at.low !== undefined) && fit.length > 1;

  const end = x(size.to);
  const wanted: { id: ScatterLabel['id']; text: string; y: number }[] = [];
  if (direct) {
    const last = quarters.at(-1);
    if (last) wanted.push({ id: 'median', text: 'median', y: last.median });
    const top = records.at(-1);
    if (top && records.length > 1) {
      wanted.push({ id: 'record', text: recordText, y: top.y });
    }
    const to = fit.at(-1);
    if (to && fit.length > 1) wanted.push({ id: 'fit', text: 'fitted line', y: to[1] });
  }
  const placed = placeLabels(
    wanted.map(({ id, y }) => ({ id, y, height: LABEL_HEIGHT })),
    4,
    height - margin.bottom,
  );
  return {
    width,
    height,
    margin,
    axis,
    marks: claims.map(place),
    quarters,
    record: records.length > 1 ? (path(steps) ?? '') : '',
    records: records.length > 1 ? records : [],
    fit: fit.length > 1 ? (path(fit) ?? '') : '',
    fitBand: banded ? (path([...edge('high'), ...edge('low').reverse()]) ?? '') + 'Z' : '',
    labels: placed.flatMap(({ id, y }) => {
      const of = wanted.find((label) => label.id === id);
      return of ? [{ id: of.id, text: of.text, x: end + 8, y }] : [];
    }),
    xTicks: timeTicks(size.from, size.to, inner).map((tick) => ({ ...tick, x: x(tick.day) })),
    above,
    below,
  };
}

/** Finds the mark nearest to a pixel, within `reach` pixels; -1 for none. Built once a chart. */
export function nearestOf(
  points: readonly { x: number; y: number }[],
): (x: number, y: number, reach: number) => number {
  if (points.length === 0) return () => -1;
  const delaunay = Delaunay.from(
    points,
    (p) => p.x,
    (p) => p.y,
  );
  let last = 0;
  return (x, y, reach) => {
    last = delaunay.find(x, y, last);
    const found = points[last];
    return found && Math.hypot(found.x - x, found.y - y) <= reach ? last : -1;
  };
}

/** The other marks of the same paper: its other claims, and the same claim where it stands in several rows. */
export function kinOf<M extends Mark>(marks: readonly M[], at: number): M[] {
  const claim = marks[at]?.claim;
  if (!claim) return [];
  return marks.filter((mark, i) => i !== at && mark.claim.paper_id === claim.paper_id);
}

/**
 * Orders for the arrow keys: left and right go through time, up and down through values, so that every mark is
 * reached by either pair.
 */
export function walker(marks: readonly Mark[]): (from: number, key: string) => number | null {
  const by = (of: (mark: Mark) => number) => {
    const order = marks
      .map((mark, i) => ({ i, v: of(mark) }))
      .sort((a, b) => a.v - b.v || a.i - b.i)
      .map(({ i }) => i);
    const rank = new Int32Array(order.length);
    order.forEach((i, r) => (rank[i] = r));
    return { order, rank };
  };
  const time = by(({ claim }) => claim.day);
  const size = by(({ claim }) => claim.value);
  return (from, key) => {
    const move = (
      { order, rank }: { order: readonly number[]; rank: Int32Array },
      step: number,
    ): number | null => {
      if (order.length === 0) return null;
      if (from < 0 || from >= order.length) return order[step > 0 ? 0 : order.length - 1] ?? null;
      return order[Math.max(0, Math.min(order.length - 1, (rank[from] ?? 0) + step))] ?? null;
    };
    if (key === 'ArrowRight') return move(time, 1);
    if (key === 'ArrowLeft') return move(time, -1);
    if (key === 'ArrowUp') return move(size, 1);
    if (key === 'ArrowDown') return move(size, -1);
    if (key === 'Home') return time.order[0] ?? null;
    if (key === 'End') return time.order.at(-1) ?? null;
    return null;
  };
}
