/** A summary may say less than its paper, but no gain of its own. */
import { findMetrics } from '../../src/core/gains/find.ts';

export type GainComparison = {
  /** Gains read in the summary. */
  gains: number;
  /** Quotes whose numbers stand in a reference text, though nothing was read as a gain there. */
  onlyNumber: string[];
  /** Quotes whose numbers stand in no reference text. */
  missing: string[];
};

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** Numbers as they are written; a word ("twice") is its own number. */
const written = (quote: string): string[] =>
  quote.match(/\d+(?:[.,]\d+)*|[a-z]+fold|twice|hal(?:f|ves|ved|ving)|order/gi) ?? [];

/** Compares the gains of a summary with those of the reference texts of the same paper. */
export function compareGains(summary: string, references: string[]): GainComparison {
  const theirs = references.flatMap((text) => findMetrics(text).gains);
  const result: GainComparison = { gains: 0, onlyNumber: [], missing: [] };
  for (const gain of findMetrics(summary).gains) {
    result.gains++;
    if (theirs.some((g) => near(g.low, gain.low) && near(g.high, gain.high))) continue;
    const numbers = written(gain.quote);
    const stands = references.some((text) => {
      const all = new Set(written(text));
      return numbers.every((n) => all.has(n));
    });
    (stands ? result.onlyNumber : result.missing).push(gain.quote);
  }
  return result;
}
