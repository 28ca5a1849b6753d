import known from '../../../data/topics/established.json';
import { termKey } from './term-words.ts';

/** Names older than any digest: a corpus may use them more than it did, and they are still not new. */
const ESTABLISHED = new Set(known.names.map((name) => name.split(' ').map(termKey).join(' ')));

export const isEstablished = (key: string): boolean => ESTABLISHED.has(key);

/** The most of a new term's papers that may stand in the oldest third of the corpus. */
const EARLY = 0.04;
/** How likely so uneven a split between the halves may be by chance, for a term to count as rising. */
const CHANCE = 0.005;

/** P(X ≥ k) for n draws with probability p, summed from its own terms. */
export function binomialTail(k: number, n: number, p: number): number {
  let log = 0;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    if (i > 0) log += Math.log((n - i + 1) / i);
    if (i >= k) sum += Math.exp(log + i * Math.log(p) + (n - i) * Math.log(1 - p));
  }
  return Math.min(1, sum);
}

/** Of all papers of a corpus: the date that parts the oldest third, and the one that parts the halves. */
export type Eras = { third: string; half: string; newer: number; older: number };

export function erasOf(dates: readonly string[]): Eras {
  const sorted = dates.toSorted();
  const third = sorted[Math.floor(sorted.length / 3)] ?? '';
  const half = sorted[Math.floor(sorted.length / 2)] ?? '';
  const newer = sorted.filter((date) => date >= half).length;
  return { third, half, newer, older: sorted.length - newer };
}

/** Papers of a term: all, those before the era's third, those from its half on. */
export type Spread = { papers: number; early: number; late: number };

/**
 * Whether papers spread so speak of something new: next to none in the oldest third (one may always), and
 * more in the newer half than chance explains.
 */
export function isNew({ papers, early, late }: Spread, { newer, older }: Eras): boolean {
  if (early > Math.max(1, EARLY * papers)) return false;
  const share = newer / (newer + older);
  return share >= 1 || binomialTail(late, papers, share) <= CHANCE;
}
