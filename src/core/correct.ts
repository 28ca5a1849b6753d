/** A paper's extracted numbers with its readers' corrections worked in. */
import { factorGiven, type Filed } from './corrections.ts';
import type { Problem } from './problem.ts';
import { sentences } from './text/sentences.ts';
import type { metricRowsOf } from './tables/metric-rows.ts';

export type ExtractedRow = ReturnType<typeof metricRowsOf>[number];

export type Corrected = {
  rows: ExtractedRow[];
  /** Corrections whose span or number is no longer there: reported, never lost. */
  lost: Problem[];
  /** Whether the rows differ from those given. */
  changed: boolean;
};

/** Where the quote stands now: at its place, or at the only other place that has it. Null: nowhere for sure. */
export function placeOf(text: string, quote: string, start: number): number | null {
  if (text.startsWith(quote, start)) return start;
  const first = text.indexOf(quote);
  return first >= 0 && text.indexOf(quote, first + 1) < 0 ? first : null;
}

/** `rows` are one paper's, `text` the one that they were read from; the corrections are its own, one a number. */
export function correctPaper(
  text: string,
  rows: readonly ExtractedRow[],
  corrections: readonly Filed[],
): Corrected {
  let now = [...rows];
  const lost: Problem[] = [];
  for (const correction of corrections) {
    const { quote, kind, verdict } = correction;
    const start = placeOf(text, quote, correction.start);
    if (start === null) {
      lost.push(lostOf(correction, `its paper’s text no longer holds “${quote}” at one place`));
      continue;
    }
    const at = now.findIndex(
      (row) => row.kind === kind && row.start === start && row.length === quote.length,
    );
    const row = now[at];
    if (verdict === 'missed') {
      // A later extractor finds it by itself: then there is nothing to add.
      if (!row) now.push(added(text, start, now, correction));
      continue;
    }
    if (!row) {
      // What was wrong is not extracted any more: just as the reader wished.
      if (verdict !== 'wrong')
        lost.push(lostOf(correction, `“${quote}” is no longer extracted as a ${kind}`));
      continue;
    }
    if (verdict === 'wrong') now = now.filter((_, i) => i !== at);
    if (verdict === 'changed') now = now.map((one, i) => (i === at ? rewritten(one, correction) : one));
  }
  now.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.n - b.n));
  return { rows: now, lost, changed: JSON.stringify(now) !== JSON.stringify(rows) };
}

function rewritten(row: ExtractedRow, { to }: Filed): ExtractedRow {
  const measure = to?.measure ?? row.measure;
  const baseline = to?.baseline === undefined ? row.baseline : to.baseline;
  const factor =
    row.kind !== 'gain' || measure === row.measure || row.form === null || row.sense === null
      ? undefined
      : factorGiven(measure, { form: row.form, low: row.low, high: row.high, sense: row.sense });
  return {
    ...row,
    measure,
    baseline,
    ...(factor === undefined ? {} : { factor_low: factor?.low ?? null, factor_high: factor?.high ?? null }),
  } as ExtractedRow;
}

function added(
  text: string,
  start: number,
  rows: readonly ExtractedRow[],
  { quote, measure, gain }: Filed,
): ExtractedRow {
  if (!gain) throw new Error(`a missed gain without "gain": ${quote}`);
  const sentence = sentences(text).findLast((s) => s.start <= start) ?? { start, length: quote.length };
  const factor = factorGiven(measure, gain);
  return {
    kind: 'gain',
    measure,
    form: gain.form,
    low: gain.low,
    high: gain.high,
    unit: null,
    name: null,
    factor_low: factor?.low ?? null,
    factor_high: factor?.high ?? null,
    qualifier: gain.qualifier,
    sense: gain.sense,
    target: gain.target,
    benchmark: gain.benchmark,
    baseline: gain.baseline,
    start,
    length: quote.length,
    sentence_start: sentence.start,
    sentence_length: sentence.length,
    n: 1 + rows.reduce((most, row) => (row.kind === 'gain' ? Math.max(most, row.n) : most), 0),
  };
}

export const lostOf = ({ file, line, paper_id, quote }: Filed, why: string): Problem => ({
  code: 'lost-correction',
  file,
  line,
  detail: `${paper_id}: ${why}`,
  excerpt: quote.slice(0, 200),
});
