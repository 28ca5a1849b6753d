/** The first day of "the last months" as the dashboard resolves it (src/app/state.svelte.ts needs the page to load). */
import { mondayOf, monthsBefore, toDay } from '../../src/questions/period.ts';

export const rangeStart = (last: string, months: number): string =>
  new Date(mondayOf(monthsBefore(toDay(last), months)) * 86_400_000).toISOString().slice(0, 10);
