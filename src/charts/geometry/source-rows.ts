/** Sources below each other on one time axis: bars of papers, or a median with its middle half. */
import { area, line, scaleLinear, scaleSymlog } from 'd3';
import type { SourceCell, SourceRow } from '../../views/coverage.ts';
import { timeTicks, type TimeTick } from './timeaxis.ts';

export type SourceMark = 'bars' | 'band';
export type PlacedCell = { x: number; width: number; y: number; height: number; cell: SourceCell };
export type PlacedRow = {
  id: string;
  /** Top of the row's name, and of its plot. */
  top: number;
  base: number;
  cells: PlacedCell[];
  path: string;
  band: string;
  gaps: { x: number; width: number; weeks: number }[];
  yTicks: { y: number; value: number }[];
};
export type SourceRowsGeometry = {
  width: number;
  height: number;
  left: number;
  rows: PlacedRow[];
  xTicks: (TimeTick & { x: number })[];
};

const NAME = 30;
const PLOT = 56;
const GAP = 14;
const AXIS = 24;
const LEFT = 40;
/** Least distance of two tick labels. */
const TICK = 16;
const DAYS = [0, 10, 30, 100, 300, 1000, 3000];

export const sourceRowsHeight = (rows: number): number => rows * (NAME + PLOT + GAP) + AXIS;

/**
 * Bars have a scale of their own in each row: one source that lists a whole page in a day would flatten all others to
 * nothing. Lags share one scale, which is what they are compared on.
 */
export function sourceRowsGeometry(
  rows: readonly SourceRow[],
  { width, mark, from, to }: { width: number; mark: SourceMark; from: number; to: number },
): SourceRowsGeometry {
  const x = scaleLinear([from, to + 1], [LEFT, width - 4]);
  const shared = Math.max(
    1,
    ...rows.flatMap(({ cells }) => cells.map(({ value, high }) => high ?? value ?? 0)),
  );
  const height = sourceRowsHeight(rows.length);
  return {
    width,
    height,
    left: LEFT,
    rows: rows.map(({ id, cells, gaps }, i): PlacedRow => {
      const head = i * (NAME + PLOT + GAP);
      const base = head + NAME + PLOT;
      const inside = cells.filter((cell) => cell.to >= from && cell.from <= to);
      const top = mark === 'bars' ? Math.max(1, ...cells.map(({ value }) => value ?? 0)) : shared;
      // Lags run from days to years: half of the height is for the first weeks.
      const y =
        mark === 'bars'
          ? scaleLinear([0, top], [PLOT, 0]).nice(2)
          : scaleSymlog([0, top], [PLOT, 0]).constant(8);
      const ticks = mark === 'bars' ? apart(y.ticks(2), y) : DAYS.filter((day) => day <= top);
      const at = (value: number) => head + NAME + y(value);
      const middle = (cell: SourceCell) => x((cell.from + cell.to + 1) / 2);
      return {
        id,
        top: head,
        base,
        cells: inside.map((cell) => {
          const [a, b] = [x(Math.max(from, cell.from)), x(Math.min(to, cell.to) + 1)];
          const value = at(cell.value ?? 0);
          return { x: a, width: Math.max(0.5, b - a), y: value, height: base - value, cell };
        }),
        path:
          mark === 'band'
            ? (line<SourceCell>()
                .defined(({ value }) => value !== null)
                .x(middle)
                .y(({ value }) => at(value ?? 0))(inside) ?? '')
            : '',
        band:
          mark === 'band'
            ? (area<SourceCell>()
                .defined(({ low }) => low !== null)
                .x(middle)
                .y0(({ low }) => at(low ?? 0))
                .y1(({ high }) => at(high ?? 0))(inside) ?? '')
            : '',
        gaps: gaps
          .filter((gap) => gap.to >= from && gap.from <= to)
          .map((gap) => ({
            x: x(Math.max(from, gap.from)),
            width: Math.max(2, x(Math.min(to, gap.to) + 1) - x(Math.max(from, gap.from))),
            weeks: gap.weeks,
          })),
        yTicks: ticks.map((value) => ({ y: at(value), value })),
      };
    }),
    xTicks: timeTicks(from, to, width - LEFT - 4).map((tick) => ({ ...tick, x: x(tick.day) })),
  };
}

/** Whole papers only, and the least and greatest where a third would touch them. */
function apart(ticks: readonly number[], y: (value: number) => number): number[] {
  const whole = ticks.filter(Number.isInteger);
  const [first = 0, last = 0] = [whole[0], whole.at(-1)];
  return whole.filter(
    (value) =>
      value === first || value === last || (y(first) - y(value) >= TICK && y(value) - y(last) >= TICK),
  );
}

export type RowHit = { row: number; cell: number };

/** The cell below the pointer, or the nearest of its row. */
export function hitRows(geometry: SourceRowsGeometry, px: number, py: number): RowHit | null {
  const row = Math.floor(py / (NAME + PLOT + GAP));
  const cells = geometry.rows[row]?.cells ?? [];
  if (cells.length === 0) return null;
  const far = ({ x, width }: PlacedCell) => Math.max(0, x - px, px - x - width);
  const cell = cells.reduce((best, one, i) => (far(one) < far(cells[best] ?? one) ? i : best), 0);
  return { row, cell };
}

/** The cell that an arrow key leads to; a row without cells is passed over. */
export function stepRows(geometry: SourceRowsGeometry, at: RowHit | null, key: string): RowHit | null {
  const filled = geometry.rows.flatMap(({ cells }, row) => (cells.length > 0 ? [row] : []));
  const first = filled[0];
  if (
    first === undefined ||
    !['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
  )
    return null;
  const last = (row: number) => (geometry.rows[row]?.cells.length ?? 1) - 1;
  if (!at) return { row: first, cell: last(first) };
  if (key === 'Home') return { ...at, cell: 0 };
  if (key === 'End') return { ...at, cell: last(at.row) };
  if (key === 'ArrowLeft') return { ...at, cell: Math.max(0, at.cell - 1) };
  if (key === 'ArrowRight') return { ...at, cell: Math.min(last(at.row), at.cell + 1) };
  const row = filled[filled.indexOf(at.row) + (key === 'ArrowUp' ? -1 : 1)] ?? at.row;
  const now = geometry.rows[at.row]?.cells[at.cell];
  return now ? (hitRows(geometry, now.x + now.width / 2, row * (NAME + PLOT + GAP) + NAME) ?? at) : at;
}
