/** Distributions of groups, one row each, on one shared axis: a swarm of claims, a box or a density, and the median. */
import { area } from 'd3';
import type { GroupDensity } from '../../views/compare-density.ts';
import type { Group } from '../../views/compare-groups.ts';
import type { Kind } from '../../views/gains-claim.ts';
import { beeswarm } from './beeswarm.ts';
import { plural } from './format.ts';
import { textWidth } from './labels.ts';
import { axisEnds, beyond, rangeText, valueAxis, valueText, type ValueAxis } from './log-axis.ts';
import type { Mark } from './scatter.ts';

export const ROW_SHAPES = ['swarm', 'box', 'density'] as const;
export type RowShape = (typeof ROW_SHAPES)[number];

export type CompareRowShape = {
  group: Group;
  /** Top of the row, middle of its swarm, middle of the box below it. */
  top: number;
  y: number;
  box: number;
  height: number;
  label: { text: string; x: number; y: number };
  n: { text: string; x: number; y: number };
  /** The median in words; where there is none, why. */
  told: { text: string; x: number; y: number; bold: boolean; end: boolean };
  half: { x0: number; x1: number; y: number; height: number } | null;
  /** From the lowest to the highest tenth, for a box. */
  tenths: { x0: number; x1: number } | null;
  /** An area over the row's own line; empty for other shapes and where there are too few papers. */
  density: string;
  median: { x: number; x0: number; x1: number } | null;
};

export type CompareGeometry = {
  width: number;
  height: number;
  /** Ends of the plot. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  axis: ValueAxis;
  rows: CompareRowShape[];
  marks: (Mark & { row: number })[];
  radius: number;
  above: number;
};

/** A size at which estimated widths hold for the bold 13 px of the labels. */
const BOLD = 15;
const STRIP = 26;
const AXIS = 26;
const NARROW = 720;
/** Room for the box below the swarm: points never hide it, nor it them. */
const BOX = 16;

/** A text cut to a width, with an ellipsis. */
export function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const most = Math.max(1, Math.floor(width / (size * 0.54)) - 1);
  return `${text.slice(0, most).trimEnd()}…`;
}

const toldOf = ({ median, ranged }: Group, kind: Kind): string =>
  median.kind === 'median'
    ? `${valueText(kind, median.median)} (${ranged ? 'range ' : ''}${rangeText(kind, median.low, median.high)})`
    : 'too few for a median';

const isNarrow = (width: number) => width < NARROW;
const densestOf = (groups: readonly Group[]): number =>
  groups.reduce((most, { claims }) => Math.max(most, claims.length), 0);

/** Few rows of many claims are taller, so that a year of hundreds is a shape and not a bar. */
function rowHeight(groups: readonly Group[], width: number, shape: RowShape): number {
  const least = isNarrow(width) ? 92 : 60;
  if (shape === 'box') return isNarrow(width) ? 72 : 44;
  if (shape === 'density') return least + 16;
  if (densestOf(groups) < 100) return least;
  return Math.max(least, Math.min(2 * least + 20, Math.floor(440 / groups.length)));
}

/** The height that the rows take; it is known before anything is drawn. */
export const compareHeight = (groups: readonly Group[], width: number, shape: RowShape = 'swarm'): number =>
  AXIS * 2 + groups.length * rowHeight(groups, width, shape) + (isNarrow(width) ? 4 : 0);

/** `densities` are those of the groups, for that shape. A group too small for its shape is drawn as its claims. */
export function compareGeometry(
  groups: readonly Group[],
  kind: Kind,
  width: number,
  shape: RowShape = 'swarm',
  densities: readonly GroupDensity[] = [],
): CompareGeometry {
  const narrow = isNarrow(width);
  const tall = rowHeight(groups, width, shape);
  const curves = new Map(
    densities.flatMap(({ key, density }) => (density.kind === 'density' ? [[key, density.points]] : [])),
  );
  const densest = Math.max(0, ...[...curves.values()].flatMap((points) => points.map((p) => p.density)));
  const labelWidth = narrow ? 0 : Math.min(280, Math.max(170, width * 0.2));
  const told = groups.map((group) => toldOf(group, kind));
  const toldWidth = narrow ? 0 : Math.max(110, ...told.map((text) => textWidth(text, BOLD)));
  const values = groups.flatMap(({ claims }) => claims.flatMap(({ low, high, value }) => [low, high, value]));
  const ends = axisEnds(values, kind);
  const above = new Set(
    groups.flatMap(({ claims }) =>
      claims.filter((claim) => beyond(ends, claim.value) === 'above').map(({ metric_id }) => metric_id),
    ),
  ).size;
  const left = narrow ? 12 : labelWidth + 12;
  const right = width - toldWidth - 12 - (above > 0 ? STRIP : 0);
  const axis = valueAxis(kind, ends, [left, Math.max(left + 20, right)], narrow ? 44 : 56);
  const radius = narrow ? 2.6 : 3.2;
  const labelHeight = narrow ? 34 : 0;
  const swarmHalf = (tall - labelHeight - BOX) / 2 - 3;

  const marks: CompareGeometry['marks'] = [];
  const rows = groups.map((group, i): CompareRowShape => {
    const top = AXIS + i * tall;
    const y = top + labelHeight + (tall - labelHeight - BOX) / 2;
    const middle = top + tall / 2;
    const xs = group.claims.map(({ value }) => {
      const beyond = axis.beyond(value);
      return axis.at(value) + (beyond === 'above' ? STRIP * 0.6 : beyond === 'below' ? -6 : 0);
    });
    const r = radius * (xs.length > 2000 ? 0.55 : xs.length > 300 ? 0.75 : 1);
    const offsets = beeswarm(xs, r, swarmHalf);
    const curve = curves.get(group.key);
    const drawn = shape === 'swarm' || (shape === 'box' ? group.half === null : curve === undefined);
    const box = shape === 'box' && group.half !== null ? y + 4 : top + tall - BOX / 2 - 3;
    const thick = shape === 'box' ? 18 : 10;
    (drawn ? group.claims : []).forEach((claim, j) => {
      const at = y + (offsets[j] ?? 0);
      marks.push({
        claim,
        x: xs[j] ?? 0,
        y: at,
        y0: at,
        y1: at,
        beyond: axis.beyond(claim.value),
        row: i,
        r,
      });
    });
    const { median, half } = group;
    const toldText = told[i] ?? '';
    const n = plural(group.papers, 'paper');
    const nText = group.claims.length === group.papers ? n : `${plural(group.claims.length, 'claim')}, ${n}`;
    const room = width - textWidth(toldText, BOLD) - 14;
    // A long name has the first line for itself where its median fits beside the counts.
    const below = narrow && textWidth(group.label, BOLD) > room && textWidth(nText, 12) <= room;
    const free = narrow ? (below ? width : room) : labelWidth;
    return {
      group,
      top,
      y,
      box,
      height: tall,
      label: { text: fitText(group.label, free, BOLD), x: 0, y: narrow ? top + 15 : middle - 4 },
      n: { text: nText, x: 0, y: narrow ? top + 30 : middle + 13 },
      told: {
        text: toldText,
        x: narrow ? width : right + (above > 0 ? STRIP : 0) + 14,
        y: narrow ? top + (below ? 30 : 15) : middle + 4,
        end: narrow,
        bold: median.kind === 'median',
      },
      half: half && {
        x0: axis.at(half.low),
        x1: axis.at(half.high),
        y: box - thick / 2,
        height: thick,
      },
      tenths:
        shape === 'box' && group.tenths
          ? { x0: axis.at(group.tenths.low), x1: axis.at(group.tenths.high) }
          : null,
      density:
        shape === 'density' && curve
          ? densityPath(curve, axis, box - 8, tall - labelHeight - BOX - 12, densest)
          : '',
      median:
        median.kind === 'median'
          ? { x: axis.at(median.median), x0: axis.at(median.low), x1: axis.at(median.high) }
          : null,
    };
  });
  const bottom = AXIS + rows.length * tall;
  return { width, height: bottom + AXIS, left, right, top: AXIS, bottom, axis, rows, marks, radius, above };
}

/** The area under a density, `height` at `densest`; what lies beyond the axis is cut off, not pressed to its end. */
function densityPath(
  points: readonly { x: number; density: number }[],
  axis: ValueAxis,
  bottom: number,
  height: number,
  densest: number,
): string {
  const shape = area<{ x: number; density: number }>()
    .x(({ x }) => axis.at(x))
    .y0(bottom)
    .y1(({ density }) => bottom - (densest > 0 ? (density / densest) * height : 0));
  return shape(points.filter(({ x }) => axis.beyond(x) === null)) ?? '';
}

/** Arrow keys: left and right through a row by value, up and down to the nearest value of the next row. */
export function rowWalker(
  marks: CompareGeometry['marks'],
  rows: number,
): (from: number, key: string) => number | null {
  const byRow: number[][] = Array.from({ length: rows }, () => []);
  marks.forEach((mark, i) => byRow[mark.row]?.push(i));
  const x = (i: number) => marks[i]?.x ?? 0;
  for (const row of byRow) row.sort((a, b) => x(a) - x(b) || (marks[a]?.y ?? 0) - (marks[b]?.y ?? 0));
  return (from, key) => {
    const mark = marks[from];
    if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)) return null;
    if (!mark) return byRow[0]?.[0] ?? null;
    const row = byRow[mark.row] ?? [];
    const place = row.indexOf(from);
    if (key === 'ArrowRight') return row[Math.min(row.length - 1, place + 1)] ?? null;
    if (key === 'ArrowLeft') return row[Math.max(0, place - 1)] ?? null;
    if (key === 'Home') return row[0] ?? null;
    if (key === 'End') return row.at(-1) ?? null;
    const next = byRow[mark.row + (key === 'ArrowDown' ? 1 : -1)];
    if (!next || next.length === 0) return from;
    return next.reduce((a, b) => (Math.abs(x(b) - mark.x) < Math.abs(x(a) - mark.x) ? b : a));
  };
}
