/** Topics against each other: the lower half of a square, each column's name above its first cell. */
import type { PairCell } from '../../views/together.ts';
import { fitText } from './compare.ts';
import { count as whole, factor } from './format.ts';
import { textWidth } from './labels.ts';
import { wrapped } from './matrix.ts';

export type LiftCell = {
  cell: PairCell;
  x: number;
  y: number;
  /** Strength of the colour in [0, 1]; 0 where the lift cannot be told from 1. */
  level: number;
  text: string;
};

export type LiftGeometry = {
  width: number;
  height: number;
  cell: { width: number; height: number };
  /** Where the names of rows end. */
  left: number;
  rows: { lines: string[]; y: number }[];
  /** `lines` end above `y`; upright names run upwards from it. */
  columns: { lines: string[]; x: number; y: number }[];
  upright: boolean;
  /** Figures are small and without their sign. */
  bare: boolean;
  cells: LiftCell[];
};

const FONT = 13;
/** Names of columns. */
const HEAD = 12;
export const HEAD_LINE = 14;
const GAP = 8;
const WIDEST = 104;
/** Below it names of columns stand upright. */
const NARROW = 56;
/** A name may reach a little over its cell: its neighbour begins lower. */
const OVER = 8;
/** Below it figures lose their sign and their decimals. */
const BARE = 44;
/** Longest upright name, in pixels. */
const UPRIGHT = 130;
/** A lift of 8 and more, or of an eighth and less, has the strongest colour. */
const OCTAVES = 3;

/** How far it surely is from no link: the near end of its interval, in doublings, over the strongest. */
export const liftLevel = ({ lift, sure }: PairCell): number =>
  sure === 0
    ? 0
    : Math.min(1, Math.abs(Math.log2(Math.max(sure > 0 ? lift.low : lift.high, 1e-6))) / OCTAVES);

/** In a narrow cell. */
const bare = (lift: number): string => (lift >= 10 ? whole(lift) : factor(lift).replace('×', ''));

/** `labels` are the topics in the order of the cells' places. */
export function liftMatrix(
  labels: readonly string[],
  cells: readonly PairCell[],
  width: number,
): LiftGeometry {
  const count = Math.max(1, labels.length - 1);
  const longest = Math.max(0, ...labels.slice(1).map((label) => textWidth(label, FONT)));
  // Names of rows take two lines where that leaves the cells room.
  const left = Math.min(Math.ceil(longest) + 14, Math.max(112, Math.floor(width * 0.2)));
  const wide = Math.min(WIDEST, (width - left) / count);
  const words = labels.slice(0, count).flatMap((label) => label.split(/\s+/));
  const upright = wide < NARROW || words.some((word) => textWidth(word, HEAD) > wide + OVER);
  const tall = upright ? 36 : 40;
  const names = labels
    .slice(0, count)
    .map((label) =>
      upright ? [fitText(label, UPRIGHT, FONT)] : wrapped(label, wide + OVER, undefined, HEAD),
    );
  const needs = names.map(
    (lines) => (upright ? textWidth(lines[0] ?? '', FONT) : lines.length * HEAD_LINE) + GAP,
  );
  // A later name begins lower, so that the first ones need most room.
  const top = Math.ceil(Math.max(0, ...needs.map((need, i) => need - i * tall)));
  const yOf = (row: number) => top + (row - 1) * tall;
  return {
    width,
    height: top + count * tall + 2,
    cell: { width: wide, height: tall },
    left,
    rows: labels.slice(1).map((label, i) => ({ lines: wrapped(label, left - 10, 2), y: yOf(i + 1) })),
    columns: names.map((lines, i) => ({ lines, x: left + i * wide, y: yOf(i + 1) })),
    upright,
    bare: wide < BARE,
    cells: cells.map((cell) => ({
      cell,
      x: left + cell.column * wide,
      y: yOf(cell.row),
      level: liftLevel(cell),
      text: wide < BARE ? bare(cell.lift.lift) : factor(cell.lift.lift),
    })),
  };
}

/** The topic whose name stands at a pixel, as its place; -1 for none. */
export function hitName({ left, rows, columns, cell }: LiftGeometry, x: number, y: number): number {
  const row = rows.findIndex((one) => x < left && y >= one.y && y < one.y + cell.height);
  if (row >= 0) return row + 1;
  return columns.findIndex((one) => x >= one.x && x < one.x + cell.width && y < one.y && x >= left);
}
