/** What the list of bursts and growth says as a whole, and a row's burst and growth in words. */
import { type EmergingKind, type EmergingRow, isBurst } from './emerging.ts';
import { EVIDENCE, type TopicRank } from './topic-ranks.ts';
import { chanceOf, countText, monthSpan, monthText, papersText } from './written.ts';

const NOUNS: Record<EmergingKind, string> = { all: 'topics and terms', terms: 'new terms', topics: 'topics' };

/** `until`: last day of the last complete month. `done`: bursts of all rows are there. */
export function emergingTitle(
  rows: readonly EmergingRow[],
  kind: EmergingKind,
  until: number,
  done: boolean,
): string {
  const noun = NOUNS[kind === 'all' && !rows.some((row) => row.kind === 'discovered') ? 'topics' : kind];
  if (rows.length === 0) return `No ${noun} in this selection`;
  const growing = rows.filter((row) => grows(row) > 0).length;
  const grow = `${countText(growing)} grow`;
  if (!done) return `Of ${countText(rows.length)} ${noun}, ${grow}`;
  const burst = rows.filter(isBurst);
  const still = burst.filter(({ burst: b }) => b !== null && b.to >= until).length;
  return `Of ${countText(rows.length)} ${noun}, ${countText(burst.length)} burst at some time${
    burst.length > 0 ? `, ${still === 0 ? 'none' : countText(still)} still in ${monthText(until - 3)}` : ''
  }; ${grow}`;
}

/** 1 grows, -1 shrinks, 0 cannot be told. */
export const grows = ({ trend, q }: TopicRank): number =>
  trend.kind === 'trend' && (q ?? 1) < EVIDENCE ? Math.sign(trend.slope) : 0;

const rate = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = (fraction: number) => `${fraction < 0 ? '−' : '+'}${rate.format(Math.abs(fraction) * 100)}`;

export function growthWords({ trend }: TopicRank): { value: string; interval: string } {
  if (trend.kind !== 'trend') return { value: 'not enough evidence', interval: trend.reason };
  return { value: `${signed(trend.perMonth)}%`, interval: `${signed(trend.low)} to ${signed(trend.high)}` };
}

export function burstWords(row: EmergingRow): { when: string; figures: string } {
  const { found, burst, burstQ } = row;
  if (found === undefined) return { when: '…', figures: '' };
  if (found.kind !== 'bursts') return { when: 'not enough evidence', figures: found.reason };
  if (!burst) return { when: 'no burst', figures: '' };
  const told = `${papersText(burst.k)}, ${countText(burst.expected)} expected; weight ${burst.weight.toFixed(1)}, ${chanceOf('p', burst.p)}`;
  const when = monthSpan(burst.from, burst.to);
  return isBurst(row)
    ? { when, figures: `${told}, ${chanceOf('q', burstQ ?? 1)}` }
    : { when: `${when}, not enough evidence`, figures: `${told}, ${chanceOf('q', burstQ ?? 1)}` };
}
