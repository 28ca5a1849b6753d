/** Which papers are read for new terms: see scripts/build/terms.ts. */
export type TermLimits = { small: number; sample: number };
export const TERM_LIMITS: TermLimits = { small: 5000, sample: 50_000 };

export type TermWindow = {
  /** The window ends before this day; null: all papers. */
  through: string | null;
  papers: number;
  /** One paper in so many is read: those whose id's hash is a multiple. */
  every: number;
};

/**
 * Up to `small` papers are their own window. A larger corpus's ends before the newest paper's month, unless that month
 * holds most of the papers. `full` counts the papers before `month`, its first day.
 */
export function termWindow(
  { papers, full, month }: { papers: number; full: number; month: string | null },
  { small, sample }: TermLimits = TERM_LIMITS,
): TermWindow {
  const through = papers > small && full * 2 >= papers ? month : null;
  const window = through === null ? papers : full;
  return { through, papers: window, every: Math.ceil(window / sample) || 1 };
}
