import type { Form, Measure, Sense } from '../paper.ts';

type Claimed = {
  measure: Measure;
  form: Form;
  low: number;
  high: number;
  sense: Sense;
  target?: string | null;
};

/** Words for which more is better, so that a rise by N % is a factor of 1 + N/100 ("30% higher throughput"). */
const RATES = /throughput|speed|fps|tokens\/s|tps|qps|bandwidth|capacity|efficien|faster/i;

/**
 * A gain as a multiple of improvement, above 1 when better; null where none is defined.
 * Quality and other gains keep their own scale. `rises` says whether the text speaks of more ("30% faster",
 * "30% higher throughput": 1.3) or of less ("40% lower latency": 1.67).
 */
export function factorOf(gain: Claimed, rises: boolean): { low: number; high: number } | null {
  if (gain.measure === 'quality' || gain.measure === 'other') return null;
  let ends: [number, number];
  if (gain.form === 'points') return null;
  if (gain.form === 'from_to') {
    if (gain.low <= 0 || gain.high <= 0) return null;
    const multiple = gain.low > gain.high ? gain.low / gain.high : gain.high / gain.low;
    ends = [multiple, multiple];
  } else if (gain.form === 'ratio') {
    ends = [gain.low, gain.high].map((v) => (v > 0 && v < 1 ? 1 / v : v)) as [number, number];
  } else {
    // A cut by 100% or more leaves nothing to divide by; a rise may be of any size.
    const less = !rises;
    if (gain.sense === 'better' && less && gain.high >= 100) return null;
    ends = [gain.low, gain.high].map((v) =>
      gain.sense === 'better' && less ? 1 / (1 - v / 100) : 1 + v / 100,
    ) as [number, number];
  }
  if (gain.sense === 'worse') ends = ends.map((v) => 1 / v) as [number, number];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return low > 0 && Number.isFinite(high) ? { low, high } : null;
}

export const isRate = (target: string): boolean => RATES.test(target);
