/** A topic's share over time in a small line, with its bursts as bars below. */
import { line } from 'd3';
import type { TopicBurst } from '../../views/burst-ranks.ts';

export type Span = { start: number; end: number };
export type BurstSpark = {
  path: string;
  /** The last period that has papers. */
  end: { x: number; y: number } | null;
  bars: { x: number; width: number; burst: TopicBurst }[];
  /** January firsts, where a year begins. */
  years: { x: number; year: number }[];
};

/** Height of the row of bars. */
export const BAR = 5;

/** `values` is one share a period (null: no papers); `periods` and bursts are in day numbers, ends included. */
export function burstSpark(
  values: readonly (number | null)[],
  periods: readonly Span[],
  bursts: readonly TopicBurst[],
  { width, height }: { width: number; height: number },
): BurstSpark {
  const [from, to] = [periods[0]?.start ?? 0, (periods.at(-1)?.end ?? 0) + 1];
  const x = (day: number) => 2 + ((day - from) / Math.max(1, to - from)) * (width - 4);
  const most = Math.max(1e-9, ...values.map((v) => v ?? 0));
  const floor = height - BAR - 3;
  const placed = values.map((value, i) => {
    const { start, end } = periods[i] ?? { start: from, end: to };
    return { x: x((start + end + 1) / 2), y: value === null ? null : floor - (value / most) * (floor - 3) };
  });
  const last = placed.findLast(({ y }) => y !== null);
  const years: BurstSpark['years'] = [];
  const year = (day: number) => new Date(day * 86_400_000).getUTCFullYear();
  for (let y = year(from) + 1; y <= year(to - 1); y++) {
    years.push({ x: x(Math.floor(Date.UTC(y, 0, 1) / 86_400_000)), year: y });
  }
  return {
    path:
      line<(typeof placed)[number]>()
        .defined(({ y }) => y !== null)
        .x((p) => p.x)
        .y((p) => p.y ?? 0)(placed) ?? '',
    end: last && last.y !== null ? { x: last.x, y: last.y } : null,
    bars: bursts.flatMap((burst) => {
      const [a, b] = [x(Math.max(from, burst.from)), x(Math.min(to, burst.to + 1))];
      return b > a ? [{ x: a, width: Math.max(2, b - a), burst }] : [];
    }),
    years,
  };
}
