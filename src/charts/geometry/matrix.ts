/** Baselines against columns: where each cell stands, how strong its colour is, and what fits into it. */
import type { Kind } from '../../views/gains-claim.ts';
import type { Matrix, MatrixCell } from '../../views/compare-matrix.ts';
import { fitText } from './compare.ts';
import { textWidth } from './labels.ts';
import { isMultiple, valueText } from './log-axis.ts';

export type PlacedCell = {
  cell: MatrixCell;
  x: number;
  y: number;
  /** Strength of the colour in [0, 1]; null where there are too few papers for a median. */
  level: number | null;
  /** The median, or why there is none; and the papers. */
  text: string;
  n: string;
};

export type MatrixGeometry = {
  width: number;
  height: number;
  left: number;
  top: number;
  cell: { width: number; height: number };
  rows: { lines: string[]; y: number }[];
  columns: { lines: string[]; x: number }[];
  cells: PlacedCell[];
  /** Columns that the width has no room for. */
  cut: number;
};

const FONT = 13;
const LEAST = 66;
const LINE = 16;
const LINES = 3;

/** A name in at most so many lines of a width, the last one cut. */
export function wrapped(text: string, width: number, most = LINES, size = FONT): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = `${kept[most - 1] ?? ''} ${lines[most] ?? ''}`;
  return kept.map((part) => fitText(part, width, size));
}

/** Strength by the median: on a log scale for multiples, by size otherwise. The least told is pale, never nothing. */
export function strengths(medians: readonly number[], kind: Kind): (median: number) => number {
  const of = (value: number) => (isMultiple(kind) ? Math.log(Math.max(value, 1e-9)) : value);
  const values = medians.map(of);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (median) => (high > low ? (of(median) - low) / (high - low) : 0.5);
}

export function matrixGeometry(matrix: Matrix, kind: Kind, width: number): MatrixGeometry {
  const longest = Math.max(0, ...matrix.rows.map(({ label }) => textWidth(label, FONT)));
  const left = Math.min(longest + 16, Math.max(132, width * 0.22));
  const fitting = Math.max(1, Math.floor((width - left) / LEAST));
  const columns = matrix.columns.slice(0, fitting);
  const wide = (width - left) / Math.max(1, columns.length);
  const names = columns.map(({ label }) => wrapped(label, wide - 2));
  const top = Math.max(1, ...names.map((lines) => lines.length)) * LINE + 8;
  const tall = 44;
  const medians = matrix.cells.flatMap(({ median }) => (median.kind === 'median' ? [median.median] : []));
  const strength = strengths(medians, kind);
  return {
    width,
    height: top + matrix.rows.length * tall + 4,
    left,
    top,
    cell: { width: wide, height: tall },
    rows: matrix.rows.map(({ label }, i) => ({
      lines: wrapped(label, left - 12, 2),
      y: top + i * tall,
    })),
    columns: names.map((lines, i) => ({ lines, x: left + i * wide })),
    cells: matrix.cells
      .filter(({ column }) => column < columns.length)
      .map((cell) => ({
        cell,
        x: left + cell.column * wide,
        y: top + cell.row * tall,
        level: cell.median.kind === 'median' ? strength(cell.median.median) : null,
        text: cell.median.kind === 'median' ? valueText(kind, cell.median.median) : '',
        n: `n ${cell.papers}`,
      })),
    cut: matrix.columns.length - columns.length,
  };
}

/** The cell at a pixel; -1 for none. */
export const hitMatrix = (
  { cells, cell }: { cells: readonly { x: number; y: number }[]; cell: MatrixGeometry['cell'] },
  x: number,
  y: number,
): number =>
  cells.findIndex((one) => x >= one.x && x < one.x + cell.width && y >= one.y && y < one.y + cell.height);

/** Arrow keys go to the next filled cell that way; from nowhere to the first. Null: no key of ours. */
export function stepMatrix(
  { cells }: { cells: readonly { cell: { row: number; column: number } }[] },
  from: number,
  key: string,
): number | null {
  const moves: Record<string, [number, number]> = {
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
  };
  const move = moves[key];
  if (!move || cells.length === 0) return null;
  const at = cells[from]?.cell;
  if (!at) return 0;
  const [down, right] = move;
  // Along the line of the key first; then the nearest beyond.
  const ahead = cells.flatMap(({ cell }, i) => {
    const along = down !== 0 ? (cell.row - at.row) * down : (cell.column - at.column) * right;
    const aside = down !== 0 ? Math.abs(cell.column - at.column) : Math.abs(cell.row - at.row);
    return along > 0 ? [{ i, far: down !== 0 ? along + aside * 0.1 : along + aside * 100 }] : [];
  });
  return ahead.length === 0 ? from : ahead.reduce((a, b) => (b.far < a.far ? b : a)).i;
}
