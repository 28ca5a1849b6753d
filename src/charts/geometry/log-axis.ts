/**
 * Axes of reported gains. Factors stand on a log axis: twice as fast and half as fast are as far from 1x. Points and
 * percent stand on a symmetric log axis (Webber 2013): logarithmic far from zero, linear near it, so that prices
 * below zero have a place. Pairs before and after are linear as far as 100 and logarithmic beyond.
 */
import { scaleLog, scaleSymlog } from 'd3';
import type { Kind } from '../../views/gains-claim.ts';
import { factor, minus, number } from './format.ts';

export type AxisTick = { value: number; at: number; label: string; major: boolean };

export type AxisEnds = { low: number; high: number };

export type ValueAxis = {
  kind: Kind;
  /** Pixels of a value, held within the axis. */
  at: (value: number) => number;
  /** Value at a pixel. */
  invert: (pixel: number) => number;
  low: number;
  high: number;
  /** Where a value is too far out to be drawn in place: it stands at the axis' end. */
  beyond: (value: number) => 'above' | 'below' | null;
  /** No change: 1x, or 0. Pairs have none. */
  zero: number | null;
  ticks: AxisTick[];
};

export const isMultiple = (kind: Kind): boolean => kind === 'factor' || kind === 'ratio';

const signed = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3, signDisplay: 'exceptZero' });

/** A value of the axis in words: 3.5×, +12%, −0.4, 71.2. */
export function valueText(kind: Kind, value: number): string {
  if (isMultiple(kind)) return factor(value);
  if (kind === 'percent') return `${minus(signed.format(value))}%`;
  if (kind === 'points') return minus(signed.format(value));
  return number(value, 2);
}

/** Two ends in few characters: 3–4.4×, +2% to +5%. */
export function rangeText(kind: Kind, low: number, high: number): string {
  if (isMultiple(kind)) return `${valueText(kind, low).replace('×', '')}–${valueText(kind, high)}`;
  return `${valueText(kind, low)} to ${valueText(kind, high)}`;
}

const NICE = [1, 2, 5] as const;

/** The nearest 1, 2 or 5 times a power of ten at or above a positive value. */
export function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (NICE.find((m) => m * power >= value * 0.999_999) ?? 10);
}
export const niceBelow = (value: number): number => 1 / niceAbove(1 / value);

/** Where a value lies that the axis does not reach. */
export const beyond = ({ low, high }: AxisEnds, value: number): 'above' | 'below' | null =>
  value > high ? 'above' : value < low ? 'below' : null;

const FAR = 4;

/**
 * The ends of the axis. A lone claim (or the outermost hundredth) that lies 4 times beyond all others would press
 * them into a corner; such values are pinned at the end instead (`beyond` says so), never dropped.
 */
export function axisEnds(values: readonly number[], kind: Kind): AxisEnds {
  const sorted = Float64Array.from(values).sort();
  const [least = 1, most = 1] = [sorted[0], sorted.at(-1)];
  // A claim brings three values (its ends and its place); few claims are all shown in place.
  // Pairs are on any metric's scale, mostly 0 to 100: more of them lie far out.
  const aside =
    sorted.length < 24 ? 0 : Math.max(3, Math.floor(sorted.length / (kind === 'from_to' ? 20 : 100)));
  const inner = sorted[sorted.length - 1 - aside] ?? most;
  const outer = sorted[aside] ?? least;
  if (isMultiple(kind)) {
    const top = Math.max(niceAbove(inner * 1.3), 2);
    const bottom = Math.min(niceBelow(outer / 1.05), 1);
    return {
      low: least < bottom / FAR ? bottom : Math.min(0.92, least / 1.15),
      high: most > top * FAR ? top : Math.max(2.2, most * 1.15),
    };
  }
  const [top, bottom] = [niceAbove(Math.max(inner * 1.3, 2)), -niceAbove(Math.max(-outer * 1.3, 5))];
  const floor = kind === 'from_to' ? 0 : -0.35;
  return {
    low: least < bottom * FAR ? bottom : Math.min(floor, least * 1.15),
    high: most > top * FAR ? top : Math.max(2, most * 1.1),
  };
}

/** `spacing` is the least distance of two tick labels. The range may run either way. */
export function valueAxis(kind: Kind, ends: AxisEnds, range: [number, number], spacing: number): ValueAxis {
  const { low, high } = ends;
  const scale = isMultiple(kind)
    ? scaleLog([low, high], range)
    : scaleSymlog([low, high], range).constant(kind === 'from_to' ? 100 : 1);
  scale.clamp(true);
  const at = (value: number) => scale(value);
  const wanted = isMultiple(kind)
    ? multiples(low, high, at, spacing)
    : amounts(low, high, at, spacing, kind === 'from_to' ? LEVELS : STEPS);
  return {
    kind,
    at,
    invert: (pixel) => scale.invert(pixel),
    low,
    high,
    beyond: (value) => beyond(ends, value),
    zero: isMultiple(kind) ? 1 : kind === 'from_to' ? null : 0,
    ticks: wanted.map((value) => ({
      value,
      at: at(value),
      label: valueText(kind, value),
      major: isMultiple(kind) ? Math.log10(value) % 1 === 0 : value === 0,
    })),
  };
}

const SETS = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]] as const;

/** The densest of the usual sets of multiples whose labels do not touch; else every second, third … power of ten. */
function multiples(low: number, high: number, at: (v: number) => number, spacing: number): number[] {
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i);
  const within = (values: number[]) => values.filter((v) => v >= low && v <= high);
  const apart = (values: number[]) =>
    values.every((v, i) => i === 0 || Math.abs(at(v) - at(values[i - 1] ?? v)) >= spacing);
  for (const set of SETS) {
    const values = within(
      powers.flatMap((power) => set.map((m) => (power < 0 ? m / 10 ** -power : m * 10 ** power))),
    );
    if (apart(values)) return values;
  }
  for (let every = 2; every < 40; every++) {
    const values = within(powers.filter((p) => p % every === 0).map((p) => 10 ** p));
    if (apart(values)) return values;
  }
  return [1];
}

const decades = (ms: readonly number[]) =>
  [0, 1, 2, 3, 4, 5, 6].flatMap((power) => ms.map((m) => m * 10 ** power));
const bothSigns = (values: readonly number[]) => values.flatMap((v) => [v, -v]);
/** What to keep first where there is no room for all. */
const STEPS = [0, ...bothSigns(decades([1])), ...bothSigns(decades([5])), ...bothSigns(decades([2]))];
const LEVELS = [0, 100, 50, 25, 75, 1000, 10_000, 500, 200, 5000, 2000, 100_000, 10, 20, 40, 60, 80];

function amounts(
  low: number,
  high: number,
  at: (v: number) => number,
  spacing: number,
  order: readonly number[],
): number[] {
  const kept: number[] = [];
  for (const value of order) {
    if (value < low || value > high) continue;
    if (kept.every((other) => Math.abs(at(other) - at(value)) >= spacing)) kept.push(value);
  }
  return kept.sort((a, b) => a - b);
}
