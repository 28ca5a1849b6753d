/** A quick chart and a size → marks, ticks and labels. */
import { extent, max } from 'd3-array';
import type { QuickChart } from '../../views/quick-chart.ts';
import { compact, date, number } from './format.ts';
import { placeLabels, textWidth } from './labels.ts';
import { linear } from './linear.ts';
import { timeTicks } from './timeaxis.ts';

type Tick = { at: number; text: string };
export type QuickGeometry = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  xTicks: Tick[];
  yTicks: Tick[];
  /** By series; a line's path is empty for a single point. */
  lines: { name: string; path: string; end: { x: number; y: number } }[];
  points: { x: number; y: number; series: number; title: string }[];
  bars: { x: number; y: number; width: number; height: number; label: string; text: string }[];
};

const MARGIN = { top: 12, right: 16, bottom: 30, left: 56 };
export const BAR_HEIGHT = 22;

/** Height that a chart asks for: bars lie under each other. */
export const quickHeight = ({ kind, series }: QuickChart): number =>
  kind === 'bar' ? (series[0]?.points.length ?? 0) * BAR_HEIGHT + 24 : 320;

const told = (value: number) => (Math.abs(value) >= 10_000 ? compact(value) : number(value, 3));
const place = (value: number, dated: boolean) => (dated ? date(Math.floor(value)) : String(value));

export function quickGeometry(chart: QuickChart, width: number, height: number): QuickGeometry {
  return chart.kind === 'bar' ? barGeometry(chart, width) : plotGeometry(chart, width, height);
}

function barGeometry(chart: QuickChart, width: number): QuickGeometry {
  const points = chart.series[0]?.points ?? [];
  const names = Math.min(width * 0.4, 20 + (max(points, ({ label }) => textWidth(label, 13)) ?? 0));
  const [low = 0, high = 0] = extent([0, ...points.map(({ y }) => y)]);
  const x = linear([low, high || 1], [names, width - 60]);
  return {
    left: names,
    right: width - 60,
    top: 4,
    bottom: 4 + points.length * BAR_HEIGHT,
    xTicks: [],
    yTicks: [],
    lines: [],
    points: [],
    bars: points.map(({ y, label }, i) => ({
      x: Math.min(x(0), x(y)),
      y: 4 + i * BAR_HEIGHT,
      width: Math.max(1, Math.abs(x(y) - x(0))),
      height: BAR_HEIGHT - 5,
      label: shortened(label, names - 12),
      text: told(y),
    })),
  };
}

function shortened(text: string, width: number): string {
  if (textWidth(text, 13) <= width) return text;
  let end = text.length;
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, 13) > width) end--;
  return `${text.slice(0, end)}…`;
}

function plotGeometry(chart: QuickChart, width: number, height: number): QuickGeometry {
  const all = chart.series.flatMap(({ points }) => points);
  const several = chart.kind === 'line' && chart.series.length > 1;
  const widest = max(chart.series, ({ name }) => textWidth(name, 13, 'bold')) ?? 0;
  const right = width - (several ? Math.min(width * 0.3, widest + 16) : MARGIN.right);
  const [top, bottom] = [MARGIN.top, height - MARGIN.bottom];
  const [x0 = 0, x1 = 1] = extent(all, (p) => p.x);
  const [y0 = 0, y1 = 1] = extent(all, (p) => p.y);
  // Lines of what cannot be negative stand on zero; a scatter shows its own range.
  const low = chart.kind === 'line' ? Math.min(0, y0) : y0;
  const room = (y1 - low || 1) * 0.05;
  const x = linear([x0, x1 === x0 ? x0 + 1 : x1], [MARGIN.left, right]);
  const y = linear([low, y1 + room], [bottom, top]);
  const lines = chart.series.map(({ name, points }) => {
    const end = points.at(-1);
    return {
      name: shortened(name, width - right - 8),
      path: points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.x).toFixed(1)},${y(p.y).toFixed(1)}`).join(''),
      end: { x: end ? x(end.x) : right, y: end ? y(end.y) : bottom },
    };
  });
  const spread = several
    ? placeLabels(
        lines.map(({ end }, i) => ({ id: String(i), y: end.y, height: 15 })),
        top,
        bottom,
      )
    : [];
  const labelAt = new Map(spread.map((label) => [label.id, label.y]));
  return {
    left: MARGIN.left,
    right,
    top,
    bottom,
    xTicks: chart.dated
      ? timeTicks(x0, x1, right - MARGIN.left).map(({ day, label }) => ({ at: x(day), text: label }))
      : x
          .ticks(Math.max(2, Math.floor((right - MARGIN.left) / 90)))
          .map((value) => ({ at: x(value), text: plain(value) })),
    yTicks: y.ticks(5).map((value) => ({ at: y(value), text: told(value) })),
    lines:
      chart.kind === 'line'
        ? lines.map((line, i) => ({ ...line, end: { x: right, y: labelAt.get(String(i)) ?? line.end.y } }))
        : [],
    points: chart.series.flatMap(({ points, name }, series) =>
      points.map((p) => ({
        x: x(p.x),
        y: y(p.y),
        series,
        title: `${p.label && p.label !== name ? `${p.label}: ` : ''}${chart.x} ${place(p.x, chart.dated)}, ${name} ${told(p.y)}`,
      })),
    ),
    bars: [],
  };
}

/** A year is no figure in the thousands. */
const plain = (value: number) =>
  Number.isInteger(value) && Math.abs(value) < 10_000 ? String(value) : told(value);
