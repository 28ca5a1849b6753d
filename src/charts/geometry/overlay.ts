/** Densities of several groups over one another, each with its name at its peak. */
import { line } from 'd3';
import type { Group } from '../../views/compare-groups.ts';
import type { GroupDensity } from '../../views/compare-density.ts';
import type { Kind } from '../../views/gains-claim.ts';
import { textWidth } from './labels.ts';
import { axisEnds, valueAxis, type ValueAxis } from './log-axis.ts';

export type OverlayCurve = {
  group: Group;
  order: number;
  path: string;
  points: { x: number; y: number }[];
  peak: { x: number; y: number };
  label: { text: string; x: number; y: number };
  /** Where the group's median stands, at the foot. */
  median: number | null;
};

export type OverlayGeometry = {
  width: number;
  height: number;
  top: number;
  bottom: number;
  axis: ValueAxis;
  curves: OverlayCurve[];
  /** Groups without enough papers for a curve. */
  without: Group[];
};

const FONT = 13;
const LINE = 17;
const TOP = 44;
const BOTTOM = 30;

export function overlayGeometry(
  groups: readonly Group[],
  densities: readonly GroupDensity[],
  kind: Kind,
  { width, height }: { width: number; height: number },
): OverlayGeometry {
  const known = new Map(
    densities.flatMap(({ key, density }) => (density.kind === 'density' ? [[key, density.points]] : [])),
  );
  const told = groups.filter(({ key }) => known.has(key));
  const values = told.flatMap(({ claims }) => claims.map(({ value }) => value));
  const axis = valueAxis(kind, axisEnds(values, kind), [18, width - 26], width < 620 ? 44 : 56);
  const bottom = height - BOTTOM;
  const most = Math.max(1e-9, ...told.flatMap(({ key }) => (known.get(key) ?? []).map((p) => p.density)));
  const y = (density: number) => bottom - (density / most) * (bottom - TOP);
  const path = line<{ x: number; y: number }>(
    (p) => p.x,
    (p) => p.y,
  );
  const placed: { x0: number; x1: number; y: number }[] = [];
  const curves = told
    .map((group, order) => {
      const points = (known.get(group.key) ?? [])
        .filter(({ x }) => axis.beyond(x) === null)
        .map((p) => ({ x: axis.at(p.x), y: y(p.density) }));
      const peak = points.reduce((a, b) => (b.y < a.y ? b : a), { x: 0, y: bottom });
      return { group, order, points, peak, path: path(points) ?? '' };
    })
    .sort((a, b) => a.peak.y - b.peak.y)
    .map((curve): OverlayCurve => {
      const text = `${curve.group.label} (${curve.group.papers})`;
      const half = textWidth(text, FONT) / 2;
      const x = Math.max(half, Math.min(width - half, curve.peak.x));
      // Downwards from its peak until no other name is in the way.
      let at = curve.peak.y - 8;
      const taken = (to: number) =>
        placed.some((p) => x - half < p.x1 && x + half > p.x0 && Math.abs(p.y - to) < LINE);
      while (taken(at) && at < bottom - LINE) at += LINE / 2;
      placed.push({ x0: x - half, x1: x + half, y: at });
      const { median } = curve.group;
      return {
        ...curve,
        label: { text, x, y: at },
        median: median.kind === 'median' ? axis.at(median.median) : null,
      };
    })
    .sort((a, b) => a.order - b.order);
  return {
    width,
    height,
    top: TOP,
    bottom,
    axis,
    curves,
    without: groups.filter(({ key }) => !known.has(key)),
  };
}

/** The curve nearest to a pixel by its height there; -1 where all are farther than `reach`. */
export function hitOverlay({ curves }: OverlayGeometry, x: number, y: number, reach: number): number {
  let best = -1;
  let near = reach;
  curves.forEach(({ points }, i) => {
    const next = points.findIndex((p) => p.x >= x);
    const [a, b] = [points[next - 1], points[next]];
    if (!a || !b) return;
    const at = a.y + ((b.y - a.y) * (x - a.x)) / Math.max(1e-9, b.x - a.x);
    if (Math.abs(at - y) < near) [best, near] = [i, Math.abs(at - y)];
  });
  return best;
}
