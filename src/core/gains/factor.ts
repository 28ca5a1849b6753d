import type { Form, Measure, Sense } from '../paper.ts';

type Claimed = { measure: Measure; form: Form; low: number; high: number; sense: Sense };

/** One end of a percentage as a multiple: "30% faster" 1.3, "40% lower latency" 1.67; NaN where none is defined. */
function multiple(percent: number, better: boolean, rises: boolean): number {
  const share = percent / 100;
  if (rises) return better ? 1 + share : 1 / (1 + share);
  // A cut by all of it leaves nothing to divide by.
  if (share >= 1) return Number.NaN;
  return better ? 1 / (1 - share) : 1 - share;
}

/**
 * A gain as a multiple of improvement, above 1 when better; null where none is defined: quality and other gains
 * and absolute differences keep their own scale. `rises` says whether the text speaks of more ("30% faster",
 * "30% higher throughput") or of less ("40% lower latency"). A ratio below 1 is the share that is left.
 */
export function factorOf(gain: Claimed, rises: boolean): { low: number; high: number } | null {
  if (gain.measure === 'quality' || gain.measure === 'other' || gain.form === 'points') return null;
  const better = gain.sense === 'better';
  const one = (v: number): number => {
    if (gain.form === 'percent') return multiple(v, better, rises);
    const above = v >= 1 ? v : 1 / v;
    return better ? above : 1 / above;
  };
  const joined = gain.form === 'from_to';
  const ends = joined ? [one(gain.high / gain.low)] : [one(gain.low), one(gain.high)];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return low > 0 && Number.isFinite(high) ? { low, high } : null;
}
