/** Ticks of a time axis in day numbers: as many as fit, on calendar boundaries, years told once. */
import { month, monthOnly, year } from './format.ts';

const DAY = 86_400_000;
const STEPS = [1, 3, 6, 12, 24, 60, 120]; // months between ticks

export type TimeTick = {
  day: number;
  label: string;
  /** A year's first tick is drawn stronger. */ major: boolean;
};

/** Ticks within `[from, to]` (day numbers) at least `spacing` pixels apart on `width` pixels. */
export function timeTicks(from: number, to: number, width: number, spacing = 64): TimeTick[] {
  const span = Math.max(1, to - from);
  const step = STEPS.find((months) => ((months * 30.44) / span) * width >= spacing) ?? 120;
  const first = new Date(from * DAY);
  const begin = first.getUTCFullYear() * 12 + first.getUTCMonth();
  const ticks: TimeTick[] = [];
  for (let m = Math.ceil(begin / step) * step; ; m += step) {
    const day = Math.floor(Date.UTC(Math.floor(m / 12), m % 12, 1) / DAY);
    if (day > to) break;
    if (day < from) continue;
    const major = m % 12 === 0;
    ticks.push({ day, major, label: step >= 12 || major ? year(day) : monthOnly(day) });
  }
  const only = ticks[0];
  // The year must be told somewhere.
  if (only && !ticks.some(({ major }) => major)) ticks[0] = { ...only, label: month(only.day), major: true };
  return ticks;
}
