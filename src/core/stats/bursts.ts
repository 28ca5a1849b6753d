import { burstChance } from './burst-chance.ts';
import { type Cells, cellsOf, rowSum } from './cells.ts';
import { counted, notEnough, type NotEnough, type ShareRow } from './result.ts';

export type Burst = {
  /** The times of its first and last period. */
  from: number;
  to: number;
  periods: number;
  /** How much better the raised share explains the run than the base share: a log-likelihood ratio. */
  weight: number;
  /** Papers of the topic and all papers within it, and the papers of the topic that the base share expects. */
  k: number;
  n: number;
  expected: number;
  /** Chance of a run of at least this weight anywhere if papers are shuffled over time; null if not asked for. */
  p: number | null;
};

export type Bursts = {
  kind: 'bursts';
  /** In the order of time; empty where none pays its cost. */
  bursts: Burst[];
  k: number;
  n: number;
  permutations: number;
};

export type BurstOptions = {
  /** How much higher the share is in a burst (Kleinberg's s). */
  ratio?: number;
  /** Cost of entering a burst, in units of ln(periods) (Kleinberg's gamma). */
  gamma?: number;
  /** Shuffles for the p-values; 0 leaves them null. */
  permutations?: number;
  seed?: number;
};

export const BURST_MINIMUM = { papers: 5, periods: 8 } as const;

/**
 * Kleinberg's bursts (2002, KDD; 2003, Data Mining and Knowledge Discovery 7:373, section 4) in the batched, binomial,
 * two-state form: a period's k of n costs -ln of its binomial chance at the base share q0 = K/N or at the raised share
 * q1 = ratio q0; entering the raised state costs gamma ln(periods), leaving it nothing; the cheapest sequence of
 * states is found exactly (Viterbi). q1 never passes half the way from q0 to 1, so that common topics can burst too.
 * With strata, q0 is each source's own and costs are summed over sources, so a source that begins is no burst.
 * It assumes that papers come independently; the p-values are those of burst-chance.ts.
 * No kept library has the batched form (`bursts` in R has the one for gaps).
 */
export function burstsOf(rows: readonly ShareRow[], options: BurstOptions = {}): Bursts | NotEnough {
  const { ratio = 2, gamma = 1, permutations = 999, seed = 1 } = options;
  const cells = cellsOf(rows);
  const n = cells.n.reduce((sum, v) => sum + v, 0);
  const k = cells.k.reduce((sum, v) => sum + v, 0);
  const periods = cells.times.length;
  if (k < BURST_MINIMUM.papers) {
    return notEnough(
      `${counted(k, 'paper')} with the topic in the range`,
      `${BURST_MINIMUM.papers} papers with it`,
    );
  }
  if (periods < BURST_MINIMUM.periods) {
    return notEnough(counted(periods, 'period'), `${BURST_MINIMUM.periods} periods`);
  }
  const terms = likelihoodTerms(cells, ratio);
  const gains = gainsOf(cells, terms);
  const runs = cheapestRuns(gains, gamma * Math.log(periods));
  // Shuffling is the costly part, and most topics have no burst to test.
  const chance = permutations > 0 && runs.length > 0 ? burstChance(cells, terms, permutations, seed) : null;
  return {
    kind: 'bursts',
    bursts: runs.map((run) => {
      const burst = describe(cells, terms, gains, run);
      return { ...burst, p: chance ? chance(burst.weight) : null };
    }),
    k,
    n,
    permutations,
  };
}

/** A stratum's base share, and what a paper without and with the topic add to the raised state's lead. */
export type LikelihoodTerm = { base: number; without: number; extra: number };

export function likelihoodTerms(cells: Cells, ratio: number): LikelihoodTerm[] {
  const width = cells.times.length;
  return cells.strata.map((_, s) => {
    const n = rowSum(cells.n, s, width);
    const base = n === 0 ? 0 : rowSum(cells.k, s, width) / n;
    if (base === 0 || base === 1) return { base, without: 0, extra: 0 };
    const raised = Math.min(ratio * base, (1 + base) / 2);
    const without = Math.log((1 - raised) / (1 - base));
    return { base, without, extra: Math.log(raised / base) - without };
  });
}

/** Per period, the log-likelihood of the raised share less that of the base share. */
function gainsOf(cells: Cells, terms: readonly LikelihoodTerm[]): Float64Array {
  const width = cells.times.length;
  const gains = new Float64Array(width);
  for (const [s, { without, extra }] of terms.entries()) {
    for (let i = 0; i < width; i++) {
      const cell = s * width + i;
      gains[i] = (gains[i] ?? 0) + without * (cells.n[cell] ?? 0) + extra * (cells.k[cell] ?? 0);
    }
  }
  return gains;
}

/** Runs [first, last] of the raised state in the cheapest sequence; at equal cost the base state is kept. */
export function cheapestRuns(gains: Float64Array, entry: number): [number, number][] {
  const raisedFromBase = new Uint8Array(gains.length);
  const baseFromRaised = new Uint8Array(gains.length);
  let base = 0;
  let raised = Infinity;
  for (let i = 0; i < gains.length; i++) {
    raisedFromBase[i] = base + entry < raised ? 1 : 0;
    baseFromRaised[i] = raised < base ? 1 : 0;
    [base, raised] = [Math.min(base, raised), Math.min(raised, base + entry) - (gains[i] ?? 0)];
  }
  const runs: [number, number][] = [];
  let inRun = raised < base;
  let last = gains.length - 1;
  for (let i = gains.length - 1; i >= 0; i--) {
    if (inRun) {
      if (raisedFromBase[i]) {
        runs.unshift([i, last]);
        inRun = false;
      }
    } else if (baseFromRaised[i]) {
      inRun = true;
      last = i - 1;
    }
  }
  return runs;
}

/** The largest sum of neighbouring gains (Kadane), at least 0. */
export function heaviestRun(gains: Float64Array): number {
  let best = 0;
  let here = 0;
  for (let i = 0; i < gains.length; i++) {
    here = Math.max(0, here + (gains[i] ?? 0));
    if (here > best) best = here;
  }
  return best;
}

function describe(
  cells: Cells,
  terms: readonly LikelihoodTerm[],
  gains: Float64Array,
  [first, last]: [number, number],
): Omit<Burst, 'p'> {
  const width = cells.times.length;
  let [k, n, expected, weight] = [0, 0, 0, 0];
  for (let i = first; i <= last; i++) {
    weight += gains[i] ?? 0;
    for (const [s, { base }] of terms.entries()) {
      k += cells.k[s * width + i] ?? 0;
      n += cells.n[s * width + i] ?? 0;
      expected += base * (cells.n[s * width + i] ?? 0);
    }
  }
  const [from, to] = [cells.times[first] ?? 0, cells.times[last] ?? 0];
  return { from, to, periods: last - first + 1, weight, k, n, expected };
}
