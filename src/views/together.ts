/** Topics that share more papers than chance would have them share, and how they go with one another. */
import { benjaminiHochberg } from '../core/stats/benjamini-hochberg.ts';
import { liftOf, type Lift } from '../core/stats/lift.ts';
import type { PairRow, TogetherRow } from '../questions/topic.ts';

export type Together = { topic_id: string; lift: Lift };

const LEVEL = 0.05;

/** Those whose link holds at 5% after Benjamini-Hochberg, strongest first by the low end of the lift's interval. */
export function linked(rows: readonly TogetherRow[]): Together[] {
  const found = rows.flatMap(({ topic_id, shared, other, own, all_papers }) => {
    const lift = liftOf(shared, own, other, all_papers);
    return lift.kind === 'lift' ? [{ topic_id, lift }] : [];
  });
  const q = benjaminiHochberg(found.map(({ lift }) => lift.p));
  return found
    .filter(({ lift }, i) => (q[i] ?? 1) < LEVEL && lift.lift > 1)
    .sort((a, b) => b.lift.low - a.lift.low || a.topic_id.localeCompare(b.topic_id));
}

export type PairCell = {
  /** Places of the two topics in the given order; the row is the later one. */
  row: number;
  column: number;
  lift: Lift;
  papers: { row: number; column: number };
  /** 1: surely together, -1: surely apart, by the interval; 0: cannot be told. */
  sure: -1 | 0 | 1;
};

/** The lower half of a square of topics, row by row; a topic that no paper has takes no part in it. */
export function pairCells(ids: readonly string[], rows: readonly PairRow[]): PairCell[] {
  const at = new Map(ids.map((id, i) => [id, i]));
  return rows
    .flatMap(({ one, two, shared, papers_one, papers_two, all_papers }): PairCell[] => {
      const lift = liftOf(shared, papers_one, papers_two, all_papers);
      const [i, j] = [at.get(one) ?? -1, at.get(two) ?? -1];
      if (lift.kind !== 'lift' || i < 0 || j < 0) return [];
      const sure = lift.low > 1 ? 1 : lift.high < 1 ? -1 : 0;
      return [
        i > j
          ? { row: i, column: j, lift, papers: { row: papers_one, column: papers_two }, sure }
          : { row: j, column: i, lift, papers: { row: papers_two, column: papers_one }, sure },
      ];
    })
    .sort((a, b) => a.row - b.row || a.column - b.column);
}
