/** Topics that share more papers than chance would have them share. */
import { benjaminiHochberg } from '../core/stats/benjamini-hochberg.ts';
import { liftOf, type Lift } from '../core/stats/lift.ts';
import type { TogetherRow } from '../questions/topic.ts';

export type Together = { topic_id: string; lift: Lift };

const LEVEL = 0.05;

/** Those whose link holds at 5% after Benjamini-Hochberg, strongest first by the low end of the lift's interval. */
export function linked(rows: readonly TogetherRow[], most: number): Together[] {
  const found = rows.flatMap(({ topic_id, shared, other, own, all_papers }) => {
    const lift = liftOf(shared, own, other, all_papers);
    return lift.kind === 'lift' ? [{ topic_id, lift }] : [];
  });
  const q = benjaminiHochberg(found.map(({ lift }) => lift.p));
  return found
    .filter(({ lift }, i) => (q[i] ?? 1) < LEVEL && lift.lift > 1)
    .sort((a, b) => b.lift.low - a.lift.low || a.topic_id.localeCompare(b.topic_id))
    .slice(0, most);
}
