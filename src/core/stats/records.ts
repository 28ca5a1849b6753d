import { counted, notEnough, type NotEnough } from './result.ts';

export type Records<P> = {
  kind: 'records';
  /** The points that beat all before them, in the order of t; the first point is one. */
  records: P[];
  /** Records that chance expects if nothing improves: the sum of 1/t for distinct times. */
  expected: number;
  /** Exact chance of at least that many records if nothing improves. */
  p: number;
  n: number;
};

/**
 * Records against chance. If values are exchangeable, the i-th is a record with probability 1/i, independently of
 * the others (Rényi 1962), so their number is Poisson-binomial; its tail is summed exactly (Hong 2013, eq. 9).
 * m values at one time count as one trial with probability m / (values so far) (Nevzorov 1987), since their
 * order is unknown. A value that only equals the record is none, which makes p an upper bound where values tie.
 * @throws RangeError for a time that is no number, or a value that is not
 */
export function recordsOf<P extends { t: number; value: number }>(
  points: readonly P[],
  better: 'higher' | 'lower' = 'higher',
): Records<P> | NotEnough {
  if (points.length === 0) return notEnough(counted(0, 'value'), '1 value');
  for (const { t, value } of points) {
    if (!Number.isFinite(t) || Number.isNaN(value))
      throw new RangeError(`no record at t ${t}, value ${value}`);
  }
  const sign = better === 'higher' ? 1 : -1;
  // Within one time the best comes first, so that the others of that time are no records.
  const sorted = [...points].sort((a, b) => a.t - b.t || sign * (b.value - a.value));
  const records: P[] = [];
  const chances: number[] = [];
  let best = -Infinity;
  for (let start = 0; start < sorted.length;) {
    const first = sorted[start];
    if (!first) break;
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.t === first.t) end += 1;
    chances.push((end - start) / end);
    if (sign * first.value > best) {
      best = sign * first.value;
      records.push(first);
    }
    start = end;
  }
  return {
    kind: 'records',
    records,
    expected: chances.reduce((sum, p) => sum + p, 0),
    p: poissonBinomialTail(chances, records.length),
    n: points.length,
  };
}

/** P(at least `count` of independent trials succeed), by the recursion over trials; cost trials × count. */
export function poissonBinomialTail(chances: readonly number[], count: number): number {
  if (count <= 0) return 1;
  // below[j] is the chance of j successes so far, for j < count; what leaves it has reached the count.
  const below = new Float64Array(count);
  below[0] = 1;
  let reached = 0;
  for (const p of chances) {
    reached += (below[count - 1] ?? 0) * p;
    for (let j = count - 1; j > 0; j--) below[j] = (below[j] ?? 0) * (1 - p) + (below[j - 1] ?? 0) * p;
    below[0] = (below[0] ?? 0) * (1 - p);
  }
  return Math.min(1, reached);
}
